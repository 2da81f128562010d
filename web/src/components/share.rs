//! The share dialog: the link to this instant, what to put into a slide, and what can be taken along.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::address::Links;
use crate::browser::bare_address;
use crate::export::Takeaway;
use crate::host;
use crate::link::to_hash;
use crate::state::{Action, State};
use crate::strings::{Strings, strings};

/// What is shared.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub state: State,
    pub on: Callback<Action>,
}

/// The dialog; the browser itself keeps the focus inside, closes it by Escape and gives the focus back.
#[component]
pub fn Share(props: &Props) -> Html {
    let words = strings(props.state.language);
    let node = use_node_ref();
    let hash = use_state_eq(String::new);
    let told = use_state_eq(|| "");
    let links = use_memo((), |()| Links::default());
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    });
    let setter = hash.setter();
    use_effect_with(props.state.clone(), move |state| {
        links.with_packed(state, move |state, packed| {
            setter.set(to_hash(state, packed))
        });
    });
    let close = props.on.reform(|_: MouseEvent| Action::ShowShare(false));
    let onclose = props.on.reform(|_: Event| Action::ShowShare(false));
    let copy = |text: String| {
        let told = told.setter();
        Callback::from(move |_: MouseEvent| {
            let (text, told) = (text.clone(), told.clone());
            spawn_local(async move {
                let is_copied = host::copy(&text).await.is_truthy();
                told.set(if is_copied {
                    words.share_copied()
                } else {
                    words.share_refused()
                });
            });
        })
    };
    let take = {
        let (told, state) = (told.setter(), props.state.clone());
        Callback::from(move |(it, into_file): (Takeaway, bool)| {
            let (told, state) = (told.clone(), state.clone());
            told.set(words.share_working());
            spawn_local(async move {
                let is_done = it.take(&state, into_file).await;
                told.set(match (is_done, into_file) {
                    (true, true) => "",
                    (true, false) => words.share_copied(),
                    (false, _) => words.share_failed(),
                });
            });
        })
    };
    let address = bare_address();
    let link = format!("{address}#{}", *hash);
    let embed = embed_code(&address, &hash);
    html! {
        <dialog class="share" ref={node} {onclose} aria-label={words.share_title()}>
            <h2>{ words.share_title() }</h2>
            { shared_text(words.share_link(), link.clone(), copy(link), words) }
            { shared_text(words.share_embed(), embed.clone(), copy(embed), words) }
            <h3>{ words.share_take() }</h3>
            <ul>{ for Takeaway::ALL.into_iter().map(|it| takeaway(it, &take, words)) }</ul>
            <p><a href="./teach.html" target="_blank" rel="noopener">{ words.share_teach() }</a></p>
            <p class="told" role="status">{ *told }</p>
            <button type="button" class="button" onclick={close}>{ words.dismiss() }</button>
        </dialog>
    }
}

/// What to write into a slide or a page.
fn embed_code(address: &str, hash: &str) -> String {
    // Nothing in a hash has a meaning in HTML but `&`.
    let hash = hash.replace('&', "&amp;");
    format!(
        "<iframe src=\"{address}?embed#{hash}\" title=\"Interleave\" width=\"960\" height=\"540\" loading=\"lazy\"></iframe>"
    )
}

/// A text to be copied, as a whole.
fn shared_text(
    name: &'static str,
    text: String,
    oncopy: Callback<MouseEvent>,
    words: &Strings,
) -> Html {
    html! {
        <div class="shared-text">
            <span aria-hidden="true">{ name }</span>
            <input type="text" readonly=true aria-label={name} value={text} />
            <button type="button" class="button" aria-label={format!("{}: {name}", words.share_copy())} onclick={oncopy}>
                { words.share_copy() }
            </button>
        </div>
    }
}

/// One thing that can be taken along, and both ways.
fn takeaway(it: Takeaway, take: &Callback<(Takeaway, bool)>, words: &Strings) -> Html {
    let name = it.name(words);
    let button = |verb: &'static str, into_file: bool| {
        html! {
            <button
                type="button" class="button" aria-label={format!("{verb}: {name}")}
                onclick={take.reform(move |_| (it, into_file))}
            >{ verb }</button>
        }
    };
    html! {
        <li>
            <span>{ name }</span>
            if !matches!(it, Takeaway::Perfetto | Takeaway::Html) {
                { button(words.share_copy(), false) }
            }
            { button(words.share_download(), true) }
        </li>
    }
}
