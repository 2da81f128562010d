//! Finds the program's text and sets its parameters.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use interleave_playground::{
    Parameter, ParameterUnit, Scenario, find_scenario, parameters, scenarios, set_parameter,
};

use crate::args::ProgramArgs;
use crate::units::{parse_pair, parse_time, same_name};

/// More than any program that is accepted; what reads `/dev/zero` must end too.
const MOST_BYTES: u64 = 16 << 20;

/// A program's text and what to call it in diagnostics.
#[derive(Debug)]
pub struct Program {
    /// A file's path as given, `<stdin>`, or `<name>` for the gallery's.
    pub name: String,
    /// The text, parameters set.
    pub source: String,
}

/// Reads the program and applies every `--set`.
pub fn load(args: &ProgramArgs) -> Result<Program, String> {
    let mut program = read(&args.program)?;
    for pair in &args.set {
        let (name, value) = parse_pair("--set", pair)?;
        program.source = set(&program.source, name, value)?;
    }
    Ok(program)
}

/// Reads a program as it stands: a file, `-`, or a gallery name.
pub fn read(name: &str) -> Result<Program, String> {
    if name == "-" {
        return text_of("<stdin>", "standard input", io::stdin().lock());
    }
    if Path::new(name).exists() {
        let unreadable = |error: io::Error| format!("{name}: cannot be read: {error}");
        let file = File::open(name).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.is_dir() {
            return Err(format!("{name}: is a directory, not a Rust file"));
        }
        return text_of(name, name, file);
    }
    match find_scenario(name) {
        Some(scenario) => Ok(Program {
            name: scenario.name.to_owned(),
            source: scenario.source().to_owned(),
        }),
        None => Err(format!("{name}: {}", nothing_called_so())),
    }
}

fn nothing_called_so() -> String {
    let names: Vec<&str> = scenarios()
        .iter()
        .map(|scenario: &Scenario| scenario.name)
        .collect();
    format!(
        "there is no such file, and no such program in the gallery; the gallery has: {}",
        names.join(", ")
    )
}

fn text_of(name: &str, shown: &str, reader: impl Read) -> Result<Program, String> {
    let mut bytes = Vec::new();
    reader
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("{shown}: cannot be read: {error}"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{shown}: is larger than {} MiB", MOST_BYTES >> 20));
    }
    let source = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{shown}: is not UTF-8 text (byte {at} is not part of a character)")
    })?;
    Ok(Program {
        name: name.to_owned(),
        source,
    })
}

fn set(source: &str, name: &str, value: &str) -> Result<String, String> {
    let known = parameters(source);
    let exact = known.iter().find(|parameter| parameter.name == name);
    let Some(parameter) = exact.or_else(|| {
        known
            .iter()
            .find(|parameter| same_name(&parameter.name, name))
    }) else {
        return Err(unknown(name, &known));
    };
    let shown = in_unit(parameter, value).map_err(|reason| format!("--set {name}: {reason}"))?;
    let literal = shown
        .checked_sub(parameter.shown_offset)
        .ok_or_else(|| format!("--set {name}: {value} is out of range"))?;
    set_parameter(source, &parameter.name, literal).map_err(|error| format!("--set: {error}"))
}

fn unknown(name: &str, known: &[Parameter]) -> String {
    if known.is_empty() {
        return format!("--set: there is no parameter `{name}`: the program has none");
    }
    let names: Vec<String> = known
        .iter()
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    format!(
        "--set: there is no parameter `{name}`; there are: {}",
        names.join(", ")
    )
}

/// The value in the parameter's unit: a plain number, or an amount with a unit of time for parameters that are times.
fn in_unit(parameter: &Parameter, value: &str) -> Result<i64, String> {
    if let Ok(number) = value.replace('_', "").parse() {
        return Ok(number);
    }
    let (unit_ns, unit) = match parameter.unit {
        ParameterUnit::Nanoseconds => (1, "ns"),
        ParameterUnit::Microseconds => (1_000, "us"),
        ParameterUnit::Milliseconds => (1_000_000, "ms"),
        ParameterUnit::Seconds => (1_000_000_000, "s"),
        ParameterUnit::Count => return Err(format!("`{value}` is not a whole number")),
    };
    let ns = parse_time(value)?;
    if ns % unit_ns != 0 {
        return Err(format!(
            "`{value}` is not a whole number of {unit}, which its literal counts"
        ));
    }
    i64::try_from(ns / unit_ns).map_err(|_| format!("`{value}` is too long"))
}
