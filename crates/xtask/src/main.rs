//! The project's chores, as `cargo xtask <name>`: serve, test, check, build, bless, bench, tidy, setup.
//!
//! Everything a fresh machine lacks is installed on the way, by version, into the user's cache folder (`tools`), and
//! said out loud. CI calls only these names, so a green CI is what a reader of the README gets too.
//!
//! Deliberately absent: an argument parser, a task runner and an HTTP crate. This crate is built before anything else
//! can start, so it has to compile in seconds.

mod args;
mod bench;
mod bless;
mod browser;
mod build;
mod check;
mod command;
mod editor;
mod http;
mod measure;
mod npm;
mod offline;
mod parts;
mod paths;
mod rooms;
mod serve;
mod size;
mod styles;
mod test;
mod tidy;
mod tools;
mod verify;
mod watch;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::args::Args;

const USAGE: &str = "\
usage: cargo xtask <chore>

  serve  [--port 8080] [--debug]   build the page, serve it, rebuild when a file changes
  test   [--only STAGE]             every test; STAGE: rust, tidy, wasm, e2e
  check                             format, lints on host and wasm32, tidy
  build  [--debug]                  the page into dist/, with its download size
  bless                             rewrite the expected outputs of the golden tests
  bless --native [NAME…]            compile the golden programs, run them, write down what they show
  verify --miri [NAME…]             what Miri shows over 16 seeds is among our interleavings
  measure [--only PART] [--to FILE] what threads and tasks cost here, and real runs of every scenario
  bench  [--only NAME]              NAME: peers, workers, page, size, explore, page-explore
  tidy                              the house rules that no compiler checks
  setup                             only install what the chores above need
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = Args::from_env();
    let Some(chore) = args.chore() else {
        print!("{USAGE}");
        bail!("which chore?");
    };
    match chore.as_str() {
        "serve" => serve::serve(&serve::Options::parse(args)?),
        "test" => test::test(args.finish_with_value("--only")?.as_deref()),
        "check" => args.finish().and_then(|()| check::check()),
        "build" => build::build(build::Options::parse(args)?),
        "bless" => bless::bless(&bless::What::parse(args)?),
        "bench" => bench::bench(args.finish_with_value("--only")?.as_deref()),
        "measure" => measure::measure(args),
        "verify" => verify::verify(args),
        "tidy" => args.finish().and_then(|()| tidy::tidy()),
        "setup" => args.finish().and_then(|()| tools::setup()),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => bail!("there is no chore `{other}`\n{USAGE}"),
    }
}
