//! The page's parts, one a file, each with the style sheet of its name.

mod about;
mod app;
mod bars;
mod chart;
mod controls;
mod diagnostics;
mod editor;
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
pub use bars::Bars;
pub use diagnostics::Diagnostics;
pub use output::Output;
pub use sliders::Sliders;
pub use source::Source;
pub use timeline::Timeline;
