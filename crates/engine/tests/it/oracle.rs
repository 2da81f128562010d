//! Schedules: other choices, and the same choices again.

use std::collections::BTreeSet;

use interleave_trace::Stream;

use crate::draw::{Prepared, cores};

const THREE_LINES: &str = r#"
fn main() {
    let all: Vec<_> = (0..3).map(|i| thread::spawn(move || print!("{i}"))).collect();
    for one in all {
        one.join().unwrap();
    }
}
"#;

#[test]
fn random_schedules_find_all_orders_and_replay() {
    let program = Prepared::new(THREE_LINES);
    for count in [1, 3] {
        let mut outputs = BTreeSet::new();
        for seed in 0..1000 {
            let run = program.run(&cores(count), &format!("random-{seed}"));
            let again = program.run(&cores(count), &run.schedule);
            assert_eq!(run, again, "the schedule {:?} replays", run.schedule);
            outputs.insert(run.output(Stream::Stdout));
        }
        let all: Vec<&str> = outputs.iter().map(String::as_str).collect();
        assert_eq!(all, ["012", "021", "102", "120", "201", "210"]);
    }
}

#[test]
fn any_waiter_may_get_the_lock() {
    let body = r#"
fn main() {
    let lock = Mutex::new(());
    thread::scope(|s| {
        let guard = lock.lock().unwrap();
        for i in 0..3u64 {
            let lock = &lock;
            s.spawn(move || {
                sleep(ms(i + 1));
                let _guard = lock.lock().unwrap();
                sleep(ms(10));
                print!("{i}");
            });
        }
        sleep(ms(10));
        drop(guard);
    });
}
"#;
    let program = Prepared::new(body);
    let outputs: BTreeSet<String> = (0..100)
        .map(|seed| program.run(&cores(1), &format!("random-{seed}")))
        .map(|run| run.output(Stream::Stdout))
        .collect();
    assert_eq!(outputs.len(), 6, "{outputs:?}");
}
