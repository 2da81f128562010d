//! npm packages: fetched with the machine's own npm, never with install scripts.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{command, paths};

/// The oldest Node that runs the browser tests' own test runner.
const NODE_MAJOR: u32 = 20;

fn npm(folder: &Path) -> Result<Command> {
    let node =
        command::on_path("node").context("Node is missing: install Node 20 or newer, with npm")?;
    let version = command::version(&node).unwrap_or_default();
    let major: u32 = version
        .split('.')
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(0);
    if major < NODE_MAJOR {
        bail!("Node {version} is too old: install Node {NODE_MAJOR} or newer");
    }
    let npm = command::on_path("npm").context("npm is missing: install it beside Node")?;
    let mut command = Command::new(npm);
    command.current_dir(folder);
    Ok(command)
}

const QUIET: [&str; 4] = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
];

/// Installs one package, `name@version`, into a folder of its own.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install(folder: &Path, package: &str) -> Result<()> {
    // Without a manifest npm would climb to the next folder that has one.
    fs::write(folder.join("package.json"), "{\"private\":true}\n")?;
    command::run(npm(folder)?.args(["install", package]).args(QUIET))
}

/// Installs into `folder` what the lock file of `manifest`, another folder, says.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install_locked(folder: &Path, manifest: &Path) -> Result<()> {
    for name in ["package.json", "package-lock.json"] {
        fs::copy(manifest.join(name), folder.join(name))
            .with_context(|| format!("{} has no {name}", manifest.display()))?;
    }
    command::run(npm(folder)?.arg("ci").args(QUIET))
}

/// Installs what the browser tests need, as their lock file says, unless that is in place already.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install_e2e() -> Result<()> {
    let folder = paths::e2e();
    let wanted =
        fs::read(folder.join("package-lock.json")).context("tests/e2e has no lock file")?;
    let stamp = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("xtask: installing playwright-core for the browser tests (a few seconds)");
    command::run(npm(&folder)?.arg("ci").args(QUIET))?;
    fs::write(stamp, wanted).context("node_modules cannot be written to")
}
