//! Laws over random machines and programs.

use interleave_engine::{Costs, Machine, Model, Policy};
use interleave_trace::{Nanos, Outcome};
use proptest::prelude::*;

use crate::draw::Prepared;

/// A program of threads that work, sleep, lock and send, each a few times.
fn program() -> impl Strategy<Value = String> {
    let step = prop_oneof![
        (1u64..8).prop_map(|n| format!("cpu::work(ms({n}));")),
        (1u64..8).prop_map(|n| format!("sleep(ms({n}));")),
        (0u64..4).prop_map(|n| format!(
            "{{ let mut sum = lock.lock().unwrap(); *sum += 1; cpu::work(ms({n})); }}"
        )),
        Just("thread::yield_now();".to_owned()),
        Just("tx.send(1).unwrap();".to_owned()),
        Just("println!(\"x\");".to_owned()),
    ];
    let thread = prop::collection::vec(step, 1..5).prop_map(|steps| {
        format!(
            "{{ let (lock, tx) = (lock.clone(), tx.clone()); all.push(thread::spawn(move || {{ {} }})); }}",
            steps.concat()
        )
    });
    prop::collection::vec(thread, 1..5).prop_map(|threads| {
        format!(
            "fn main() {{ let lock = Arc::new(Mutex::new(0)); let (tx, rx) = mpsc::channel::<i32>(); let mut all = Vec::new(); {} drop(tx); for it in rx {{ print!(\"{{it}}\"); }} for it in all {{ it.join().unwrap(); }} }}",
            threads.concat()
        )
    })
}

fn machine() -> impl Strategy<Value = Machine> {
    let policy = prop_oneof![Just(Policy::Rr), Just(Policy::Fifo), Just(Policy::Fair)];
    let model = prop_oneof![
        Just(Model::Threads),
        Just(Model::EventLoop),
        Just(Model::Green)
    ];
    let costs = prop_oneof![Just(Costs::ideal()), Just(Costs::typical())];
    (1u32..4, policy, 1u64..5, model, 0u32..4, costs).prop_map(
        |(cores, policy, quantum, model, workers, costs)| Machine {
            cores,
            policy,
            quantum: Nanos::from_millis(quantum),
            model,
            workers,
            costs,
            ..Machine::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn traces_keep_their_rules_and_replay(body in program(), machine in machine(), seed in 0u64..1000) {
        let program = Prepared::new(&body);
        let run = program.run(&machine, &format!("random-{seed}"));
        prop_assert!(matches!(run.outcome, Outcome::Finished { exit_code: 0 }), "{:?}", run.outcome);
        let again = program.run(&machine, &run.schedule);
        prop_assert_eq!(run, again);
    }

    #[test]
    fn recording_changes_nothing(body in program(), machine in machine()) {
        let program = Prepared::new(&body);
        let full = program.run(&machine, "");
        let brief = Machine { recording: interleave_engine::Recording::Output, ..machine };
        let brief = program.run(&brief, "");
        prop_assert_eq!(full.end, brief.end);
        prop_assert_eq!(full.instructions, brief.instructions);
        prop_assert_eq!(&full.core_use, &brief.core_use);
        prop_assert_eq!(
            full.output(interleave_trace::Stream::Stdout),
            brief.output(interleave_trace::Stream::Stdout)
        );
    }
}
