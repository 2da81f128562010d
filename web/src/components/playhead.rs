//! The selected instant in a chart: a line, its time, and a veil over what comes later.

use interleave_playground::Nanos;
use yew::prelude::*;

use crate::frame::Frame;

/// Where.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub frame: Frame,
    pub instant: Nanos,
    pub decimals: u32,
}

/// The playhead; it lies over the bars so that moving it redraws nothing else.
#[component]
pub fn Playhead(props: &Props) -> Html {
    let frame = &props.frame;
    let x = frame.x(props.instant);
    let (width, height) = (
        format!("{:.1}", frame.width),
        format!("{:.1}", frame.height()),
    );
    let is_in_view = x >= frame.left - 1.0 && x <= frame.left + frame.plot() + 1.0;
    let time = props.instant.seconds(props.decimals);
    let half = 3.8 * time.len() as f64 + 7.0;
    let bottom = frame.bottom();
    // What happens at the very instant is drawn up to ten pixels to its right and stays clear.
    let veil = (x + 12.0).max(frame.left);
    html! {
        <svg class="playhead" {width} height={height.clone()} aria-hidden="true">
            if veil < frame.width {
                <rect
                    class="veil" x={format!("{veil:.1}")} y={format!("{:.1}", frame.top())}
                    width={format!("{:.1}", frame.width - veil)} height={format!("{:.1}", bottom - frame.top())}
                />
            }
            if is_in_view {
                <line
                    class="needle" x1={format!("{x:.1}")} x2={format!("{x:.1}")}
                    y1={format!("{:.1}", frame.top() - 2.0)} y2={format!("{bottom:.1}")}
                />
                <rect
                    class="flag" x={format!("{:.1}", x - half)} y={format!("{:.1}", bottom - 3.0)}
                    width={format!("{:.1}", 2.0 * half)} height="19" rx="5"
                />
                <text class="flag-time" x={format!("{x:.1}")} y={format!("{:.1}", bottom + 11.0)} text-anchor="middle">
                    { time }
                </text>
            }
        </svg>
    }
}
