//! Prints how makespans of CPU work on tokio's multi-thread runtime scale with workers and cores, simulated and for real.

use interleave_native::{LOADS, VerifyError, available_cores, calibrate, workers};

/// Real runs of each row; odd, for a median.
const RUNS: usize = 7;

fn main() -> Result<(), VerifyError> {
    let cores = available_cores()?.len().min(2);
    let stretch = calibrate(cores, 1)?.stretch_permille;
    println!(
        "on {cores} cores, where work just now takes {}.{} % longer than it should; ratios are of medians of {RUNS} runs",
        stretch / 10,
        stretch % 10
    );
    for load in &LOADS {
        print!("{}", workers(load, RUNS)?);
    }
    Ok(())
}
