//! Chromium and its driver, from `PATH` or from the system's package manager.
//!
//! Browsers are the one thing that is not kept by version in the cache: they come with the system's libraries and
//! security updates.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// A browser and the driver that belongs to it.
pub struct Browser {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

const BY_HAND: &str = "the browser tests need Chromium and its driver, of one version, on PATH\n  \
    Debian, Ubuntu: apt-get install chromium chromium-driver\n  \
    Fedora:         dnf install chromium chromedriver\n  \
    Arch:           pacman -S chromium\n  \
    macOS:          brew install --cask chromium chromedriver\n\
    or set CHROME and CHROMEDRIVER to the two files";

/// Finds both, installing them where that can be done without asking for a password.
///
/// # Errors
/// With what to install by hand, when they are missing and we are not root on a system with apt.
pub fn find_or_install() -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !is_root() || command::on_path("apt-get").is_none() {
        bail!("{BY_HAND}");
    }
    eprintln!("xtask: installing the system's chromium and chromium-driver (about a minute)");
    let mut update = apt();
    command::run(update.arg("update"))?;
    let mut install = apt();
    command::run(install.args([
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ]))?;
    find().context(BY_HAND)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

fn find() -> Option<Browser> {
    let named = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|file| file.is_file())
    };
    let browsers = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let browser =
        named("CHROME").or_else(|| browsers.iter().find_map(|name| command::on_path(name)))?;
    let driver = named("CHROMEDRIVER").or_else(|| command::on_path("chromedriver"))?;
    Some(Browser { browser, driver })
}

/// Whether packages can be installed without a password.
fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
