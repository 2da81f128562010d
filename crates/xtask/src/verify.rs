//! Comparisons that take long or need tools that need not be there, so they are no tests.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::command;

/// `--runs N`: what N real runs of each gallery program show is among its outcomes. `--miri [NAME…]`: what Miri shows
/// over 16 seeds is among our interleavings.
///
/// # Errors
/// When no tool is named, Miri is not installed, or it shows something else.
pub fn verify(mut args: Args) -> Result<()> {
    if let Some(runs) = args.value("--runs")? {
        args.finish()?;
        let binary = ["run", "--package", "interleave-cli", "--"];
        let asked = ["verify", "--gallery", "--outcomes", "--runs"];
        return command::run(command::cargo().args(binary).args(asked).arg(runs));
    }
    if !args.flag("--miri") {
        bail!(
            "verify against what? `cargo xtask verify --runs N` or `cargo xtask verify --miri [NAME…]`"
        );
    }
    let names = args.words()?;
    let binary = ["run", "--quiet", "--package", "interleave-tests", "--bin"];
    command::run(
        command::cargo()
            .args(binary)
            .args(["verify-miri", "--"])
            .args(names),
    )
}
