//! Comparisons with tools that need not be there, so they are no tests.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::command;

/// `--miri [NAME…]`: what Miri shows over 16 seeds is among our interleavings.
///
/// # Errors
/// When no tool is named, Miri is not installed, or it shows something else.
pub fn verify(mut args: Args) -> Result<()> {
    if !args.flag("--miri") {
        bail!("verify against what? `cargo xtask verify --miri [NAME…]`");
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
