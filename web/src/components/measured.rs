//! A recorded real run over the simulated lanes: for each printed line a bracket from the earliest to the latest time.

use interleave_playground::SchedulerRun;
use yew::prelude::*;

use crate::frame::{Frame, HALF_BAR};
use crate::px::px;
use crate::recording::{Recording, Times};
use crate::shared::Shared;

/// Brackets drawn at most.
const MOST: usize = 400;

/// Half the height of a bracket's ends in pixels.
const END: f64 = 4.0;

/// Narrowest bracket in pixels: its two ends still show as two.
const NARROWEST: f64 = 6.0;

/// What is laid over which lanes.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub recording: Shared<Recording>,
    pub run: Shared<SchedulerRun>,
    pub frame: Frame,
}

/// The brackets.
#[component]
pub fn MeasuredRun(props: &Props) -> Html {
    let frame = &props.frame;
    let lanes = &props.run.lanes.lanes;
    let brackets = props.recording.lines.iter().filter_map(|line| {
        let lane = lanes.iter().position(|lane| lane.label == line.thread)?;
        (lane < frame.lanes).then(|| {
            bracket(
                frame,
                frame.y(lane) + HALF_BAR + 8.0,
                line.times,
                &line.text,
            )
        })
    });
    let end = bracket(frame, frame.bottom() - 2.0, props.recording.end, "");
    html! {
        <svg
            class="measured-run" width={px(frame.width)} height={px(frame.height())}
            viewBox={frame.view_box()} aria-hidden="true"
        >
            { for brackets.flatten().take(MOST) }
            { end.unwrap_or_default() }
        </svg>
    }
}

/// `├─┼─┤`, without its middle where there is no room, or nothing when it is not in view.
fn bracket(frame: &Frame, y: f64, times: Times, text: &str) -> Option<Html> {
    let (from, middle, to) = (
        frame.x(times.earliest),
        frame.x(times.median),
        frame.x(times.latest),
    );
    // A real run ends a little later than its simulation: there is room for that at the right.
    if to < frame.left || from > frame.width {
        return None;
    }
    let short = (NARROWEST - (to - from)).max(0.0) / 2.0;
    let (from, to) = (from - short, to + short);
    let edge = |x: f64, half: f64| format!("M{} {}v{}", px(x), px(y - half), px(2.0 * half));
    let mut path = format!(
        "M{} {}H{}{}{}",
        px(from),
        px(y),
        px(to),
        edge(from, END),
        edge(to, END),
    );
    if short == 0.0 {
        path.push_str(&edge(middle, END * 1.6));
    }
    Some(html! { <path d={path}><title>{ text.to_owned() }</title></path> })
}
