//! The drawn part of a chart: axis, bars, arrows. Drawn anew only for another run or another frame.

use interleave_playground::{ArrowKind, Language, SchedulerRun, SegmentState};
use yew::prelude::*;

use crate::drawing::{Drawing, LaneDrawing};
use crate::frame::Frame;
use crate::px::px;
use crate::shared::Shared;
use crate::strings::strings;
use crate::words::{fit, task_class};

/// Which run, drawn in what frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    pub drawing: Shared<Drawing>,
    pub frame: Frame,
}

/// The drawing.
#[component]
pub fn Bars(props: &Props) -> Html {
    let (frame, drawing) = (&props.frame, &props.drawing);
    let words = strings(props.language);
    let name = format!("{}: {}", words.lanes(), names(&props.run, frame.lanes));
    let labels = props.run.lanes.lanes.iter().take(frame.lanes).enumerate();
    html! {
        <svg
            class="bars" width={px(frame.width)} height={px(frame.height())}
            viewBox={frame.view_box()} role="img" aria-label={name}
        >
            { axis(props) }
            <clipPath id={clip_id(frame)}>
                <rect x={px(frame.left - 2.0)} y="0" width={px(frame.width - frame.left + 2.0)} height={px(frame.height())} />
            </clipPath>
            <g clip-path={format!("url(#{})", clip_id(frame))}>
                { for drawing.lanes.iter().map(lane_html) }
                { for drawing.shafts.iter().map(|(kind, path)| html! {
                    <path class={classes!("arrow", arrow_class(*kind))} d={path.clone()} />
                }) }
                <path class="arrow-head" d={drawing.heads.clone()} />
            </g>
            { for labels.map(|(index, lane)| label(frame, index, &lane.label)) }
        </svg>
    }
}

/// Equal frames clip alike, so it does not matter when two charts share the id.
fn clip_id(frame: &Frame) -> String {
    format!(
        "clip-{}-{}-{}",
        px(frame.left),
        px(frame.width),
        px(frame.height())
    )
}

fn names(run: &SchedulerRun, most: usize) -> String {
    let labels: Vec<&str> = run
        .lanes
        .lanes
        .iter()
        .take(most.min(12))
        .map(|lane| lane.label.as_str())
        .collect();
    labels.join(", ")
}

fn axis(props: &Props) -> Html {
    let frame = &props.frame;
    let ticks = frame.ticks(strings(props.language));
    let tick = |tick: &crate::frame::Tick| {
        html! {
            <>
                <line class="grid" x1={px(tick.x)} y1={px(frame.top())} x2={px(tick.x)} y2={px(frame.bottom())} />
                if frame.has_axis && !tick.label.is_empty() {
                    <text class="tick" x={px(tick.x)} y="18" text-anchor="middle">{ &tick.label }</text>
                }
            </>
        }
    };
    html! { <g>{ for ticks.iter().map(tick) }</g> }
}

fn label(frame: &Frame, index: usize, label: &str) -> Html {
    let y = frame.y(index);
    if frame.is_narrow() {
        // Above the row of what the thread prints.
        return html! { <text class="lane-label" x="10" y={px(y - 30.0)}>{ label }</text> };
    }
    let short = fit(label, 7.4, frame.left - 20.0).unwrap_or_default();
    html! {
        <text class="lane-label" x="14" y={px(y + 5.0)}>
            if short != label {
                <title>{ label }</title>
            }
            { short }
        </text>
    }
}

/// Kinds of arrows differ by their dashes, as in the exported drawing.
fn arrow_class(kind: ArrowKind) -> &'static str {
    match kind {
        ArrowKind::Spawn => "spawn",
        ArrowKind::Join => "join",
        ArrowKind::Wake => "wake",
        ArrowKind::Send => "send",
        ArrowKind::Unlock => "unlock",
    }
}

fn lane_html(lane: &LaneDrawing) -> Html {
    let bars = lane.bars.iter().map(|bars| {
        let task = task_class(bars.task);
        let path = bars.path.clone();
        match bars.state {
            SegmentState::Running => html! { <path class={classes!("running", task)} d={path} /> },
            SegmentState::Ready => html! {
                <path class={classes!("ready", task)} fill="url(#hatch)" d={path} />
            },
            SegmentState::Sleeping => {
                html! { <path class={classes!("sleeping", task)} d={path} /> }
            }
            SegmentState::Blocked => html! { <path class={classes!("blocked", task)} d={path} /> },
            SegmentState::Pending => html! { <path class={classes!("pending", task)} d={path} /> },
        }
    });
    let caps = lane.caps.iter().map(|(task, path)| {
        html! { <path class={classes!("cap", task_class(*task))} d={path.clone()} /> }
    });
    html! { <g>{ for bars }{ for caps }</g> }
}
