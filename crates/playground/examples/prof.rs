use interleave_playground::execute;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let source = std::fs::read_to_string(path).unwrap();
    let limits = interleave_engine::Limits {
        instructions: u64::MAX,
        events: u64::MAX,
        tasks: 10_000_000,
        memory_bytes: 8 << 30,
        ..Default::default()
    };
    let machine = interleave_engine::Machine {
        limits,
        recording: interleave_engine::Recording::Output,
        ..Default::default()
    };
    let rounds: usize = std::env::args().nth(2).map_or(1, |n| n.parse().unwrap());
    for _ in 0..rounds {
        let start = std::time::Instant::now();
        let trace = execute(&source, &machine, "").unwrap().trace;
        println!(
            "{:?} {:?} {} instructions",
            start.elapsed(),
            trace.outcome,
            trace.instructions
        );
    }
}
