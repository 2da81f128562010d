//! Something to tell once, until it is dismissed.

use interleave_playground::Language;
use yew::prelude::*;

use crate::state::{Action, Notice};
use crate::strings::{Strings, strings};

/// What is told.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub notice: Option<Notice>,
    pub on: Callback<Action>,
}

/// A line over the page's foot; the region is always there, so that what appears in it is read out.
#[component]
pub fn NoticeBar(props: &Props) -> Html {
    let words = strings(props.language);
    html! {
        <div class="notices" role="status">
            if let Some(notice) = &props.notice {
                { told(props, notice, words) }
            }
        </div>
    }
}

#[inline(never)]
fn told(props: &Props, notice: &Notice, words: &Strings) -> Html {
    let text = match notice {
        Notice::TimedOut => words.notice_timeout(),
        Notice::SimulatorLost => words.notice_lost(),
        Notice::SimulatorGone => words.notice_gone(),
        Notice::BadLink => words.notice_bad_link(),
        Notice::UnreadLink(_) => words.notice_unread_link(),
        Notice::BadFile => words.notice_bad_file(),
    };
    let what = match notice {
        Notice::UnreadLink(what) => Some(what),
        _ => None,
    };
    html! {
        <div class="notice">
            <span>{ text }{ for what.map(|what| html! { <>{ " " }<code>{ &**what }</code></> }) }</span>
            <button
                type="button" class="button"
                onclick={props.on.reform(|_| Action::Dismiss)}
            >{ words.dismiss() }</button>
        </div>
    }
}
