//! `interleave verify`.

use std::fmt::Display;

use interleave_native::{Report, Verdict, VerifyError, VerifyOptions};
use interleave_playground::scenarios;
use serde::Serialize;

use super::Refusal;
use crate::args::{ProgramArgs, TextOrJson, VerifyArgs};
use crate::{diagnostics, machine, print, program};

/// Exit codes for real runs that do not conform, and for a machine that cannot tell.
const FAILS: u8 = 1;
const INCONCLUSIVE: u8 = 5;

/// Runs the program for real, compares, prints the report; answers the exit code.
pub fn verify(args: &VerifyArgs) -> Result<u8, Refusal> {
    if args.gallery {
        return gallery(args);
    }
    let program = program::load(&ProgramArgs {
        program: args.program.clone().unwrap_or_default(),
        set: args.set.clone(),
    })?;
    if let Some(schedule) = &args.schedule {
        return replay(&program, schedule, args.format);
    }
    let real = args.real.as_deref().map(program::read).transpose()?;
    let options = VerifyOptions {
        real_source: real.map(|real| real.source),
        ..options(args, &program)?
    };
    let report = interleave_native::verify(&options).map_err(|error| refusal(&program, error))?;
    print::to_stdout(&text(&report, args.format));
    Ok(exit_code(&report.verdict))
}

fn options(args: &VerifyArgs, program: &program::Program) -> Result<VerifyOptions, String> {
    let cores = if args.cores.is_empty() {
        vec![1, 2]
    } else {
        args.cores.clone()
    };
    Ok(VerifyOptions {
        name: program.name.clone(),
        source: program.source.clone(),
        real_source: None,
        runs: args.runs,
        cores,
        machine: machine::machine(&args.machine, 1, &program.source)?,
    })
}

/// Verifies every program of the gallery, and asks whether what its real runs show is among all outcomes; the worst
/// exit code.
fn gallery(args: &VerifyArgs) -> Result<u8, Refusal> {
    let mut verdict = Verdict::Conforms;
    for scenario in scenarios() {
        let program = program::Program {
            name: scenario.name.to_owned(),
            source: scenario.source().to_owned(),
        };
        if !args.outcomes {
            let report = interleave_native::verify(&options(args, &program)?)
                .map_err(|error| refusal(&program, error))?;
            print::to_stdout(&match args.format {
                TextOrJson::Text => line(&report),
                TextOrJson::Json => text(&report, args.format),
            });
            verdict = verdict.and(report.verdict);
        }
        let runs = args.runs as usize;
        let allowed = interleave_native::allowed(scenario.name, scenario.source(), runs)
            .map_err(|error| Refusal(format!("{}: {error}\n", scenario.name)))?;
        print::to_stdout(&text(&allowed, args.format));
        verdict = verdict.and(allowed.verdict);
    }
    Ok(exit_code(&verdict))
}

/// "two-children: conforms, 40 real runs", and why when it does not.
fn line(report: &Report) -> String {
    let runs: u32 = report.cores.iter().map(|cores| cores.runs).sum();
    let (program, verdict) = (&report.program, report.verdict.word());
    let mut line = format!("{program}: {verdict}, {runs} real runs\n");
    let reasons: &[String] = match &report.verdict {
        Verdict::Conforms => &[],
        Verdict::Fails { reasons } => reasons,
        Verdict::Inconclusive { reason } => std::slice::from_ref(reason),
    };
    for reason in reasons {
        line += &format!("  {reason}\n");
    }
    line
}

/// Forces real threads into the order of `schedule`, prints the report; answers the exit code.
fn replay(program: &program::Program, schedule: &str, format: TextOrJson) -> Result<u8, Refusal> {
    let report = interleave_native::replay(&program.name, &program.source, schedule)
        .map_err(|error| refusal(program, error))?;
    print::to_stdout(&text(&report, format));
    Ok(exit_code(&report.verdict))
}

fn exit_code(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Conforms => 0,
        Verdict::Fails { .. } => FAILS,
        Verdict::Inconclusive { .. } => INCONCLUSIVE,
    }
}

fn refusal(program: &program::Program, error: VerifyError) -> Refusal {
    match error {
        VerifyError::Refused(refused) => Refusal(diagnostics::render(
            &program.name,
            &program.source,
            &refused.diagnostics,
        )),
        other => other.to_string().into(),
    }
}

fn text(report: &(impl Display + Serialize), format: TextOrJson) -> String {
    match format {
        TextOrJson::Text => report.to_string(),
        TextOrJson::Json => format!("{}\n", serde_json::to_string(report).unwrap_or_default()),
    }
}
