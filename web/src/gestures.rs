//! What pointers do in a chart: one clicks, scrubs or pans, two zoom and pan at once.

use interleave_playground::Nanos;

use crate::frame::Frame;
use crate::view::Viewport;

/// A pointer that moved less than this between down and up has clicked, in pixels.
const CLICK: f64 = 4.0;

/// A pointer that is down: where it came down and where it is.
#[derive(Clone, Copy, Debug)]
struct Held {
    id: i32,
    start: f64,
    now: f64,
}

/// The pointers that are down, and what was in view when the last of them came down.
#[derive(Clone, Debug)]
pub struct Gestures {
    held: Vec<Held>,
    view: Viewport,
    has_moved: bool,
}

/// What a movement means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// The playhead goes along, to this place.
    Scrub(f64),
    /// Another part comes into view.
    View(Viewport),
}

impl Default for Gestures {
    fn default() -> Self {
        Self {
            held: Vec::new(),
            view: Viewport::whole(Nanos::ZERO),
            has_moved: false,
        }
    }
}

impl Gestures {
    /// Whether any pointer is down.
    #[must_use]
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// A pointer comes down.
    pub fn down(&mut self, id: i32, x: f64, view: Viewport) {
        self.held.retain(|held| held.id != id);
        self.held.truncate(1);
        for held in &mut self.held {
            held.start = held.now;
        }
        self.has_moved = !self.held.is_empty();
        self.view = view;
        self.held.push(Held {
            id,
            start: x,
            now: x,
        });
    }

    /// A pointer that is down has moved; `frame` is the chart as it is now, of a run that ends at `end`.
    pub fn moved(&mut self, id: i32, x: f64, frame: &Frame, end: Nanos) -> Option<Motion> {
        let held = self.held.iter_mut().find(|held| held.id == id)?;
        held.now = x;
        if !self.has_moved && (x - held.start).abs() < CLICK {
            return None;
        }
        self.has_moved = true;
        Some(match self.held.as_slice() {
            [one, other, ..] => Motion::View(pinched(self.view, frame, *one, *other)),
            [one] if self.view != Viewport::whole(end) => {
                let share = (one.start - x) / frame.plot();
                Motion::View(self.view.panned((share * 1_000.0).round() as i64))
            }
            _ => Motion::Scrub(x),
        })
    }

    /// A pointer goes up; whether it has clicked.
    pub fn up(&mut self, id: i32) -> bool {
        let was_held = self.held.iter().any(|held| held.id == id);
        self.held.retain(|held| held.id != id);
        was_held && !self.has_moved
    }

    /// The browser took the pointers for something else, scrolling for instance.
    pub fn cancel(&mut self) {
        self.held.clear();
    }
}

/// The part in which what was under two pointers when they came down is under them still.
fn pinched(view: Viewport, frame: &Frame, one: Held, other: Held) -> Viewport {
    let (left, right) = if one.start <= other.start {
        (one, other)
    } else {
        (other, one)
    };
    let length = (view.to.0 - view.from.0) as f64;
    let share = |x: f64| (x - frame.left) / frame.plot();
    let before = (share(right.start) - share(left.start)).max(0.01);
    let after = (share(right.now) - share(left.now)).max(0.01);
    let scaled = length * before / after;
    let anchor = view.from.0 as f64 + share(left.start) * length;
    let from = (anchor - share(left.now) * scaled).max(0.0) as u64;
    Viewport {
        from: Nanos(from),
        to: Nanos(from.saturating_add((scaled as u64).max(1))),
    }
}

#[cfg(test)]
mod tests {
    use interleave_playground::Nanos;

    use super::{Gestures, Motion};
    use crate::frame::Frame;
    use crate::view::Viewport;

    const END: Nanos = Nanos(1_000_000);

    fn frame(view: Viewport) -> Frame {
        Frame {
            width: 1_150.0,
            view,
            lanes: 2,
            left: 84.0,
            has_axis: true,
        }
    }

    #[test]
    fn a_still_pointer_clicks_and_a_moving_one_scrubs() {
        let whole = Viewport::whole(END);
        let mut gestures = Gestures::default();
        gestures.down(1, 300.0, whole);
        assert_eq!(gestures.moved(1, 302.0, &frame(whole), END), None);
        assert!(gestures.up(1));
        gestures.down(1, 300.0, whole);
        let motion = gestures.moved(1, 340.0, &frame(whole), END);
        assert_eq!(motion, Some(Motion::Scrub(340.0)));
        assert!(!gestures.up(1));
    }

    #[test]
    fn one_pointer_pans_what_is_zoomed() {
        let view = Viewport {
            from: Nanos(400_000),
            to: Nanos(600_000),
        };
        let mut gestures = Gestures::default();
        gestures.down(1, 584.0, view);
        let motion = gestures.moved(1, 484.0, &frame(view), END);
        let expected = Viewport {
            from: Nanos(420_000),
            to: Nanos(620_000),
        };
        assert_eq!(motion, Some(Motion::View(expected)));
    }

    #[test]
    fn two_pointers_keep_what_is_under_them() {
        let whole = Viewport::whole(END);
        let mut gestures = Gestures::default();
        gestures.down(1, 484.0, whole);
        gestures.down(2, 684.0, whole);
        gestures.moved(1, 384.0, &frame(whole), END);
        let Some(Motion::View(view)) = gestures.moved(2, 784.0, &frame(whole), END) else {
            panic!("two pointers zoom");
        };
        let close = frame(view);
        assert!((close.x(Nanos(400_000)) - 384.0).abs() < 1.0);
        assert!((close.x(Nanos(600_000)) - 784.0).abs() < 1.0);
        assert!(!gestures.up(1) && !gestures.up(2));
    }
}
