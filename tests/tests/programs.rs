//! The golden programs print what their real runs printed, and draw the timeline that a teacher checked.

use interleave_playground::{Machine, RunRequest, Stream, run};
use interleave_tests::corpus::{Golden, golden_programs};

#[test]
fn golden_programs_print_what_real_runs_print() {
    let programs = golden_programs();
    assert!(
        programs.len() >= 30,
        "the corpus is there: {}",
        programs.len()
    );
    for program in &programs {
        if let Some(native) = program.expected("native.txt") {
            let printed = output_of(program, 2);
            assert!(
                printed == native,
                "{}\n--- real\n{native}\n--- simulated\n{printed}",
                program.name
            );
        }
    }
}

fn output_of(program: &Golden, cores: u32) -> String {
    let machine = Machine {
        cores,
        ..Machine::default()
    };
    let source = program.source.clone();
    let reply = run(&RunRequest {
        source,
        machines: vec![machine],
        ..RunRequest::default()
    });
    let errors: Vec<_> = reply
        .diagnostics
        .iter()
        .map(|found| &found.diagnostic.message)
        .collect();
    let simulated = reply
        .runs
        .first()
        .unwrap_or_else(|| panic!("{} was refused: {errors:?}", program.name));
    let lines = simulated
        .output
        .iter()
        .filter(|line| line.stream == Stream::Stdout);
    lines.map(|line| format!("{}\n", line.text)).collect()
}
