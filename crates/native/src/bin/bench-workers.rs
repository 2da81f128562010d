//! Prints how makespans of CPU work on tokio's multi-thread runtime scale with workers and cores, simulated and for real.

use interleave_native::{LOADS, VerifyError, workers};

/// Real runs of each row; odd, for a median.
const RUNS: usize = 7;

fn main() -> Result<(), VerifyError> {
    for load in &LOADS {
        print!("{}", workers(load, RUNS)?);
    }
    Ok(())
}
