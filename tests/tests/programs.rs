//! The golden programs show what their real runs showed, whatever the machine and the order of ties.
//!
//! `cargo xtask bless --native` writes the real runs down; `UPDATE_EXPECT=1` rewrites the list of the programs.

use std::fmt::Write as _;
use std::fs;

use interleave_playground::{Machine, Policy};
use interleave_tests::corpus::{Golden, golden_programs, programs_folder, write};
use interleave_tests::observed::simulated;

/// Cores, policy and schedule of the simulated runs of each program.
const RUNS: [(u32, Policy, &str); 6] = [
    (1, Policy::Rr, ""),
    (2, Policy::Rr, ""),
    (4, Policy::Fair, ""),
    (1, Policy::Fifo, "random-1"),
    (2, Policy::Fair, "random-2"),
    (3, Policy::Rr, "random-3"),
];

#[test]
fn golden_programs_show_what_real_runs_show() {
    let programs = golden_programs();
    let wrong: Vec<String> = programs.iter().filter_map(difference).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} programs differ\n{}",
        wrong.len(),
        programs.len(),
        wrong.join("\n")
    );
}

/// The first simulated run that shows something else than the real ones, in words.
fn difference(program: &Golden) -> Option<String> {
    let native = program.native();
    let real: Vec<String> = native.iter().map(write).collect();
    let real = real.join("--- or\n");
    for (cores, policy, schedule) in RUNS {
        let machine = Machine {
            cores,
            policy,
            ..Machine::default()
        };
        let shown = match simulated(&program.source, &machine, schedule) {
            Ok(observed) => program.normal(observed),
            Err(refused) => return Some(format!("{} is refused: {refused}", program.name)),
        };
        if !native.contains(&shown) {
            return Some(format!(
                "{} on {cores} cores, {policy:?}, schedule `{schedule}`\n--- real\n{real}--- simulated\n{}",
                program.name,
                write(&shown)
            ));
        }
    }
    None
}

/// `tests/programs/README.md` says which construct each program is for.
#[test]
fn the_list_of_programs_is_whole() {
    let programs = golden_programs();
    let mut list = String::from(LIST_HEAD);
    for program in &programs {
        let purpose = program.purpose();
        assert!(
            !purpose.is_empty(),
            "{} opens without a comment that says what it is for",
            program.name
        );
        let _ = writeln!(
            list,
            "| `{}` | {} |",
            program.name,
            purpose.replace('|', "\\|")
        );
    }
    let path = programs_folder().join("README.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &list).expect("the list can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == list,
        "tests/programs/README.md is not up to date; `UPDATE_EXPECT=1 cargo test -p interleave-tests --test programs` \
         writes it"
    );
}

const LIST_HEAD: &str = "# Golden programs

Each folder holds `program.rs` and `native.txt`, which is what the program shows when `rustc` compiles it and it runs \
for real (`cargo xtask bless --native [NAME…]`). The test `programs` runs each of them on six simulated machines. \
This list is written from the first comments of the programs by `UPDATE_EXPECT=1 cargo test -p interleave-tests --test \
programs`.

| program | what it is for |
|---|---|
";
