//! The fuzz targets' bodies over mutated programs and random machines, a bounded number of them.
//!
//! `INTERLEAVE_SEED=N` makes others, `INTERLEAVE_CASES=N` more or fewer.

use std::panic::catch_unwind;

use interleave_playground::scenarios;
use interleave_tests::corpus::golden_programs;
use interleave_tests::fuzz::{machine, mutated, source};
use interleave_tests::rng::Rng;

/// Real programs to start from.
fn programs() -> Vec<String> {
    let golden = golden_programs().into_iter().map(|program| program.source);
    let gallery = scenarios().iter().map(|it| it.source().to_owned());
    golden.chain(gallery).collect()
}

#[test]
fn mutated_programs_are_answered() {
    let programs = programs();
    let mut rng = Rng::new(number("INTERLEAVE_SEED", 1));
    for case in 0..number("INTERLEAVE_CASES", 600) {
        let [text, other] = [0, 1].map(|_| &programs[rng.below(programs.len())]);
        let text = mutated(text, other, &mut rng);
        if let Err(panic) = catch_unwind(|| source(&text)) {
            println!("case {case}\n{text}");
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn random_machines_are_answered() {
    let mut rng = Rng::new(number("INTERLEAVE_SEED", 1));
    for case in 0..number("INTERLEAVE_CASES", 600) {
        let data: Vec<u8> = (0..120).map(|_| rng.next_u64() as u8).collect();
        if let Err(panic) = catch_unwind(|| machine(&data)) {
            println!("case {case}: {data:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

fn number(name: &str, default: u64) -> u64 {
    let Ok(text) = std::env::var(name) else {
        return default;
    };
    text.parse()
        .unwrap_or_else(|_| panic!("{name} is no number: {text}"))
}
