//! The OS level: textbook schedules of threads that only compute.

use expect_test::expect;
use interleave_engine::{Costs, Machine, Policy};
use interleave_trace::EventKind;

use crate::draw::{THREE_WORKERS, check_gantt, cores, policy, trace};

#[test]
fn three_times_200_ms_of_work() {
    let ends: Vec<u64> = (1..=4)
        .map(|count| trace(THREE_WORKERS, &cores(count)).end.0 / 1_000_000)
        .collect();
    assert_eq!(ends, [600, 300, 200, 200]);
}

#[test]
fn fifo_runs_to_completion() {
    check_gantt(
        THREE_WORKERS,
        &policy(1, Policy::Fifo, 10),
        expect![[r#"
        core 0: a 0-200 b 200-400 c 400-600
        end 600 ms, 4 switches
    "#]],
    );
}

#[test]
fn round_robin_takes_turns() {
    check_gantt(
        THREE_WORKERS,
        &policy(1, Policy::Rr, 100),
        expect![[r#"
        core 0: a 0-100 b 100-200 c 200-300 a 300-400 b 400-500 c 500-600
        end 600 ms, 7 switches
    "#]],
    );
}

#[test]
fn round_robin_on_two_cores() {
    check_gantt(
        THREE_WORKERS,
        &policy(2, Policy::Rr, 100),
        expect![[r#"
        core 0: b 0-100 a 100-200 b 200-300
        core 1: a 0-100 c 100-200 c 200-300
        end 300 ms, 7 switches
    "#]],
    );
}

#[test]
fn fair_prefers_who_has_run_least() {
    check_gantt(
        r#"
fn main() {
    let a = thread::spawn(|| cpu::work(ms(60)));
    let b = thread::spawn(|| {
        cpu::work(ms(10));
        sleep(ms(25));
        cpu::work(ms(20));
    });
    a.join().unwrap();
    b.join().unwrap();
}
"#,
        &policy(1, Policy::Fair, 10),
        expect![[r#"
            core 0: a 0-10 b 10-20 a 20-50 b 50-70 a 70-90
            end 90 ms, 6 switches
        "#]],
    );
}

/// A thread a job: (arrival, burst) in milliseconds. Late jobs are spawned first, so that all are asleep when the
/// jobs of time 0 begin.
fn jobs(jobs: &[(u64, u64)]) -> String {
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|job| (jobs[*job].0 == 0, *job));
    let spawn = |job: &usize| {
        let (arrival, burst) = jobs[*job];
        format!(
            "let p{job} = thread::spawn(|| {{ sleep(ms({arrival})); cpu::work(ms({burst})); }});"
        )
    };
    let spawns: String = order.iter().map(spawn).collect();
    let joins: String = order
        .iter()
        .map(|job| format!("p{job}.join().unwrap();"))
        .collect();
    format!("fn main() {{ {spawns} {joins} }}")
}

/// When each job ends on one core, in milliseconds.
fn completions(list: &[(u64, u64)], machine: &Machine) -> Vec<u64> {
    let run = trace(&jobs(list), machine);
    (0..list.len())
        .map(|job| {
            let label = format!("p{job}");
            let task = run.tasks.iter().find(|task| task.label == label);
            let task = task.expect("the job's thread").id;
            let end = run.events.iter().find(|event| {
                event.task == task && matches!(event.kind, EventKind::Finished { .. })
            });
            end.expect("the job ends").at.0 / 1_000_000
        })
        .collect()
}

/// Jobs, policy, quantum, when each job ends.
type Exercise = (&'static [(u64, u64)], Policy, u64, &'static [u64]);

/// Facts of published exercises, computed by hand.
#[test]
fn textbook_exercises() {
    use Policy::{Fifo, Rr};
    let table: [Exercise; 9] = [
        // OSTEP, chapter 7: FIFO, FIFO with a convoy, round robin with a slice of 1.
        (&[(0, 10), (0, 10), (0, 10)], Fifo, 1, &[10, 20, 30]),
        (&[(0, 100), (0, 10), (0, 10)], Fifo, 1, &[100, 110, 120]),
        (&[(0, 5), (0, 5), (0, 5)], Rr, 1, &[13, 14, 15]),
        // Silberschatz, Galvin, Gagne, section 5.3: first come first served in two orders, round robin.
        (&[(0, 24), (0, 3), (0, 3)], Fifo, 4, &[24, 27, 30]),
        (&[(0, 3), (0, 3), (0, 24)], Fifo, 4, &[3, 6, 30]),
        (&[(0, 24), (0, 3), (0, 3)], Rr, 4, &[30, 7, 10]),
        // Arrivals: who comes when a slice ends queues before the preempted one.
        (&[(0, 5), (1, 4), (2, 2), (4, 1)], Rr, 2, &[12, 11, 6, 9]),
        (&[(0, 3), (1, 6), (2, 4)], Rr, 2, &[7, 13, 11]),
        (&[(0, 4), (1, 3), (2, 1), (3, 2)], Fifo, 1, &[4, 7, 8, 10]),
    ];
    for (list, kind, quantum, ends) in table {
        let machine = policy(1, kind, quantum);
        assert_eq!(
            completions(list, &machine),
            ends,
            "{kind:?} {quantum} {list:?}"
        );
    }
}

#[test]
fn a_lone_thread_keeps_its_core() {
    let machine = Machine {
        quantum: interleave_trace::Nanos(1),
        ..cores(1)
    };
    check_gantt(
        "fn main() { cpu::work(Duration::from_secs(3600)); }",
        &machine,
        expect![[r#"
            core 0: main 0-3600000
            end 3600000 ms, 0 switches
        "#]],
    );
}

#[test]
fn costs_are_paid() {
    let machine = Machine {
        costs: Costs {
            thread_spawn_ns: 1_000_000,
            thread_switch_ns: 2_000_000,
            ..Costs::ideal()
        },
        ..policy(1, Policy::Rr, 100)
    };
    check_gantt(
        THREE_WORKERS,
        &machine,
        expect![[r#"
        core 0: main 0-3 a 5-105 b 107-207 c 209-309 a 311-411 b 413-513 c 515-615
        end 617 ms, 7 switches
    "#]],
    );
}

#[test]
fn instructions_cost_time() {
    let machine = Machine {
        costs: Costs {
            instruction_ns: 1_000_000,
            free_instructions: 0,
            ..Costs::ideal()
        },
        ..cores(1)
    };
    let program =
        |rounds: u32| format!("fn main() {{ let mut x = 0; while x < {rounds} {{ x += 1; }} }}");
    let (short, long) = (
        trace(&program(100), &machine),
        trace(&program(200), &machine),
    );
    let more = long.instructions - short.instructions;
    assert_eq!(long.end.0 - short.end.0, more * 1_000_000);
}

#[test]
fn spinning_lets_time_pass() {
    let program =
        |rounds: u32| format!("fn main() {{ let mut x = 0; while x < {rounds} {{ x += 1; }} }}");
    assert_eq!(
        trace(&program(1_000), &cores(1)).end.0,
        0,
        "short loops are free"
    );
    let (short, long) = (
        trace(&program(50_000), &cores(1)),
        trace(&program(100_000), &cores(1)),
    );
    assert_eq!(
        long.end.0 - short.end.0,
        long.instructions - short.instructions
    );
}
