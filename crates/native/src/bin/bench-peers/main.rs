//! The bench's peers: interpreted programs beside the same ones compiled, and beside other interpreters.
//!
//! Everything that is compared is measured in turns in the same process; the median of the rounds is printed.

mod cpu;
mod engines;
mod memory;
mod sleepers;
mod tasks;

fn main() {
    let only = std::env::args().nth(1);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("sleepers") {
        sleepers::run();
    }
    if wanted("tasks") {
        tasks::run();
    }
    if wanted("cpu") {
        cpu::run();
    }
}

/// The middle one of an odd number of values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
