//! The command `interleave`: reads arguments, asks the facade, prints answers.
//!
//! # Exit codes
//! `run`: 0 when the program finished, 101 when `main` panicked, 2 when the program or the arguments are refused, 3
//! for a deadlock, 4 for a limit; with `--format output`, the program's own exit code instead of 0.
//! `explore`: 0 when the set of outcomes is complete and no deadlock is in it, 2 when refused, 3 when a deadlock exists,
//! 4 when the search stopped.
//! `verify`: 0 when it conforms, 1 when not, 5 when this machine cannot tell; with `--gallery` the worst of all.

mod args;
mod commands;
mod diagnostics;
mod machine;
mod print;
mod program;
mod units;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};

/// Compiling and simulating recurse along the program's nesting; the main thread's stack may be small.
const STACK_BYTES: usize = 64 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let worker = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || dispatch(&cli));
    let code = match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic's message is on standard error already.
        Ok(Err(_)) => 70,
        Err(error) => {
            eprintln!("interleave: no thread to work in: {error}");
            70
        }
    };
    ExitCode::from(code)
}

fn dispatch(cli: &Cli) -> u8 {
    let result = match &cli.command {
        Command::Run(args) => commands::run::run(args),
        Command::Explore(args) => commands::explore::explore(args),
        Command::Export(args) => commands::export::export(args),
        Command::Verify(args) => commands::verify::verify(args),
        Command::Gallery(args) => commands::gallery::gallery(args),
        Command::Table(args) => commands::table::table(args),
        Command::Claims(args) => commands::claims::claims(args),
        Command::Parameters(args) => commands::parameters::parameters(args),
    };
    result.unwrap_or_else(|refusal| {
        print::to_stderr(&refusal.0);
        commands::REFUSED
    })
}
