//! Laws that every run keeps, over programs made up at random.

use std::collections::BTreeMap;

use interleave_playground::{
    CoreId, Costs, EventKind, Machine, Model, Nanos, Outcome, Policy, RunRequest, Stream, TaskId,
    Trace, check_invariants, execute, run,
};
use interleave_tests::random::{RandomProgram, programs};
use proptest::prelude::*;

/// Any machine that the page can set.
fn machines() -> impl Strategy<Value = Machine> {
    let policy = prop_oneof![Just(Policy::Rr), Just(Policy::Fifo), Just(Policy::Fair)];
    let model = prop_oneof![3 => Just(Model::Threads), 1 => Just(Model::EventLoop), 1 => Just(Model::Green)];
    let costs = prop_oneof![Just(Costs::ideal()), Just(Costs::typical())];
    (1..5u32, 0..4u32, 1..30u64, policy, model, costs).prop_map(
        |(cores, workers, quantum, policy, model, costs)| {
            let quantum = Nanos::from_millis(quantum);
            Machine {
                cores,
                workers,
                quantum,
                policy,
                model,
                costs,
                ..Machine::default()
            }
        },
    )
}

fn simulate(program: &RandomProgram, machine: &Machine, schedule: &str) -> Trace {
    let source = program.source();
    execute(&source, machine, schedule)
        .unwrap_or_else(|refused| panic!("{refused:?}\n{source}"))
        .trace
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same program, machine and schedule give the same bytes.
    #[test]
    fn same_schedule_same_bytes(program in programs(), machine in machines(), seed in 0..1000u32) {
        let request = RunRequest {
            source: program.source(),
            machines: vec![machine],
            schedule: format!("random-{seed}"),
            ..RunRequest::default()
        };
        let [first, second] = [run(&request), run(&request)].map(|reply| serde_json::to_string(&reply));
        prop_assert_eq!(first.expect("a reply is plain data"), second.expect("a reply is plain data"));
    }

    /// What a run records as its schedule replays it.
    #[test]
    fn a_recorded_schedule_replays(program in programs(), machine in machines(), seed in 0..1000u32) {
        let trace = simulate(&program, &machine, &format!("random-{seed}"));
        let again = simulate(&program, &machine, &trace.schedule);
        prop_assert_eq!(trace, again);
    }

    /// Traces keep their own rules, and programs of this kind end well on every machine.
    #[test]
    fn traces_keep_their_invariants(program in programs(), machine in machines(), seed in 0..1000u32) {
        let trace = simulate(&program, &machine, &format!("random-{seed}"));
        prop_assert_eq!(check_invariants(&trace), Ok(()));
        prop_assert_eq!(&trace.outcome, &Outcome::Finished { exit_code: 0 });
    }

    /// No core runs two tasks at once, no task is on two cores at once, and the stretches in which tasks run
    /// add up to the cores' busy time, which with idle and switching time fills cores × makespan.
    #[test]
    fn busy_idle_and_switching_fill_the_machine(program in programs(), machine in machines()) {
        let trace = simulate(&program, &machine, "");
        let mut busy: BTreeMap<CoreId, Vec<(Nanos, Nanos)>> = BTreeMap::new();
        for (core, stretches) in running(&trace) {
            busy.insert(core, stretches);
        }
        for used in &trace.core_use {
            let stretches = busy.remove(&used.core).unwrap_or_default();
            prop_assert!(stretches.windows(2).all(|pair| pair[0].1 <= pair[1].0), "core {:?}", used.core);
            let total: u64 = stretches.iter().map(|(from, to)| to.0 - from.0).sum();
            prop_assert_eq!(total, used.busy.0);
            prop_assert!(used.busy.0 + used.switching.0 <= trace.end.0);
        }
        prop_assert!(busy.is_empty(), "a task ran on a core that the machine does not have");
    }

    /// With ideal costs nothing but work takes core time, whatever the machine.
    #[test]
    fn only_work_takes_core_time(program in programs(), machine in machines()) {
        let trace = simulate(&program, &Machine { costs: Costs::ideal(), ..machine }, "");
        let began = trace.events.iter().filter_map(|event| match event.kind {
            EventKind::WorkBegan { duration } => Some(duration.0),
            _ => None,
        });
        let busy: u64 = trace.core_use.iter().map(|used| used.busy.0).sum();
        prop_assert_eq!(busy, began.sum::<u64>());
    }

    /// Each thread prints the same lines on every machine; only their order among threads differs.
    #[test]
    fn every_thread_prints_the_same_everywhere(program in programs(), one in machines(), other in machines()) {
        let [first, second] = [one, other].map(|machine| printed(&simulate(&program, &machine, "")));
        prop_assert_eq!(first, second);
    }
}

/// For each core the stretches in which a task ran, in order.
fn running(trace: &Trace) -> BTreeMap<CoreId, Vec<(Nanos, Nanos)>> {
    let mut since: BTreeMap<TaskId, (CoreId, Nanos)> = BTreeMap::new();
    let mut stretches: BTreeMap<CoreId, Vec<(Nanos, Nanos)>> = BTreeMap::new();
    for event in &trace.events {
        match event.kind {
            EventKind::Dispatched => {
                let core = event.core.expect("a dispatched task is on a core");
                assert!(
                    since.insert(event.task, (core, event.at)).is_none(),
                    "{:?} runs twice",
                    event.task
                );
            }
            EventKind::Descheduled { .. } => {
                let (core, from) = since
                    .remove(&event.task)
                    .expect("only a running task is descheduled");
                stretches.entry(core).or_default().push((from, event.at));
            }
            _ => {}
        }
    }
    for (core, from) in since.into_values() {
        stretches.entry(core).or_default().push((from, trace.end));
    }
    stretches.values_mut().for_each(|of_core| of_core.sort());
    stretches
}

fn printed(trace: &Trace) -> BTreeMap<TaskId, String> {
    let mut texts: BTreeMap<TaskId, String> = BTreeMap::new();
    for event in &trace.events {
        if let EventKind::Printed {
            stream: Stream::Stdout,
            text,
        } = &event.kind
        {
            texts.entry(event.task).or_default().push_str(text);
        }
    }
    texts
}
