//! How much of a run is recorded changes nothing of it: where only the output is, machines answer many syscalls
//! themselves that the engine answers otherwise.

use interleave_playground::{Costs, Limits, Machine, Recording, Stream, Trace, execute};
use interleave_tests::corpus::golden_programs;

/// Cores, free instructions, most instructions, and the schedule of the runs of each program: with few free instructions
/// time passes anywhere, with few instructions a run ends anywhere.
const RUNS: [(u32, u64, u64, &str); 6] = [
    (1, 10_000, 200_000, ""),
    (3, 10_000, 200_000, "random-1"),
    (1, 1, 200_000, ""),
    (2, 3, 200_000, "random-2"),
    (1, 0, 4_001, ""),
    (1, 10_000, 6_502, ""),
];

#[test]
fn recording_less_changes_nothing() {
    let mut wrong = Vec::new();
    for program in golden_programs() {
        for (cores, free_instructions, instructions, schedule) in RUNS {
            let [full, brief] = [Recording::Full, Recording::Output].map(|recording| {
                let machine = Machine {
                    cores,
                    recording,
                    costs: Costs {
                        free_instructions,
                        ..Costs::ideal()
                    },
                    limits: Limits {
                        instructions,
                        events: u64::MAX,
                        ..Limits::default()
                    },
                    ..Machine::default()
                };
                let run = execute(&program.source, &machine, schedule);
                run.expect("golden programs are accepted").trace
            });
            if seen(&full) != seen(&brief) {
                wrong.push(format!(
                    "{} on {cores} cores, {free_instructions} free of {instructions} instructions, schedule `{schedule}`\n\
                     --- all events\n{}--- output only\n{}",
                    program.name,
                    seen(&full),
                    seen(&brief)
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What does not depend on what is recorded.
fn seen(trace: &Trace) -> String {
    format!(
        "{:?} at {:?} after {} instructions, schedule `{}`\n{:?}\n{:?}\n{}{}",
        trace.outcome,
        trace.end,
        trace.instructions,
        trace.schedule,
        trace.core_use,
        trace.stuck,
        trace.output(Stream::Stdout),
        trace.output(Stream::Stderr),
    )
}
