//! The build tools, found or installed by version.
//!
//! A tool on `PATH` is used when it has exactly the version wanted; otherwise it goes into
//! `<cache>/tools/<tool>-<version>/`, shared by every checkout of this user. An install is made in a folder beside it
//! and moved into place when it is whole, so an interrupted one leaves nothing that looks finished. The user's own
//! cargo folder is never written to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{browser, command, npm, paths};

/// Newer ones want a newer compiler than the pinned one.
const TRUNK: CargoTool<'static> = CargoTool {
    krate: "trunk",
    binary: "trunk",
    version: "0.21.14",
    locked: true,
    minutes: "about 4 minutes",
};

const WASM_PACK: CargoTool<'static> = CargoTool {
    krate: "wasm-pack",
    binary: "wasm-pack",
    version: "0.15.1",
    locked: true,
    minutes: "about a minute",
};

/// Firefox's driver: no system packages it.
const GECKODRIVER: CargoTool<'static> = CargoTool {
    krate: "geckodriver",
    binary: "geckodriver",
    version: "0.37.1",
    locked: true,
    minutes: "about a minute",
};

/// The npm package that carries `wasm-opt` within itself.
const BINARYEN: &str = "132.0.0";

/// The bench's peer for simulated sleeps.
const SIMPY: &str = "4.1.2";

/// A tool that `cargo install` builds.
struct CargoTool<'a> {
    krate: &'static str,
    binary: &'static str,
    version: &'a str,
    /// Whether to build it with the lock file it was published with.
    locked: bool,
    minutes: &'static str,
}

/// Trunk, which turns `index.html` and the crates it names into a page.
///
/// # Errors
/// When it is not there and cannot be built.
pub fn trunk() -> Result<PathBuf> {
    find_or_install(&TRUNK)
}

/// wasm-pack, which runs the browser's unit tests.
///
/// # Errors
/// When it is not there and cannot be built.
pub fn wasm_pack() -> Result<PathBuf> {
    find_or_install(&WASM_PACK)
}

/// geckodriver, through which the browser's unit tests drive Firefox.
///
/// # Errors
/// When it is not there and cannot be built.
pub fn geckodriver() -> Result<PathBuf> {
    find_or_install(&GECKODRIVER)
}

/// wasm-bindgen in the very version of the crate, read from `Cargo.lock`: the two share a private format.
/// `wasm-bindgen-test-runner` lies beside it.
///
/// # Errors
/// When the lock names no wasm-bindgen, or the tool cannot be built.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    find_or_install(&CargoTool {
        krate: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version: &version,
        // Its published lock has named versions that were withdrawn since.
        locked: false,
        minutes: "about 2 minutes",
    })
}

/// wasm-opt, from npm's binaryen.
///
/// # Errors
/// When it is not there and npm cannot fetch it.
pub fn wasm_opt() -> Result<PathBuf> {
    let folder = paths::cache()?
        .join("tools")
        .join(format!("binaryen-{BINARYEN}"));
    let binary = folder
        .join("node_modules")
        .join("binaryen")
        .join("bin")
        .join("wasm-opt");
    if !binary.exists() {
        say(&format!(
            "installing binaryen {BINARYEN} for wasm-opt (half a minute)"
        ));
        install_whole(&folder, |temporary| {
            npm::install(temporary, &format!("binaryen@{BINARYEN}"))
        })?;
    }
    Ok(binary)
}

/// A Python with SimPy, in a virtual environment of its own.
///
/// # Errors
/// When there is no `python3` with `venv`, or pip cannot fetch SimPy.
pub fn simpy() -> Result<PathBuf> {
    let folder = paths::cache()?.join("tools").join(format!("simpy-{SIMPY}"));
    let python = |folder: &Path| folder.join("bin").join("python3");
    if !python(&folder).exists() {
        say(&format!(
            "installing SimPy {SIMPY} into a virtual environment (a few seconds)"
        ));
        install_whole(&folder, |temporary| {
            let mut make = Command::new("python3");
            command::run(make.args(["-m", "venv"]).arg(temporary))?;
            let mut install = Command::new(python(temporary));
            install.args(["-m", "pip", "install", "--quiet"]);
            install.arg("--disable-pip-version-check");
            command::run(install.arg(format!("simpy=={SIMPY}")))
        })?;
    }
    Ok(python(&folder))
}

/// The folder with the editor's packages and their bundler, as the lock file in `manifest` says.
///
/// # Errors
/// When they are not there and npm cannot fetch them.
pub fn editor_packages(manifest: &Path) -> Result<PathBuf> {
    let lock =
        fs::read(manifest.join("package-lock.json")).context("the editor has no lock file")?;
    let folder = paths::cache()?
        .join("tools")
        .join(format!("editor-{:016x}", xxhash_rust::xxh3::xxh3_64(&lock)));
    if !folder.join("node_modules").exists() {
        say("installing CodeMirror and esbuild for the editor (a few seconds)");
        install_whole(&folder, |temporary| {
            npm::install_locked(temporary, manifest)
        })?;
    }
    Ok(folder.join("node_modules"))
}

/// Adds the browser's compile target where rustup has not done so already.
///
/// # Errors
/// When it is missing and there is no rustup to add it.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut print = Command::new("rustc");
    print
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(paths::root());
    if Path::new(command::output(&mut print)?.trim()).is_dir() {
        return Ok(());
    }
    say(&format!("adding the compile target {TARGET}"));
    command::run(
        Command::new("rustup")
            .args(["target", "add", TARGET])
            .current_dir(paths::root()),
    )
    .with_context(|| format!("the Rust toolchain has no {TARGET}; add it by hand"))
}

/// Installs everything that any chore needs.
///
/// # Errors
/// When something is missing that cannot be installed from here.
pub fn setup() -> Result<()> {
    wasm_target()?;
    let chromium = browser::chromium()?;
    let firefox = browser::firefox()?;
    let bindgen = wasm_bindgen()?;
    let pack = wasm_pack()?;
    let trunk = trunk()?;
    let opt = wasm_opt()?;
    npm::install_e2e()?;
    editor_packages(&paths::editor())?;
    forget_build()?;
    println!("everything is in place:");
    for tool in [
        &trunk,
        &bindgen,
        &pack,
        &opt,
        &chromium.browser,
        &chromium.driver,
        &firefox.browser,
        &firefox.driver,
    ] {
        println!("  {}", tool.display());
    }
    Ok(())
}

/// Reads one crate's version from `Cargo.lock`.
fn locked_version(krate: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock"))
        .context("Cargo.lock cannot be read")?;
    let name = format!("name = \"{krate}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()
        .and_then(|line| line.strip_prefix("version = \""));
    match version.and_then(|rest| rest.strip_suffix('"')) {
        Some(version) => Ok(version.to_string()),
        None => bail!("Cargo.lock names no version of {krate}"),
    }
}

fn find_or_install(tool: &CargoTool<'_>) -> Result<PathBuf> {
    if let Some(found) = command::on_path(tool.binary)
        && command::version(&found).as_deref() == Some(tool.version)
    {
        return Ok(found);
    }
    let folder = paths::cache()?
        .join("tools")
        .join(format!("{}-{}", tool.krate, tool.version));
    let binary =
        folder
            .join("bin")
            .join(format!("{}{}", tool.binary, std::env::consts::EXE_SUFFIX));
    if !binary.exists() {
        say(&format!(
            "building {} {} ({} on two cores, once per machine)",
            tool.krate, tool.version, tool.minutes
        ));
        install_whole(&folder, |temporary| cargo_install(tool, temporary))?;
    }
    Ok(binary)
}

/// Builds with one target folder for all tools, so that what they share is built once, and with a profile that is
/// quick to build: trunk's own asks for fat link-time optimisation, which only slows a fresh machine down.
fn cargo_install(tool: &CargoTool<'_>, folder: &Path) -> Result<()> {
    let mut install = command::cargo();
    install
        .args([
            "install",
            tool.krate,
            "--version",
            tool.version,
            "--no-track",
            "--root",
        ])
        .arg(folder);
    if tool.locked {
        install.arg("--locked");
    }
    install.env("CARGO_TARGET_DIR", paths::cache()?.join("build"));
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    install.env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    // Flags meant for this project would make cargo build the shared parts anew.
    install
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    command::run(&mut install)
}

/// Removes what building the tools left behind (more than a gigabyte), unless another run is building there now.
fn forget_build() -> Result<()> {
    let build = paths::cache()?.join("build");
    // Cargo holds this lock for as long as it builds.
    let Ok(lock) = fs::File::open(build.join("release").join(".cargo-lock")) else {
        return Ok(());
    };
    if lock.try_lock().is_ok() {
        fs::remove_dir_all(&build)
            .with_context(|| format!("{} cannot be removed", build.display()))?;
    }
    Ok(())
}

/// Fills a folder beside `folder` and moves it into place when it is whole.
fn install_whole(folder: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let temporary = folder.with_added_extension(format!("part-{}", std::process::id()));
    fs::create_dir_all(&temporary)
        .with_context(|| format!("{} cannot be made", temporary.display()))?;
    let filled = fill(&temporary).and_then(|()| {
        // What lies there is either broken or was finished by another run a moment ago.
        let _ = fs::remove_dir_all(folder);
        fs::rename(&temporary, folder)
            .with_context(|| format!("{} cannot be put in place", folder.display()))
    });
    if filled.is_err() {
        let _ = fs::remove_dir_all(&temporary);
    }
    filled
}

fn say(what: &str) {
    eprintln!("xtask: {what}");
}
