//! `interleave export`.

use std::fs;

use interleave_playground::{ExportFormat, ExportRequest, ViewOptions, export as run_and_export};

use super::Refusal;
use crate::args::ExportArgs;
use crate::{diagnostics, machine, print, program};

/// Simulates and writes the page; answers the exit code.
pub fn export(args: &ExportArgs) -> Result<u8, Refusal> {
    let asked = &args.simulation;
    let program = program::load(&asked.program)?;
    let machine = machine::machine(&asked.machine, asked.cores, &program.source)?;
    let request = ExportRequest {
        title: args.title.clone().unwrap_or_else(|| program.name.clone()),
        source: program.source,
        machine,
        schedule: asked.schedule.clone(),
        view: ViewOptions {
            language: asked.lang.into(),
            ..ViewOptions::default()
        },
        format: ExportFormat::Html,
    };
    let page = run_and_export(&request).map_err(|refused| {
        Refusal(diagnostics::render(
            &program.name,
            &request.source,
            &refused.diagnostics,
        ))
    })?;
    match &args.output {
        Some(file) => fs::write(file, page)
            .map_err(|error| format!("{}: cannot be written: {error}", file.display()))?,
        None => print::to_stdout(&page),
    }
    Ok(0)
}
