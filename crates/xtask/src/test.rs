//! Every test, in stages from the quickest to the slowest answer. All stages run even when one fails.
//!
//! The browser tests come last, and their runner's own summary are the last lines of a run that passes.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::build;
use crate::{browser, command, npm, paths, tidy, tools};

/// A stage by its name.
type Stage = (&'static str, fn() -> Result<()>);

const STAGES: [Stage; 4] = [
    ("tidy", tidy::tidy),
    ("rust", rust),
    ("wasm", wasm),
    ("e2e", e2e),
];

/// Runs one stage, or installs what is missing and runs all.
///
/// # Errors
/// When a stage fails or there is no such stage.
pub fn test(only: Option<&str>) -> Result<()> {
    if let Some(name) = only {
        let Some((_, stage)) = STAGES.iter().find(|(known, _)| *known == name) else {
            bail!("there is no stage `{name}`");
        };
        return stage();
    }
    // What cannot be installed is better known now than after ten minutes of tests.
    tools::setup()?;
    let mut failed = Vec::new();
    for (name, stage) in STAGES {
        eprintln!("== {name}");
        if let Err(error) = stage() {
            eprintln!("xtask: stage {name}: {error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Golden runs, laws, corpora, native comparisons; the house rules run among them too.
fn rust() -> Result<()> {
    command::run(command::cargo().args(["test", "--workspace", "--locked", "--no-fail-fast"]))
}

/// The page's unit tests in a headless Chromium, as `wasm-pack test --headless --chrome` in `web/` runs them.
fn wasm() -> Result<()> {
    tools::wasm_target()?;
    let chromium = browser::find_or_install()?;
    let bindgen = tools::wasm_bindgen()?;
    let mut pack = Command::new(tools::wasm_pack()?);
    pack.current_dir(paths::root().join("web"));
    pack.args([
        "test",
        "--headless",
        "--chrome",
        "--mode",
        "no-install",
        "--chromedriver",
    ])
    .arg(&chromium.driver);
    pack.env(
        "PATH",
        command::path_with(&[bindgen.parent().unwrap_or(Path::new("."))])?,
    );
    // Seconds; the default of 20 is short for a loaded machine.
    pack.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    command::run(&mut pack)
}

/// The page as published, in a real browser.
fn e2e() -> Result<()> {
    let chromium = browser::find_or_install()?;
    npm::install_e2e()?;
    build::build(build::Options { debug: false })?;
    // A test writes a page with the command; building it there would count as the test's own time.
    command::run(command::cargo().args(["build", "--package", "interleave-cli"]))?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-timeout=300000"])
        .current_dir(paths::e2e())
        .env("CHROME", chromium.browser);
    command::run(&mut node)
}
