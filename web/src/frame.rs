//! Where things stand in a chart of lanes: virtual time to pixels and back, lanes to heights, ticks of the axis.

use interleave_playground::Nanos;

use crate::px::px;
use crate::strings::Strings;
use crate::view::Viewport;

/// Below this many pixels labels stand over their lanes instead of beside them.
const NARROW: f64 = 500.0;

/// Half the height of a running bar in pixels.
pub const HALF_BAR: f64 = 13.0;

/// The measures of one chart, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The whole chart's width.
    pub width: f64,
    /// The part of the time axis in view.
    pub view: Viewport,
    /// How many lanes.
    pub lanes: usize,
    /// Room for labels at the left.
    pub left: f64,
    /// Whether the axis' labels are drawn.
    pub has_axis: bool,
}

/// A line across the chart, with its label when it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// "0.5 s", or "" for the lines between.
    pub label: String,
}

impl Frame {
    /// Whether labels stand over their lanes.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    fn right(&self) -> f64 {
        if self.is_narrow() { 44.0 } else { 66.0 }
    }

    /// Width of the time axis, at least one pixel.
    #[must_use]
    pub fn plot(&self) -> f64 {
        (self.width - self.left - self.right()).max(1.0)
    }

    fn length(&self) -> f64 {
        (self.view.to.0.saturating_sub(self.view.from.0)).max(1) as f64
    }

    /// The place of an instant; outside the chart when it is not in view.
    #[must_use]
    pub fn x(&self, at: Nanos) -> f64 {
        let from_left = i128::from(at.0) - i128::from(self.view.from.0);
        self.left + from_left as f64 * self.plot() / self.length()
    }

    /// The instant at a place, kept within the view.
    #[must_use]
    pub fn at(&self, x: f64) -> Nanos {
        let share = ((x - self.left) / self.plot()).clamp(0.0, 1.0);
        Nanos(self.view.from.0 + (share * self.length()).round() as u64)
    }

    /// Distance of neighbouring lanes.
    #[must_use]
    pub fn pitch(&self) -> f64 {
        match self.lanes {
            _ if self.is_narrow() => 68.0,
            0..=3 => 62.0,
            4..=8 => 50.0,
            _ => 42.0,
        }
    }

    /// Upper end of the lines across.
    #[must_use]
    pub fn top(&self) -> f64 {
        if self.has_axis { 26.0 } else { 6.0 }
    }

    /// Middle of a lane.
    #[must_use]
    pub fn y(&self, lane: usize) -> f64 {
        let first = self.top() + if self.is_narrow() { 46.0 } else { 34.0 };
        first + lane as f64 * self.pitch()
    }

    /// Lower end of the lines across.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y(self.lanes.saturating_sub(1)) + HALF_BAR + 24.0
    }

    /// Height of the chart: below the lanes there is room for the playhead's time.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom() + 18.0
    }

    /// All of the chart, for a drawing that the layout may make smaller.
    #[must_use]
    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", px(self.width), px(self.height()))
    }

    /// The lane at a height.
    #[must_use]
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        let nearest = ((y - self.y(0)) / self.pitch()).round();
        let lane = (nearest >= 0.0).then_some(nearest as usize)?;
        let is_on_it = (y - self.y(lane)).abs() <= HALF_BAR + 6.0;
        (lane < self.lanes && is_on_it).then_some(lane)
    }

    /// Lines at round times, labelled every second one or so.
    #[must_use]
    pub fn ticks(&self, words: &Strings) -> Vec<Tick> {
        let label_room = if self.is_narrow() { 48.0 } else { 84.0 };
        let step = round_step(self.length() * label_room / self.plot());
        let half = step / 2;
        let minor = if half > 0 && self.plot() / (self.length() / half as f64) >= 24.0 {
            half
        } else {
            step
        };
        let first = self.view.from.0.div_ceil(minor);
        let mut ticks = Vec::new();
        for number in first.. {
            let at = number.saturating_mul(minor);
            if at > self.view.to.0 || ticks.len() > 200 {
                break;
            }
            let label = if at % step == 0 {
                label(at, step, self.view.to, words)
            } else {
                String::new()
            };
            ticks.push(Tick {
                x: self.x(Nanos(at)),
                label,
            });
        }
        ticks
    }
}

/// The next of 1, 2, 5, 10, 20, 50, … that is at least `ns`.
fn round_step(ns: f64) -> u64 {
    let mut unit: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = unit.saturating_mul(factor);
            if step as f64 >= ns {
                return step;
            }
        }
        match unit.checked_mul(10) {
            Some(next) => unit = next,
            None => return u64::MAX,
        }
    }
}

/// A time of the axis in the unit that the right edge suggests, with just the decimals that the step needs.
fn label(at: u64, step: u64, to: Nanos, words: &Strings) -> String {
    let (unit, name) = match to.0 {
        0..10_000 => (1, words.unit_ns()),
        10_000..10_000_000 => (1_000, words.unit_us()),
        10_000_000..1_000_000_000 => (1_000_000, words.unit_ms()),
        _ => (1_000_000_000, words.unit_s()),
    };
    let mut digits = usize::from(unit == 1_000_000_000);
    let mut finest = unit / 10_u64.pow(digits as u32);
    while finest > 1 && !step.is_multiple_of(finest) {
        digits += 1;
        finest /= 10;
    }
    if finest == 0 || digits == 0 {
        return format!("{} {name}", at / unit);
    }
    format!("{}.{:0digits$} {name}", at / unit, at % unit / finest)
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Language, Nanos};

    use super::Frame;
    use crate::strings::strings;
    use crate::view::Viewport;

    fn frame(width: f64, from: u64, to: u64) -> Frame {
        Frame {
            width,
            view: Viewport {
                from: Nanos(from),
                to: Nanos(to),
            },
            lanes: 2,
            left: 84.0,
            has_axis: true,
        }
    }

    fn check(frame: Frame, expected: &[&str]) {
        let labels: Vec<String> = frame
            .ticks(strings(Language::En))
            .into_iter()
            .map(|tick| tick.label)
            .filter(|label| !label.is_empty())
            .collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn the_axis_has_round_times() {
        check(
            frame(816.0, 0, 2_000_000_000),
            &["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"],
        );
        check(
            frame(816.0, 0, 600_000_000),
            &[
                "0 ms", "100 ms", "200 ms", "300 ms", "400 ms", "500 ms", "600 ms",
            ],
        );
        check(
            frame(500.0, 1_000_000_000, 1_000_100_000),
            &["1.00000 s", "1.00005 s", "1.00010 s"],
        );
        check(frame(816.0, 0, 1), &["0 ns", "1 ns"]);
    }

    #[test]
    fn places_and_instants_agree() {
        let frame = frame(816.0, 500_000, 2_000_000);
        for at in [500_000, 777_777, 2_000_000] {
            let back = frame.at(frame.x(Nanos(at))).0;
            assert!(back.abs_diff(at) < 2, "{at} {back}");
        }
        assert_eq!(frame.lane_at(frame.y(1) + 3.0), Some(1));
        assert_eq!(frame.lane_at(frame.y(1) + 30.0), None);
        assert_eq!(frame.lane_at(0.0), None);
    }
}
