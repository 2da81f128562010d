//! Measurements, taken on the machine at hand and compared within the same run; nothing here passes or fails.

use std::process::Command;

use anyhow::{Result, bail};

use crate::build;
use crate::{browser, command, npm, paths, size, tools};

/// A bench by its name.
type Bench = (&'static str, fn() -> Result<()>);

const BENCHES: [Bench; 6] = [
    ("peers", peers),
    ("workers", workers),
    ("page", page),
    ("size", download),
    ("explore", search),
    ("page-explore", page_search),
];

/// Runs the bench of that name, or all.
///
/// # Errors
/// When there is no such bench, or it cannot run.
pub fn bench(only: Option<&str>) -> Result<()> {
    if let Some(name) = only {
        let Some((_, bench)) = BENCHES.iter().find(|(known, _)| *known == name) else {
            bail!("there is no bench `{name}`");
        };
        return bench();
    }
    BENCHES.iter().try_for_each(|(_, bench)| bench())
}

/// Interpreted programs beside the same ones compiled, and beside other interpreters.
fn peers() -> Result<()> {
    println!("== peers: interpreted beside compiled, and beside other interpreters");
    let mut run = release("interleave-native", "bench-peers");
    run.args(["--features", "peers"]);
    match tools::simpy() {
        Ok(python) => {
            run.env("SIMPY_PYTHON", python);
        }
        Err(why) => println!("without SimPy: {why:#}"),
    }
    command::run(&mut run)
}

/// What builds and runs a binary of a package, optimised.
fn release(package: &str, binary: &str) -> Command {
    let mut run = command::cargo();
    run.args(["run", "--release", "--package", package, "--bin", binary]);
    run
}

/// Makespans on tokio's multi-thread runtime by workers and cores, simulated and for real.
fn workers() -> Result<()> {
    println!("== workers: makespans of CPU work on tokio's multi-thread runtime");
    command::run(&mut release("interleave-native", "bench-workers"))
}

/// A slider moved to the table redrawn, in a real browser.
fn page() -> Result<()> {
    println!("== page: slider moved to table redrawn");
    in_browser("bench.mjs")
}

/// Every interleaving, in a real browser: time to the complete set, and clicks while a long search runs.
fn page_search() -> Result<()> {
    println!("== page-explore: searches in the page, and clicks meanwhile");
    in_browser("bench_search.mjs")
}

fn in_browser(script: &str) -> Result<()> {
    let chromium = browser::chromium()?;
    npm::install_e2e()?;
    build::page(build::Options { debug: false })?;
    let mut bench = Command::new("node");
    bench
        .arg(script)
        .current_dir(paths::e2e())
        .env("CHROME", chromium.browser);
    command::run(&mut bench)
}

/// What a visitor downloads.
fn download() -> Result<()> {
    println!("== size: download of shell and worker");
    if !paths::dist().exists() {
        build::page(build::Options { debug: false })?;
    }
    print!("{}", size::measure(&paths::dist())?);
    Ok(())
}

/// Every interleaving, beside the searches of loom and shuttle.
fn search() -> Result<()> {
    println!("== explore: time to the complete set of outcomes");
    command::run(&mut release("interleave-tests", "bench-explore"))
}
