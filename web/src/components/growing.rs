//! Long lists that are drawn as far as they are scrolled into view.
//!
//! While a slider moves, a run of hundreds of rows replaces the other; drawing the rows that nobody sees would cost
//! more than all the rest. So a fresh run shows as many rows as the window has room for, and the next ones as soon as
//! it has stood for a moment. Until then the next ones of the run before are only hidden: taking them out costs as much
//! as drawing them, and arranging them costs more than hiding them.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use interleave_playground::SchedulerRun;
use web_sys::Element;
use yew::prelude::*;

use crate::shared::Shared;

/// Rows drawn beyond those that there is room for: above the list something may become lower.
const SPARE: usize = 2;

/// Rows drawn below the upper edge of what is in view: more than a tall screen shows.
const AHEAD: usize = 60;

/// A run that stands for so many milliseconds is there to stay: a moving slider replaces it sooner.
const SETTLED_AFTER_MS: u32 = 50;

/// Scrolling by so many rows draws the next.
const STEP: usize = 20;

/// A list of rows.
pub struct List<P> {
    /// The run, from which all rows come.
    pub run: Option<Shared<SchedulerRun>>,
    /// So many rows there are.
    pub total: usize,
    /// Height of a row, more or less, in pixels.
    pub row_px: usize,
    /// Draws some of them.
    pub draw: fn(&P, Range<usize>) -> Html,
    /// Whether the page is whole; if not, no more is drawn than what is in view, and nothing is listened for.
    pub is_whole: bool,
}

/// How much of a list is drawn.
pub struct Grown<P: PartialEq + 'static> {
    /// Rows of the present run that are in view.
    in_view: usize,
    /// The rows that follow, of the present run or of one before.
    following: Following<P>,
    is_settled: bool,
    /// Height of those that are not drawn, in pixels.
    rest_px: usize,
    draw: fn(&P, Range<usize>) -> Html,
}

impl<P: PartialEq + 'static> Grown<P> {
    /// The rows; each is a `tag`.
    pub fn rows(&self, props: &P, tag: &'static str) -> Html {
        html! {
            <>
                { (self.draw)(props, 0..self.in_view) }
                if !self.following.rows.is_empty() {
                    { self.following(tag) }
                }
            </>
        }
    }

    #[inline(never)]
    fn following(&self, tag: &'static str) -> Html {
        let following = self.following.clone();
        html! {
            <>
                if !self.is_settled {
                    <@{tag} class="settling" hidden=true />
                }
                <FollowingRows<P> {following} />
            </>
        }
    }

    /// The style of an empty thing that stands for the rows that are not drawn, so that the scroll bar is as it will be.
    pub fn rest(&self) -> Option<String> {
        (self.rest_px > 0).then(|| format!("height:{}px", self.rest_px))
    }
}

/// Rows as they were drawn when their run had stood for a moment.
struct Following<P> {
    of: Option<Rc<P>>,
    rows: Range<usize>,
    draw: fn(&P, Range<usize>) -> Html,
}

impl<P> Clone for Following<P> {
    fn clone(&self) -> Self {
        Self {
            of: self.of.clone(),
            rows: self.rows.clone(),
            draw: self.draw,
        }
    }
}

impl<P: PartialEq> PartialEq for Following<P> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.of == other.of
    }
}

#[derive(Properties, PartialEq)]
struct FollowingProps<P: PartialEq> {
    following: Following<P>,
}

/// They are drawn anew only when they change: not while another run is fresh.
#[component]
fn FollowingRows<P: PartialEq + 'static>(props: &FollowingProps<P>) -> Html {
    let Following { of, rows, draw } = &props.following;
    of.as_ref()
        .map(|of| draw(of, rows.clone()))
        .unwrap_or_default()
}

/// How many rows of a list with these `props` to draw now, in the scrolling element `node`, which is there when the
/// run is.
#[hook]
pub fn use_growing<P: Clone + PartialEq + 'static>(
    node: &NodeRef,
    props: &P,
    list: List<P>,
) -> Grown<P> {
    let List {
        run,
        total,
        row_px,
        draw,
        is_whole,
    } = list;
    let run = run.filter(|_| is_whole);
    let is_there = run.is_some();
    let passed = use_passed(node, is_there, row_px);
    let room = use_room(is_there);
    let is_settled = use_settled(node, run, &room);
    let kept = use_mut_ref(|| Following {
        of: None,
        rows: 0..0,
        draw,
    });
    let drawn = (passed + AHEAD).min(total);
    let in_view = (passed + AHEAD.min(room.get() / row_px + SPARE)).min(drawn);
    if is_settled {
        *kept.borrow_mut() = Following {
            of: Some(Rc::new(props.clone())),
            rows: in_view..drawn,
            draw,
        };
    }
    let shown = if is_settled { drawn } else { in_view };
    let following = kept.borrow().clone();
    Grown {
        in_view,
        following,
        is_settled,
        rest_px: (total - shown) * row_px,
        draw,
    }
}

/// How many rows have been scrolled out of view, in steps.
#[hook]
fn use_passed(node: &NodeRef, is_there: bool, row_px: usize) -> usize {
    let passed = use_state_eq(|| 0);
    let setter = passed.setter();
    use_effect_with((node.clone(), is_there), move |(node, is_there)| {
        let element = is_there.then(|| node.cast::<Element>()).flatten();
        let listener = element.map(|element| {
            let scrolled = element.clone();
            EventListener::new(&element, "scroll", move |_| {
                let rows = usize::try_from(scrolled.scroll_top()).unwrap_or(0) / row_px;
                setter.set(rows / STEP * STEP);
            })
        });
        move || drop(listener)
    });
    *passed
}

/// Room for a list in the window, in pixels: all that a list may take, or what was in view when its run had settled.
#[hook]
fn use_room(is_there: bool) -> Rc<Cell<usize>> {
    let room = use_memo((), |()| Cell::new(list_px(0.0)));
    let reset = Rc::clone(&room);
    use_effect_with(is_there, move |is_there| {
        let window = is_there.then(web_sys::window).flatten();
        let listeners = window.map(|window| {
            ["scroll", "resize"].map(|moved| {
                let room = Rc::clone(&reset);
                EventListener::new(&window, moved, move |_| room.set(list_px(0.0)))
            })
        });
        move || drop(listeners)
    });
    room
}

/// Whether `run` has been shown for a moment. Then all is arranged, and looking where the list stands costs nothing.
#[hook]
fn use_settled(node: &NodeRef, run: Option<Shared<SchedulerRun>>, room: &Rc<Cell<usize>>) -> bool {
    let settled = use_state_eq(|| None::<Shared<SchedulerRun>>);
    let is_settled = run.is_some() && *settled == run;
    let setter = settled.setter();
    let (node, room) = (node.clone(), Rc::clone(room));
    use_effect_with((run, !is_settled), move |(run, waits)| {
        let later = run.clone().filter(|_| *waits).map(|run| {
            Timeout::new(SETTLED_AFTER_MS, move || {
                if let Some(element) = node.cast::<Element>() {
                    room.set(list_px(element.get_bounding_client_rect().top()));
                }
                setter.set(Some(run));
            })
        });
        move || drop(later)
    });
    is_settled
}

/// How much of a list that begins at `top` is in the window. The tallest one, the table, takes so much of it at most
/// (`styles/timeline.css`).
fn list_px(top: f64) -> usize {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let height = window.unwrap_or(0.0);
    (height - top).clamp(0.0, height * 0.7) as usize
}
