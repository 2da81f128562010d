//! Long lists that are drawn as far as they are scrolled into view.
//!
//! While a slider moves, a run of hundreds of rows replaces the other; drawing the rows that nobody sees would cost
//! more than all the rest. So a fresh run shows as many rows as the window has room for, and the next ones as soon as
//! it has stood for a moment.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use interleave_playground::SchedulerRun;
use web_sys::Element;
use yew::prelude::*;

use crate::shared::Shared;

/// Rows drawn below the upper edge of what is in view: more than a tall screen shows.
const AHEAD: usize = 60;

/// A run that stands for so many milliseconds is there to stay: a moving slider replaces it sooner.
const SETTLED_AFTER_MS: u32 = 50;

/// Scrolling by so many rows draws the next.
const STEP: usize = 20;

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

/// How many of the `total` rows of `run` to draw now, in the scrolling element `node`, which is there when the run is;
/// a row is `row_px` high, more or less.
#[hook]
pub fn use_growing(
    node: &NodeRef,
    run: Option<Shared<SchedulerRun>>,
    total: usize,
    row_px: usize,
) -> Grown {
    let passed = use_state_eq(|| 0);
    let setter = passed.setter();
    use_effect_with((node.clone(), run.is_some()), move |(node, _)| {
        let listener = node.cast::<Element>().map(|element| {
            let scrolled = element.clone();
            EventListener::new(&element, "scroll", move |_| {
                let rows = usize::try_from(scrolled.scroll_top()).unwrap_or(0) / row_px;
                setter.set(rows / STEP * STEP);
            })
        });
        move || drop(listener)
    });
    let in_view = use_memo(row_px, |row_px| list_px() / row_px + 1);
    let ahead = if use_settled(run) {
        AHEAD
    } else {
        AHEAD.min(*in_view)
    };
    let rows = (*passed + ahead).min(total);
    Grown {
        rows,
        rest_px: (total - rows) * row_px,
    }
}

/// Whether `run` has been shown for a moment.
#[hook]
fn use_settled(run: Option<Shared<SchedulerRun>>) -> bool {
    let settled = use_state_eq(|| None::<Shared<SchedulerRun>>);
    let is_settled = *settled == run;
    let setter = settled.setter();
    use_effect_with((run, is_settled), move |(run, is_settled)| {
        let run = run.clone();
        let later = (!is_settled).then(|| Timeout::new(SETTLED_AFTER_MS, move || setter.set(run)));
        move || drop(later)
    });
    is_settled
}

/// Height of the tallest list, the table (`styles/timeline.css`): so much of the window.
fn list_px() -> usize {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    (window.unwrap_or(0.0) * 0.7) as usize
}
