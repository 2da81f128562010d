//! The selected instant in a chart: a line, its time, and a veil over what comes later.

use interleave_playground::Nanos;
use yew::prelude::*;

use crate::frame::Frame;
use crate::px::px;

/// Where.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub frame: Frame,
    pub instant: Nanos,
    pub decimals: u32,
    /// Where this run and another one part.
    pub parts_at: Option<Nanos>,
}

/// The playhead; it lies over the bars so that moving it redraws nothing else.
#[component]
pub fn Playhead(props: &Props) -> Html {
    let frame = &props.frame;
    let x = frame.x(props.instant);
    let (width, height) = (px(frame.width), px(frame.height()));
    let is_in_view = x >= frame.left - 1.0 && x <= frame.left + frame.plot() + 1.0;
    let time = props.instant.seconds(props.decimals);
    let half = 3.8 * time.len() as f64 + 7.0;
    let bottom = frame.bottom();
    // What happens at the very instant is drawn up to ten pixels to its right and stays clear.
    let veil = (x + 12.0).max(frame.left);
    html! {
        <svg class="playhead" {width} {height} viewBox={frame.view_box()} aria-hidden="true">
            if veil < frame.width {
                <rect
                    class="veil" x={px(veil)} y={px(frame.top())}
                    width={px(frame.width - veil)} height={px(bottom - frame.top())}
                />
            }
            if let Some(at) = props.parts_at {
                <line
                    class="parting" x1={px(frame.x(at))} x2={px(frame.x(at))}
                    y1={px(frame.top() - 2.0)} y2={px(bottom)}
                />
            }
            if is_in_view {
                <line
                    class="needle" x1={px(x)} x2={px(x)}
                    y1={px(frame.top() - 2.0)} y2={px(bottom)}
                />
                <rect
                    class="flag" x={px(x - half)} y={px(bottom - 3.0)}
                    width={px(2.0 * half)} height="19" rx="5"
                />
                <text class="flag-time" x={px(x)} y={px(bottom + 11.0)} text-anchor="middle">
                    { time }
                </text>
            }
        </svg>
    }
}
