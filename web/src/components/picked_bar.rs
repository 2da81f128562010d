//! The outline of the selected stretch in a chart.

use interleave_playground::{Segment, SegmentState};
use yew::prelude::*;

use crate::detail::Subject;
use crate::drawing::extent;
use crate::frame::{Frame, HALF_BAR};
use crate::px::px;
use crate::shown::Happening;

/// What is selected.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub subject: Subject,
    pub frame: Frame,
    pub picked: Happening,
}

/// The outline; nothing when the stretch is out of view.
#[component]
pub fn PickedBar(props: &Props) -> Html {
    let frame = &props.frame;
    let lanes = props
        .subject
        .lanes()
        .lanes
        .iter()
        .take(frame.lanes)
        .enumerate();
    let found = lanes
        .flat_map(|(index, lane)| {
            lane.segments
                .iter()
                .map(move |segment| (index, lane, segment))
        })
        .filter(|(_, _, segment)| is_meant(segment, &props.picked))
        .max_by_key(|(_, _, segment)| rank(segment, &props.picked));
    let extent = found.and_then(|(index, lane, segment)| {
        Some((index, half_height(segment), extent(frame, lane, segment)?))
    });
    let Some((index, half, (left, right))) = extent else {
        return Html::default();
    };
    html! {
        <svg
            class="picked-bar" width={px(frame.width)} height={px(frame.height())}
            viewBox={frame.view_box()} aria-hidden="true"
        >
            <rect
                x={px(left - 2.5)} y={px(frame.y(index) - half)}
                width={px((right - left).max(4.0) + 5.0)} height={px(2.0 * half)} rx="5"
            />
        </svg>
    }
}

/// A box about a dotted line would say that the thread is blocked: only a narrow band lies about it.
fn half_height(segment: &Segment) -> f64 {
    match segment.state {
        SegmentState::Sleeping => 5.0,
        _ => HALF_BAR + 2.5,
    }
}

fn is_meant(segment: &Segment, picked: &Happening) -> bool {
    let is_there = segment.from <= picked.at && picked.at <= segment.to;
    segment.event == picked.event || (segment.task == picked.task && is_there)
}

/// The stretch that the event begins, else where it ran.
fn rank(segment: &Segment, picked: &Happening) -> (bool, bool) {
    (
        segment.event == picked.event,
        segment.state == SegmentState::Running,
    )
}
