//! Long lists that are drawn from the top: at once what is in view, the rest when nothing new has come for a moment.
//!
//! While a slider moves, a run of hundreds of rows replaces the other; drawing the rows that nobody sees would cost
//! more than all the rest.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use interleave_playground::SchedulerRun;
use web_sys::Element;
use yew::prelude::*;

use crate::shared::Shared;

/// Rows drawn at once: more than a tall screen shows.
const FIRST: usize = 40;

/// Rows added at a time.
const STEP: usize = 250;

/// How long a run stands before its other rows are drawn, in milliseconds.
const PAUSE_MS: u32 = 700;

/// Between two additions there is a frame, in milliseconds.
const FRAME_MS: u32 = 16;

/// How much of a list is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    /// So many rows.
    pub rows: usize,
    /// Height of the others, in pixels.
    rest_px: usize,
}

impl Grown {
    /// The style of an empty thing that stands for the others, so that the scroll bar is as it will be.
    pub fn rest(self) -> Option<String> {
        (self.rest_px > 0).then(|| format!("height:{}px", self.rest_px))
    }
}

/// How many of a run's `total` rows to draw now, in the scrolling element `node`; a row is `row_px` high, more or less.
#[hook]
pub fn use_growing(
    node: &NodeRef,
    run: Option<&Shared<SchedulerRun>>,
    total: usize,
    row_px: usize,
) -> Grown {
    let run = run.cloned();
    let grown = use_state(|| (run.clone(), 0));
    let scrolled_px = use_scrolled(node, run.is_some());
    let in_view = use_memo(run.clone(), |_| FIRST + *scrolled_px.borrow() / row_px);
    let more = if grown.0 == run { grown.1 } else { 0 };
    let rows = (*in_view).max(more).min(total);
    let setter = grown.setter();
    use_effect_with((run, rows, total), move |(run, rows, total)| {
        let (run, next) = (run.clone(), *rows + STEP);
        let pause_ms = if more == 0 { PAUSE_MS } else { FRAME_MS };
        let later =
            (*rows < *total).then(|| Timeout::new(pause_ms, move || setter.set((run, next))));
        move || drop(later)
    });
    Grown {
        rows,
        rest_px: (total - rows) * row_px,
    }
}

/// How far an element is scrolled down, in pixels. Asked when it scrolls, not when rows are drawn: then the answer
/// would need a layout of its own.
#[hook]
fn use_scrolled(node: &NodeRef, is_there: bool) -> Rc<RefCell<usize>> {
    let scrolled_px = use_mut_ref(|| 0);
    let kept = Rc::clone(&scrolled_px);
    use_effect_with((node.clone(), is_there), move |(node, _)| {
        let listener = node.cast::<Element>().map(|element| {
            let scrolled = element.clone();
            EventListener::new(&element, "scroll", move |_| {
                *kept.borrow_mut() = usize::try_from(scrolled.scroll_top()).unwrap_or(0);
            })
        });
        move || drop(listener)
    });
    scrolled_px
}
