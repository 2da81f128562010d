//! The schedulers as tabs, and the choice between lanes by thread and by core.

use interleave_playground::{LaneView, Language};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::on::On;
use crate::settings::Tab;
use crate::state::Action;
use crate::strings::strings;

/// Which tab.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub tab: Tab,
    pub lane_view: LaneView,
    /// Whether OS threads carry other tasks than their own.
    pub has_workers: bool,
    pub on: On,
}

/// The row of tabs.
#[component]
pub fn Tabs(props: &Props) -> Html {
    let words = strings(props.language);
    let onkeydown = props.on.live().map(|on| {
        let (on, tab) = (on.clone(), props.tab);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = neighbour(tab, &event.key()) {
                event.prevent_default();
                on.emit(Action::SetTab(next));
                focus(next);
            }
        })
    });
    let tab = |tab: Tab| {
        let is_on = tab == props.tab;
        html! {
            <button
                key={tab.slug()} type="button" role="tab" id={format!("tab-{}", tab.slug())}
                class={classes!("tab", is_on.then_some("on"))}
                aria-selected={is_on.to_string()} tabindex={if is_on { "0" } else { "-1" }}
                onclick={props.on.reform(move |_| Action::SetTab(tab))}
            >{ tab.title(words) }</button>
        }
    };
    let by = |view: LaneView, name: &'static str| {
        let is_on = view == props.lane_view;
        html! {
            <button
                type="button" class={classes!("by", is_on.then_some("on"))}
                aria-pressed={is_on.to_string()}
                onclick={props.on.reform(move |_| Action::SetLaneView(view))}
            >{ name }</button>
        }
    };
    html! {
        <div class="tabs">
            <div class="schedulers" role="tablist" aria-label={words.schedulers()} {onkeydown}>
                { for Tab::ALL.into_iter().map(tab) }
            </div>
            <div class="lane-view" role="group" aria-label={words.lanes()}>
                <span>{ words.lanes_by() }</span>
                { by(LaneView::Task, words.by_thread()) }
                <span aria-hidden="true">{ "·" }</span>
                { by(LaneView::Core, words.by_core()) }
                if props.has_workers {
                    <span aria-hidden="true">{ "·" }</span>
                    { by(LaneView::Worker, words.by_worker()) }
                }
            </div>
        </div>
    }
}

/// The tab that a key goes to.
fn neighbour(tab: Tab, key: &str) -> Option<Tab> {
    let here = Tab::ALL.iter().position(|other| *other == tab)?;
    let count = Tab::ALL.len();
    let there = match key {
        "ArrowRight" => (here + 1) % count,
        "ArrowLeft" => (here + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    Tab::ALL.get(there).copied()
}

fn focus(tab: Tab) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&format!("tab-{}", tab.slug())));
    let element = element
        .and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
