//! Golden tests take what the program does now as what is expected. Read the difference before committing it.

use anyhow::Result;

use crate::args::Args;
use crate::command;

/// What is blessed.
pub enum What {
    /// The expected outputs of all golden tests, from our own runs.
    Ours,
    /// What real runs of these golden programs show; of all of them when none is named.
    Native(Vec<String>),
}

impl What {
    /// # Errors
    /// When a word is left that is not understood.
    pub fn parse(mut args: Args) -> Result<What> {
        if args.flag("--native") {
            return Ok(What::Native(args.words()?));
        }
        args.finish().map(|()| What::Ours)
    }
}

/// # Errors
/// When a test fails for another reason than its expected output, or a program cannot be compiled or run.
pub fn bless(what: &What) -> Result<()> {
    match what {
        What::Ours => ours()?,
        What::Native(names) => native(names)?,
    }
    eprintln!("xtask: see what changed with `git diff`");
    Ok(())
}

/// Compiles golden programs with `rustc`, runs them and writes down what they showed.
fn native(names: &[String]) -> Result<()> {
    let binary = ["run", "--quiet", "--package", "interleave-tests", "--bin"];
    command::run(
        command::cargo()
            .args(binary)
            .args(["bless-native", "--"])
            .args(names),
    )
}

fn ours() -> Result<()> {
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
    ]))
}
