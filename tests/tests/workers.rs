//! Makespans of CPU work on the multi-thread runtime by workers and cores. Real ones are a bench (`cargo xtask bench
//! workers`); here the simulated ones are what dividing the work by hand gives.

use interleave_native::{LOADS, Load};

fn makespan_ms(load: &Load, workers: u32, cores: u32) -> u64 {
    let makespan = load.simulated(workers, cores);
    makespan.unwrap_or_else(|why| panic!("{why}")).0 / 1_000_000
}

/// As many tasks at a time as there are workers and cores; the rest of a core's time is nobody's.
#[test]
fn work_is_divided_by_the_fewer_of_workers_and_cores() {
    for load in &LOADS {
        let all: u64 = load.lengths_ms.iter().sum();
        for workers in [1, 2, 4] {
            for cores in [1, 2] {
                let at_least = all / u64::from(workers.min(cores));
                let longest = load.lengths_ms.iter().max().expect("there is a task");
                let makespan = makespan_ms(load, workers, cores);
                assert!(
                    (at_least..=at_least + longest / 2).contains(&makespan),
                    "{}: {makespan} ms on {workers} workers and {cores} cores, at least {at_least}",
                    load.name
                );
                if workers == 1 || cores == 1 {
                    assert_eq!(makespan, all, "{}", load.name);
                }
            }
        }
    }
}
