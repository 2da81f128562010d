//! Runs programs for real and compares them with the simulation.
//!
//! Black box: the very same text is compiled with `rustc`, started on chosen cores, and what it prints is
//! read with the times at which it came. [`verify`] holds those runs against simulated ones; [`replay`] forces real threads
//! into the order of one schedule, [`allowed`] asks whether what real runs show is among all outcomes.
//!
//! # Invariants
//! - Nothing here changes the program's text.
//! - A tolerance is measured on this machine in the same call, never a constant alone; a machine that is
//!   too noisy to tell gives [`Verdict::Inconclusive`], never a pass.

mod allowed;
mod calibrate;
mod candidate;
mod compare;
mod compile;
mod crates;
mod guided;
mod paused;
mod pin;
mod real_run;
mod replay;
mod report;
mod stand_in;
mod verify;
mod workers;

pub use allowed::{AllowedReport, allowed};
pub use calibrate::{Calibration, calibrate};
pub use compile::{CompileError, compile};
pub use paused::{PausedReport, can_pause, paused};
pub use pin::{available_cores, spawn_on};
pub use real_run::{RealLine, RealRun, run, run_at_once};
pub use replay::{ReplayReport, replay};
pub use report::{CoresReport, LineReport, MakespanReport, Report, Verdict};
pub use verify::{VerifyError, VerifyOptions, verify};
pub use workers::{LOADS, Load, TOLERANCE_PERMILLE, WorkersReport, WorkersRow, workers};
