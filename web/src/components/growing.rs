//! Long lists that are drawn as far as they are scrolled into view.
//!
//! While a slider moves, a run of hundreds of rows replaces the other; drawing the rows that nobody sees would cost
//! more than all the rest.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// Rows drawn below the upper edge of what is in view: more than a tall screen shows.
const AHEAD: usize = 60;

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

/// How many of `total` rows to draw now, in the scrolling element `node`, which is there when `is_there`; a row is
/// `row_px` high, more or less.
#[hook]
pub fn use_growing(node: &NodeRef, is_there: bool, total: usize, row_px: usize) -> Grown {
    let passed = use_state_eq(|| 0);
    let setter = passed.setter();
    use_effect_with((node.clone(), is_there), move |(node, _)| {
        let listener = node.cast::<Element>().map(|element| {
            let scrolled = element.clone();
            EventListener::new(&element, "scroll", move |_| {
                let rows = usize::try_from(scrolled.scroll_top()).unwrap_or(0) / row_px;
                setter.set(rows / STEP * STEP);
            })
        });
        move || drop(listener)
    });
    let rows = (*passed + AHEAD).min(total);
    Grown {
        rows,
        rest_px: (total - rows) * row_px,
    }
}
