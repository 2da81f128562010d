//! The page's parts, one a file, each with the style sheet of its name.

mod about;
mod app;
mod bars;
mod chart;
mod controls;
mod diagnostics;
mod editor;
mod growing;
mod header;
mod key_sheet;
mod keyboard;
mod lanes;
mod legend;
mod literal;
mod machine;
mod marks;
mod metrics;
mod notice;
mod output;
mod phrase;
mod playhead;
mod program;
mod run_panel;
mod sliders;
mod source;
mod tabs;
mod timeline;
mod timeline_row;
mod transport;
mod why;

pub use app::App;
pub use diagnostics::{Diagnostics, Props as DiagnosticsProps};
pub use output::{Output, Props as OutputProps};
pub use sliders::{Props as SlidersProps, Sliders};
pub use timeline::{Props as TimelineProps, Timeline};
