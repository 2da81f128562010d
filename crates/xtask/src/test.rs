//! Every test, in stages from the quickest to the slowest answer. All stages run even when one fails.
//!
//! The browser tests come last, and their runner's own summary are the last lines of a run that passes.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

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

/// The page's unit tests in a headless Chromium and Firefox, as `wasm-pack test --headless --chrome` (`--firefox`) in
/// `web/` runs them.
fn wasm() -> Result<()> {
    tools::wasm_target()?;
    let chromium = browser::chromium()?;
    let firefox = browser::firefox()?;
    let bindgen = tools::wasm_bindgen()?;
    let mut pack = Command::new(tools::wasm_pack()?);
    pack.current_dir(paths::root().join("web"));
    pack.args(["test", "--headless", "--mode", "no-install"]);
    pack.arg("--chrome")
        .arg("--chromedriver")
        .arg(&chromium.driver);
    pack.arg("--firefox")
        .arg("--geckodriver")
        .arg(&firefox.driver);
    // geckodriver takes the first Firefox on PATH.
    let folders = [&bindgen, &firefox.browser].map(|tool| tool.parent().unwrap_or(Path::new(".")));
    pack.env("PATH", command::path_with(&folders)?);
    // Seconds; the default of 20 is short for a loaded machine.
    pack.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    command::run(&mut pack)
}

/// The page as published, in real browsers.
fn e2e() -> Result<()> {
    let chromium = browser::chromium()?;
    let firefox = browser::firefox()?;
    npm::install_e2e()?;
    build::build(build::Options { debug: false })?;
    // A test writes a page with the command; building it there would count as the test's own time.
    command::run(command::cargo().args(["build", "--package", "interleave-cli"]))?;
    // Firefox first: a run that passes ends with the summary of the browser in which everything is tested.
    let in_firefox = e2e_in("firefox", ("FIREFOX", &firefox.browser));
    let in_chromium = e2e_in("chromium", ("CHROME", &chromium.browser));
    in_firefox.and(in_chromium)
}

/// Runs the browser tests in one browser, which `tests/e2e` knows by this name and finds in this variable.
fn e2e_in(browser: &str, (variable, file): (&str, &Path)) -> Result<()> {
    eprintln!("== e2e in {browser}");
    let start = Instant::now();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-timeout=600000"])
        .current_dir(paths::e2e())
        .env("BROWSER", browser)
        .env(variable, file);
    let result = command::run(&mut node).with_context(|| format!("in {browser}"));
    eprintln!(
        "xtask: e2e in {browser} took {} s",
        start.elapsed().as_secs()
    );
    result
}
