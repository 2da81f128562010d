//! Running other programs: what is run is shown, a failure names it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The line that a person would type for this command.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Says what is run, runs it with our own input and output.
///
/// # Errors
/// When it cannot be started or does not exit with 0.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    eprintln!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs it quietly and gives what it printed on standard output.
///
/// # Errors
/// When it cannot be started, does not exit with 0, or prints no UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{line}` printed something that is not text"))
}

/// Cargo, in the checkout, as the one that started us.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    command
}

/// The first file of that name in the folders of `PATH`.
pub fn on_path(name: &str) -> Option<std::path::PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(&file))
        .find(|file| file.is_file())
}

/// The version that `tool --version` names (the first word that starts with a digit, a leading `v` aside), if it runs.
pub fn version(tool: &Path) -> Option<String> {
    let output = Command::new(tool)
        .arg("--version")
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'));
    words
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_string)
}

/// `PATH` with these folders in front.
///
/// # Errors
/// When a folder's name holds the separator of `PATH`.
pub fn path_with(front: &[&Path]) -> Result<std::ffi::OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let dirs = front
        .iter()
        .map(|dir| dir.to_path_buf())
        .chain(std::env::split_paths(&old));
    std::env::join_paths(dirs).context("a tool's folder cannot be put on PATH")
}
