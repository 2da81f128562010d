//! Real figures and real runs, for the tables, the claims and the badges of the page.

use anyhow::Result;

use crate::args::Args;
use crate::{command, paths};

/// The file that is committed.
const COMMITTED: &str = "crates/gallery/recorded/linux-x86_64.json";

/// `--only PART`: `figures`, `probes`, `scenarios` or a scenario's name; `--to FILE` writes another file than the
/// committed one.
///
/// # Errors
/// When a word is not understood or something cannot be measured.
pub fn measure(mut args: Args) -> Result<()> {
    let only = args.value("--only")?;
    let to = args.value("--to")?;
    args.finish()?;
    let to = to.unwrap_or_else(|| paths::root().join(COMMITTED).display().to_string());
    let mut run = command::cargo();
    run.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "interleave-native",
    ]);
    run.args(["--features", "measure", "--bin", "measure", "--", &to]);
    command::run(run.args(only))
}
