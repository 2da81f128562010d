//! Golden tests take what the program does now as what is expected. Read the difference before committing it.

use anyhow::Result;

use crate::command;

/// # Errors
/// When a test fails for another reason than its expected output.
pub fn bless() -> Result<()> {
    command::run(
        command::cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("UPDATE_EXPECT", "1"),
    )?;
    command::run(command::cargo().args([
        "run",
        "--quiet",
        "--package",
        "interleave-xtask",
        "--",
        "tidy",
    ]))?;
    eprintln!("xtask: see what changed with `git diff`");
    Ok(())
}
