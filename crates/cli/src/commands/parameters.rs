//! `interleave parameters`.

use interleave_playground::{Language, LineIndex, Parameter, ParameterUnit, RunRequest, Severity};
use serde::Serialize;

use super::run::push_aligned;
use super::{REFUSED, Refusal};
use crate::args::{ParametersArgs, TextOrJson};
use crate::{diagnostics, print, program};

/// Prints the sliders, also of a program that is refused as long as it parses; answers the exit code.
pub fn parameters(args: &ParametersArgs) -> Result<u8, Refusal> {
    let program = program::load(&args.program)?;
    let source = &program.source;
    let reply = interleave_playground::run(&RunRequest {
        source: source.clone(),
        machines: Vec::new(),
        ..RunRequest::default()
    });
    let found: Vec<_> = reply
        .diagnostics
        .into_iter()
        .map(|view| view.diagnostic)
        .collect();
    print::to_stderr(&diagnostics::render(&program.name, source, &found));
    let text = match args.format {
        TextOrJson::Text => text(&reply.parameters, source, args.lang.into()),
        TextOrJson::Json => {
            let all = parameters_json(&reply.parameters, source);
            format!("{}\n", serde_json::to_string(&all).unwrap_or_default())
        }
    };
    print::to_stdout(&text);
    let refused = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if refused { REFUSED } else { 0 })
}

fn unit(parameter: &Parameter) -> &'static str {
    match parameter.unit {
        ParameterUnit::Nanoseconds => "ns",
        ParameterUnit::Microseconds => "µs",
        ParameterUnit::Milliseconds => "ms",
        ParameterUnit::Seconds => "s",
        ParameterUnit::Count => "",
    }
}

fn text(parameters: &[Parameter], source: &str, language: Language) -> String {
    if parameters.is_empty() {
        return language
            .pick("no parameters\n", "没有可调的参数\n")
            .to_owned();
    }
    let index = LineIndex::new(source);
    let header = language.pick(
        ["name", "value", "range", "line", "label"],
        ["名称", "值", "范围", "行", "标签"],
    );
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for parameter in parameters {
        let unit = unit(parameter);
        let shown = |value: i64| value.saturating_add(parameter.shown_offset);
        rows.push(vec![
            parameter.name.clone(),
            format!("{} {unit}", shown(parameter.value))
                .trim_end()
                .to_owned(),
            format!("{}..={}", shown(parameter.min), shown(parameter.max)),
            index.locate(source, parameter.span.start).line.to_string(),
            language
                .pick(&parameter.label_en, &parameter.label_zh)
                .clone(),
        ]);
    }
    let mut out = String::new();
    push_aligned(&mut out, &rows, &[0, 4]);
    out
}

/// A slider with the values that people see and `--set` takes.
#[derive(Serialize)]
pub(super) struct ParameterJson {
    name: String,
    label_en: String,
    label_zh: String,
    value: i64,
    min: i64,
    max: i64,
    step: i64,
    unit: ParameterUnit,
    line: u32,
    column: u32,
}

/// `parameters` of `source` as they are written in JSON.
pub(super) fn parameters_json(parameters: &[Parameter], source: &str) -> Vec<ParameterJson> {
    let index = LineIndex::new(source);
    let json = |parameter: &Parameter| {
        let at = index.locate(source, parameter.span.start);
        let shown = |value: i64| value.saturating_add(parameter.shown_offset);
        ParameterJson {
            name: parameter.name.clone(),
            label_en: parameter.label_en.clone(),
            label_zh: parameter.label_zh.clone(),
            value: shown(parameter.value),
            min: shown(parameter.min),
            max: shown(parameter.max),
            step: parameter.step,
            unit: parameter.unit,
            line: at.line,
            column: at.column,
        }
    };
    parameters.iter().map(json).collect()
}
