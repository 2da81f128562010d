//! The four schedulers that the page compares.

use interleave_engine::{Machine, Model};

/// Ids of the four schedulers, in the order of [`presets`].
pub const PRESET_IDS: [&str; 4] = ["one-core", "many-cores", "event-loop", "green"];

/// `base` as each of the four schedulers: threads on one core, threads on all its cores (at least two), one event
/// loop, and coroutines on as many workers as cores. Policy, quantum, costs and limits stay.
#[must_use]
pub fn presets(base: &Machine) -> [(&'static str, Machine); 4] {
    let many = base.cores.max(2);
    let machine = |model, cores, workers| Machine {
        model,
        cores,
        workers,
        ..base.clone()
    };
    let machines = [
        machine(Model::Threads, 1, 0),
        machine(Model::Threads, many, 0),
        machine(Model::EventLoop, many, 0),
        machine(Model::Green, many, base.workers),
    ];
    let mut ids = PRESET_IDS.into_iter();
    machines.map(|machine| (ids.next().unwrap_or_default(), machine))
}
