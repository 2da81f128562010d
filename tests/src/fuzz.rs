//! Bodies of the fuzz targets: whatever the bytes say, there is an answer, soon and in bounded memory.
//!
//! `fuzz/` hands them bytes that a fuzzer found; the test `fuzz` hands them mutated programs. What is not there is
//! what they look for: a panic, a run past its limits, a trace that breaks its own rules.

use std::time::Duration;

use interleave_playground::{
    Costs, Limits, Machine, Model, Nanos, Outcome, Policy, Recording, RunRequest, check_invariants,
    execute, run, scenarios,
};

use crate::rng::Rng;

/// No answer takes more of this thread's processor time, also where each branch is counted and each access checked.
const SLOW: Duration = Duration::from_secs(20);

/// Small limits: a run ends within a fraction of a second.
#[must_use]
pub fn small_limits() -> Limits {
    Limits {
        instructions: 50_000,
        events: 5_000,
        tasks: 200,
        memory_bytes: 8 << 20,
        call_depth: 500,
        output_bytes: 1 << 16,
    }
}

/// Any text: compiled, run with small limits, and looked at.
///
/// # Panics
/// When it takes too long, or the trace breaks its rules.
pub fn source(text: &str) {
    let begin = processor_time();
    let machine = Machine {
        limits: small_limits(),
        ..Machine::default()
    };
    if let Ok(execution) = execute(text, &machine, "") {
        assert_eq!(check_invariants(&execution.trace), Ok(()));
        within_limits(
            &machine,
            &execution.trace.outcome,
            execution.trace.instructions,
        );
    }
    // The page's whole answer: tables, lanes, sentences, diagnostics with their places.
    let reply = run(&RunRequest {
        source: text.to_owned(),
        machines: vec![machine],
        ..RunRequest::default()
    });
    assert!(!reply.runs.is_empty() || !reply.diagnostics.is_empty());
    let taken = processor_time() - begin;
    assert!(taken < SLOW, "{taken:?} for\n{text}");
}

/// What this thread has had of a processor: what else the machine does is no slowness of ours.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

fn within_limits(machine: &Machine, outcome: &Outcome, instructions: u64) {
    assert!(
        instructions <= machine.limits.instructions,
        "{instructions} instructions, {outcome:?}"
    );
}

/// A machine as text, a schedule, and a program of the gallery with its sliders moved: `data` decides all of it.
///
/// # Panics
/// When it takes too long, the trace breaks its rules, or its own schedule does not repeat it.
pub fn machine(data: &[u8]) {
    let begin = processor_time();
    let mut choices = Choices { data };
    let program = scenarios()[choices.below(scenarios().len())].source();
    let text = moved_sliders(program, &mut choices);
    let machine = some_machine(&mut choices);
    let schedule = some_schedule(&mut choices);
    if let Ok(execution) = execute(&text, &machine, &schedule) {
        let trace = execution.trace;
        assert_eq!(check_invariants(&trace), Ok(()), "{machine:?} {schedule}");
        if let Ok(again) = execute(&text, &machine, &trace.schedule) {
            assert_eq!(trace, again.trace, "{machine:?} {schedule}");
        }
    }
    let request = RunRequest {
        source: text,
        machines: vec![machine.clone()],
        schedule,
        ..RunRequest::default()
    };
    let reply = run(&request);
    assert!(!reply.runs.is_empty() || !reply.diagnostics.is_empty());
    let taken = processor_time() - begin;
    assert!(taken < SLOW, "{taken:?} on {machine:?}");
    machine_text(choices.data);
}

/// What is left of the data as a machine's JSON: it is one, or it is told why not.
fn machine_text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(mut machine) = serde_json::from_str::<Machine>(text) else {
        return;
    };
    machine.limits = small_limits();
    let reply = run(&RunRequest {
        source: "fn main() { std::thread::spawn(|| println!(\"a\")).join().unwrap(); }".to_owned(),
        machines: vec![machine],
        ..RunRequest::default()
    });
    assert!(!reply.runs.is_empty() || !reply.diagnostics.is_empty());
}

/// Every slider somewhere: small numbers, large ones, zero.
fn moved_sliders(program: &str, choices: &mut Choices<'_>) -> String {
    let reply = run(&RunRequest {
        source: program.to_owned(),
        machines: Vec::new(),
        ..RunRequest::default()
    });
    let mut text = program.to_owned();
    // From the back, so that places in front stay true.
    let mut parameters = reply.parameters;
    parameters.sort_by_key(|parameter| std::cmp::Reverse(parameter.span.start));
    for parameter in parameters {
        let value = match choices.below(4) {
            0 => continue,
            1 => choices.below(20) as u64,
            2 => choices.number() % 100_000,
            _ => [0, 1, 255, u64::from(u32::MAX), u64::MAX][choices.below(5)],
        };
        let (start, end) = (parameter.span.start as usize, parameter.span.end as usize);
        text.replace_range(start..end, &value.to_string());
    }
    text
}

fn some_machine(choices: &mut Choices<'_>) -> Machine {
    let cores = [1, 2, 3, 8, 64, 256, 0, 1000][choices.below(8)];
    let nanos = [1, 1000, 1_000_000, 10_000_000, 0, u64::MAX];
    Machine {
        cores,
        policy: [Policy::Rr, Policy::Fifo, Policy::Fair][choices.below(3)],
        quantum: Nanos(nanos[choices.below(6)]),
        costs: match choices.below(3) {
            0 => Costs::ideal(),
            1 => Costs::typical(),
            _ => Costs {
                thread_spawn_ns: nanos[choices.below(6)],
                thread_switch_ns: nanos[choices.below(6)],
                task_spawn_ns: nanos[choices.below(6)],
                task_switch_ns: nanos[choices.below(6)],
                instruction_ns: nanos[choices.below(6)],
                free_instructions: choices.number(),
                ..Costs::ideal()
            },
        },
        model: [Model::Threads, Model::EventLoop, Model::Green][choices.below(3)],
        workers: [0, 1, 2, 7, 256, 300][choices.below(6)],
        limits: small_limits(),
        recording: [Recording::Full, Recording::Output][choices.below(2)],
        ..Machine::default()
    }
}

fn some_schedule(choices: &mut Choices<'_>) -> String {
    match choices.below(3) {
        0 => String::new(),
        1 => format!("random-{}", choices.number()),
        _ => {
            let mut point = 0;
            let picks = (0..choices.below(12)).map(|_| {
                point += 1 + choices.below(9);
                format!("{point}.{}", choices.below(4))
            });
            picks.collect::<Vec<_>>().join("-")
        }
    }
}

/// Decisions taken from bytes; 0 when they are used up.
struct Choices<'d> {
    data: &'d [u8],
}

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.data.split_first() else {
            return 0;
        };
        self.data = rest;
        *first
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end
    }

    fn number(&mut self) -> u64 {
        (0..4).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }
}

/// `text` with a few tokens deleted, doubled, swapped, or taken from `other`.
#[must_use]
pub fn mutated(text: &str, other: &str, rng: &mut Rng) -> String {
    let mut tokens = tokens(text);
    let others = self::tokens(other);
    for _ in 0..=rng.below(6) {
        if tokens.is_empty() || others.is_empty() {
            break;
        }
        let at = rng.below(tokens.len());
        let to = rng.below(tokens.len());
        match rng.below(9) {
            0 => {
                tokens.remove(at);
            }
            1 => tokens.insert(at, tokens[to]),
            2 => tokens.swap(at, to),
            3 => tokens[at] = others[rng.below(others.len())],
            4 => {
                let from = rng.below(others.len());
                let until = (from + 1 + rng.below(30)).min(others.len());
                tokens.splice(at..at, others[from..until].iter().copied());
            }
            5 => {
                let until = (at + 1 + rng.below(12)).min(tokens.len());
                tokens.drain(at..until);
            }
            6 => tokens[at] = SPICE[rng.below(SPICE.len())],
            7 => tokens.insert(at, SPICE[rng.below(SPICE.len())]),
            _ => {
                let until = (at + rng.below(20)).min(tokens.len());
                let copy: Vec<&str> = tokens[at..until].to_vec();
                tokens.splice(to..to, copy);
            }
        }
    }
    tokens.concat()
}

/// Tokens that change what a program means.
const SPICE: [&str; 40] = [
    "0",
    "1",
    "255",
    "18446744073709551615",
    "-1",
    "1e400",
    "0u8",
    "i64::MIN",
    "&",
    "&mut ",
    "*",
    "!",
    "-",
    "..",
    "..=",
    "?",
    ".await",
    "move ",
    "loop { ",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "|",
    "||",
    "return ",
    "break ",
    "'a",
    "self",
    "Self",
    "\"",
    "\\",
    "{}",
    "é",
    "/*",
    "//",
    "#[derive(Debug)]",
    ".unwrap()",
];

/// Words, numbers, blanks and single signs: joined they are the text again.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let same = |c: char| match first {
            _ if is_word(first) => is_word(c),
            _ if first.is_whitespace() => c.is_whitespace(),
            _ => false,
        };
        let long = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(long.max(first.len_utf8()));
        tokens.push(token);
        rest = after;
    }
    tokens
}
