//! The facade: plain data in, plain data out. Page, command line and native verifier use nothing below it.

mod data;
mod reply;
mod request;

pub use data::*;
pub use reply::{DiagnosticView, OutputLine, RunReply, SchedulerRun};
pub use request::{RunRequest, ViewOptions};
