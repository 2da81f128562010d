//! Thread programs made up at random: what a real run of each shows is something that the simulation allows.
//!
//! `INTERLEAVE_SEED=N` makes up other programs, `INTERLEAVE_PROGRAMS=N` more or fewer of them, and
//! `INTERLEAVE_ONLY=SEED` looks at the one program with that seed.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use interleave_tests::batch::Batch;
use interleave_tests::corpus::write;
use interleave_tests::observed::Observed;
use interleave_tests::search::{Found, Searched};
use interleave_tests::thread_programs::thread_program;

/// Real runs of each program: on one core, on two, and on all.
const CORES: [usize; 6] = [1, 2, usize::MAX, 1, 2, usize::MAX];
/// Programs end within milliseconds; this is for a machine that does much else.
const LIMIT: Duration = Duration::from_secs(20);
/// A search that takes longer is worth a line.
const SLOW: Duration = Duration::from_secs(2);
/// States that are looked at for one output before it counts as not allowed.
const MAX_STATES: usize = 300_000;

#[test]
fn real_runs_show_what_the_simulation_allows() {
    let base = number("INTERLEAVE_SEED").unwrap_or(1);
    let count = number("INTERLEAVE_PROGRAMS").unwrap_or(300);
    let seeds: Vec<u64> = match number("INTERLEAVE_ONLY") {
        Some(seed) => vec![seed],
        None => (0..count).map(|index| base * 1_000_000 + index).collect(),
    };
    let programs: Vec<String> = seeds.iter().map(|seed| thread_program(*seed)).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("differential-{base}"));
    let begin = Instant::now();
    let batch = Batch::compile(&folder, &programs);
    println!(
        "{} programs compiled in {:.1?}",
        programs.len(),
        begin.elapsed()
    );
    let mut outputs = 0;
    let mut wrong = Vec::new();
    let mut searching_took = Duration::ZERO;
    for (index, (seed, program)) in seeds.iter().zip(&programs).enumerate() {
        let real: BTreeSet<Observed> = CORES
            .iter()
            .map(|cores| batch.run(index, *cores, LIMIT))
            .collect();
        outputs += real.len();
        let searching = Instant::now();
        if let Err(words) = all_allowed(*seed, program, &real) {
            println!("{words}");
            wrong.push(*seed);
        }
        searching_took += searching.elapsed();
        if searching.elapsed() > SLOW {
            println!("seed {seed} took {:.1?}", searching.elapsed());
        }
    }
    println!(
        "{} programs showed {outputs} outputs in {:.1?}, searching took {searching_took:.1?}",
        programs.len(),
        begin.elapsed()
    );
    assert!(
        wrong.is_empty(),
        "{} of {} programs showed something that was not found: seeds {wrong:?}",
        wrong.len(),
        programs.len()
    );
}

/// Finds an interleaving for each output, or says what is wrong.
fn all_allowed(seed: u64, program: &str, real: &BTreeSet<Observed>) -> Result<(), String> {
    let searched = Searched::new(program)
        .map_err(|refused| format!("seed {seed} is refused: {refused}\n{program}"))?;
    for target in real {
        if let Found::Missing {
            nearest,
            is_complete,
        } = searched.search(target, MAX_STATES, seed)
        {
            let how = if is_complete {
                "no interleaving shows this"
            } else {
                "not found within the bound"
            };
            return Err(format!(
                "seed {seed}: {how}\n{program}--- real\n{}--- the simulated run that came nearest\n{}",
                write(target),
                write(&nearest)
            ));
        }
    }
    Ok(())
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {text}")),
    )
}
