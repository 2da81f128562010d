//! `cargo xtask measure [FILE]`: what threads and tasks cost on this machine, what `rustc` says to the claims' small
//! texts, and real runs of every scenario; written as one JSON file.
//!
//! `--only figures`, `probes` or `scenarios` (or a scenario's name) measures that part anew and keeps the rest of the
//! file.

mod figures;
mod host;
mod process;
mod real_runs;

use std::process::ExitCode;

use interleave_notes::Recorded;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(path) = words.next() else {
        eprintln!("usage: measure FILE [PART]");
        return ExitCode::FAILURE;
    };
    let only = words.next();
    match measure(&path, only.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("measure: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(path: &str, only: Option<&str>) -> Result<(), String> {
    let before = std::fs::read_to_string(path).ok();
    let before = before.and_then(|text| Recorded::read(&text).ok());
    let wants = |part: &str| only.is_none_or(|only| only == part);
    let machine = host::machine()?;
    if !machine.is_quiet {
        eprintln!("measure: other programs are running; the file will say so");
    }
    let (figures, probes, scenarios) = match before {
        Some(before) => (before.figures, before.probes, before.scenarios),
        None => Default::default(),
    };
    let recorded = Recorded {
        machine,
        figures: match wants("figures") {
            true => figures::all()?,
            false => figures,
        },
        probes: match wants("probes") {
            true => real_runs::probes()?,
            false => probes,
        },
        scenarios: real_runs::scenarios(scenarios, only)?,
    };
    std::fs::write(path, recorded.write()).map_err(|error| format!("{path}: {error}"))
}
