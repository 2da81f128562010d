//! What a reviewer should not have to say: formatting, lints on both targets, the house rules.

use anyhow::Result;

use crate::{command, tidy, tools};

/// # Errors
/// At the first that does not hold.
pub fn check() -> Result<()> {
    tidy::tidy()?;
    command::run(command::cargo().args(["fmt", "--all", "--check"]))?;
    clippy(&["--workspace"])?;
    tools::wasm_target()?;
    clippy(&[
        "--package",
        "interleave-web",
        "--target",
        "wasm32-unknown-unknown",
    ])
}

fn clippy(of: &[&str]) -> Result<()> {
    let mut clippy = command::cargo();
    clippy
        .arg("clippy")
        .args(of)
        .args(["--all-targets", "--locked", "--", "-D", "warnings"]);
    command::run(&mut clippy)
}
