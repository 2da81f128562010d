//! The browsers of the tests and their drivers, from `PATH` or from the system's package manager.
//!
//! Browsers are the one thing that is not kept by version in the cache: they come with the system's libraries and
//! security updates. Chromium's driver comes with it; Firefox's is a crate, which `tools` builds.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{command, tools};

/// A browser and the driver that belongs to it.
pub struct Browser {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// A program that a browser's package brings.
struct Packaged {
    /// Names it: the file to use instead of what `PATH` has.
    variable: &'static str,
    /// What it is called on `PATH`, the most likely name first.
    names: &'static [&'static str],
}

/// What the system's package manager brings together.
struct Packages {
    /// As Debian's packages are called.
    packages: &'static [&'static str],
    wait: &'static str,
    by_hand: &'static str,
}

const CHROMIUM: Packaged = Packaged {
    variable: "CHROME",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ],
};

const CHROMEDRIVER: Packaged = Packaged {
    variable: "CHROMEDRIVER",
    names: &["chromedriver"],
};

const FIREFOX: Packaged = Packaged {
    variable: "FIREFOX",
    // Its driver looks for the first name.
    names: &["firefox", "firefox-esr"],
};

const OF_CHROMIUM: Packages = Packages {
    packages: &["chromium", "chromium-driver"],
    wait: "about a minute",
    by_hand: "the browser tests need Chromium and its driver, of one version, on PATH\n  \
        Debian, Ubuntu: apt-get install chromium chromium-driver\n  \
        Fedora:         dnf install chromium chromedriver\n  \
        Arch:           pacman -S chromium\n  \
        macOS:          brew install --cask chromium chromedriver\n\
        or set CHROME and CHROMEDRIVER to the two files",
};

const OF_FIREFOX: Packages = Packages {
    packages: &["firefox-esr"],
    wait: "half a minute",
    by_hand: "the browser tests need Firefox on PATH (seen to work: 153)\n  \
        Debian:         apt-get install firefox-esr\n  \
        Ubuntu:         apt-get install firefox\n  \
        Fedora:         dnf install firefox\n  \
        Arch:           pacman -S firefox\n  \
        macOS:          brew install --cask firefox\n\
        or set FIREFOX to the file",
};

/// Finds Chromium and its driver, installing them where that can be done without asking for a password.
///
/// # Errors
/// With what to install by hand, when they are missing and we are not root on a system with apt.
pub fn chromium() -> Result<Browser> {
    OF_CHROMIUM.find_or_install(|| {
        let browser = CHROMIUM.find()?;
        let driver = CHROMEDRIVER.find()?;
        Some(Browser { browser, driver })
    })
}

/// Finds Firefox, installing it as Chromium is, and has its driver built.
///
/// # Errors
/// With what to install by hand, as for Chromium; when the driver cannot be built.
pub fn firefox() -> Result<Browser> {
    let browser = OF_FIREFOX.find_or_install(|| FIREFOX.find())?;
    let driver = tools::geckodriver()?;
    Ok(Browser { browser, driver })
}

impl Packaged {
    fn find(&self) -> Option<PathBuf> {
        let named = std::env::var_os(self.variable)
            .map(PathBuf::from)
            .filter(|file| file.is_file());
        named.or_else(|| self.names.iter().find_map(|name| command::on_path(name)))
    }
}

impl Packages {
    fn find_or_install<T>(&self, find: impl Fn() -> Option<T>) -> Result<T> {
        if let Some(found) = find() {
            return Ok(found);
        }
        if !is_root() || command::on_path("apt-get").is_none() {
            bail!("{}", self.by_hand);
        }
        let packages = self.packages.join(" and ");
        eprintln!("xtask: installing the system's {packages} ({})", self.wait);
        command::run(apt().arg("update"))?;
        let mut install = apt();
        install.args(["install", "--yes", "--no-install-recommends"]);
        command::run(install.args(self.packages)).context(self.by_hand)?;
        find().context(self.by_hand)
    }
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// Whether packages can be installed without a password.
fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
