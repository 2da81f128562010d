//! Scheduling exercises as textbooks print them, with the answers worked out by hand.
//!
//! Each job is a thread that sleeps until it arrives and then works. Threads that arrive later are spawned
//! first, so that on the one core all of them are asleep before the first job starts at time zero. A unit of
//! the exercise is 10 ms. Sources: Arpaci-Dusseau, "Operating Systems: Three Easy Pieces", chapter 7 (OSTEP);
//! Silberschatz, Galvin and Gagne, "Operating System Concepts", CPU scheduling (SGG); Stallings,
//! "Operating Systems", uniprocessor scheduling (Stallings). Figures only.

use interleave_playground::{Machine, Nanos, Policy, RunRequest, SchedulerRun, run};

const UNIT_MS: u64 = 10;

struct Exercise {
    source: &'static str,
    policy: Policy,
    /// In units; of no meaning for FIFO.
    quantum: u64,
    /// (arrival, burst) in units, in order of arrival.
    jobs: &'static [(u64, u64)],
    /// When each job ends, in units.
    ends: &'static [u64],
    /// How long each job is ready without running, in units.
    waiting: &'static [u64],
    /// From arrival to first running, in units.
    response: &'static [u64],
}

const EXERCISES: &[Exercise] = &[
    Exercise {
        source: "OSTEP 7.3: FIFO, three jobs of 10",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 10), (0, 10), (0, 10)],
        ends: &[10, 20, 30],
        waiting: &[0, 10, 20],
        response: &[0, 10, 20],
    },
    Exercise {
        source: "OSTEP 7.3: FIFO behind a long job (average turnaround 110)",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 100), (0, 10), (0, 10)],
        ends: &[100, 110, 120],
        waiting: &[0, 100, 110],
        response: &[0, 100, 110],
    },
    Exercise {
        source: "OSTEP 7.4: FIFO when the short jobs come first (average turnaround 50)",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 10), (0, 10), (0, 100)],
        ends: &[10, 20, 120],
        waiting: &[0, 10, 20],
        response: &[0, 10, 20],
    },
    Exercise {
        source: "OSTEP 7.5: late arrivals wait for the long job (average turnaround 103.33)",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 100), (10, 10), (10, 10)],
        ends: &[100, 110, 120],
        waiting: &[0, 90, 100],
        response: &[0, 90, 100],
    },
    Exercise {
        source: "OSTEP 7.7: round robin, slice 1, three jobs of 5 (average response 1, turnaround 14)",
        policy: Policy::Rr,
        quantum: 1,
        jobs: &[(0, 5), (0, 5), (0, 5)],
        ends: &[13, 14, 15],
        waiting: &[8, 9, 10],
        response: &[0, 1, 2],
    },
    Exercise {
        source: "SGG: FCFS 24, 3, 3 (average waiting 17)",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 24), (0, 3), (0, 3)],
        ends: &[24, 27, 30],
        waiting: &[0, 24, 27],
        response: &[0, 24, 27],
    },
    Exercise {
        source: "SGG: FCFS 3, 3, 24 (average waiting 3)",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 3), (0, 3), (0, 24)],
        ends: &[3, 6, 30],
        waiting: &[0, 3, 6],
        response: &[0, 3, 6],
    },
    Exercise {
        source: "SGG: round robin, slice 4, 24, 3, 3 (average waiting 5.66)",
        policy: Policy::Rr,
        quantum: 4,
        jobs: &[(0, 24), (0, 3), (0, 3)],
        ends: &[30, 7, 10],
        waiting: &[6, 4, 7],
        response: &[0, 4, 7],
    },
    Exercise {
        source: "SGG: round robin, slice 20, 53, 17, 68, 24",
        policy: Policy::Rr,
        quantum: 20,
        jobs: &[(0, 53), (0, 17), (0, 68), (0, 24)],
        ends: &[134, 37, 162, 121],
        waiting: &[81, 20, 94, 97],
        response: &[0, 20, 37, 57],
    },
    Exercise {
        source: "SGG exercise: FCFS 10, 1, 2, 1, 5",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 10), (0, 1), (0, 2), (0, 1), (0, 5)],
        ends: &[10, 11, 13, 14, 19],
        waiting: &[0, 10, 11, 13, 14],
        response: &[0, 10, 11, 13, 14],
    },
    Exercise {
        source: "SGG exercise: round robin, slice 1, 10, 1, 2, 1, 5",
        policy: Policy::Rr,
        quantum: 1,
        jobs: &[(0, 10), (0, 1), (0, 2), (0, 1), (0, 5)],
        ends: &[19, 2, 7, 4, 14],
        waiting: &[9, 1, 5, 3, 9],
        response: &[0, 1, 2, 3, 4],
    },
    Exercise {
        source: "Stallings 9: FCFS, A to E",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 3), (2, 6), (4, 4), (6, 5), (8, 2)],
        ends: &[3, 9, 13, 18, 20],
        waiting: &[0, 1, 5, 7, 10],
        response: &[0, 1, 5, 7, 10],
    },
    Exercise {
        source: "Stallings 9: round robin, slice 1, A to E",
        policy: Policy::Rr,
        quantum: 1,
        jobs: &[(0, 3), (2, 6), (4, 4), (6, 5), (8, 2)],
        ends: &[4, 18, 17, 20, 15],
        waiting: &[1, 10, 9, 9, 5],
        response: &[0, 0, 1, 1, 2],
    },
    Exercise {
        source: "Stallings 9: round robin, slice 4, A to E",
        policy: Policy::Rr,
        quantum: 4,
        jobs: &[(0, 3), (2, 6), (4, 4), (6, 5), (8, 2)],
        ends: &[3, 17, 11, 20, 19],
        waiting: &[0, 9, 3, 9, 9],
        response: &[0, 1, 3, 5, 9],
    },
    Exercise {
        source: "SGG: FCFS with arrivals 0 to 3, bursts 8, 4, 9, 5",
        policy: Policy::Fifo,
        quantum: 1,
        jobs: &[(0, 8), (1, 4), (2, 9), (3, 5)],
        ends: &[8, 12, 21, 26],
        waiting: &[0, 7, 10, 18],
        response: &[0, 7, 10, 18],
    },
];

#[test]
fn metrics_equal_the_textbooks() {
    for exercise in EXERCISES {
        check(exercise);
    }
}

fn check(exercise: &Exercise) {
    let run = simulate(exercise);
    for (number, (arrival, burst)) in exercise.jobs.iter().enumerate() {
        let name = format!("job {number}");
        let task = run.metrics.tasks.iter().find(|task| task.label == name);
        let task = task.unwrap_or_else(|| panic!("{}: no {name}", exercise.source));
        let context = format!("{}, {name}", exercise.source);
        assert_eq!(task.running_ns, units(*burst), "running, {context}");
        assert_eq!(
            task.waiting_ns,
            units(exercise.waiting[number]),
            "waiting, {context}"
        );
        let end = task.arrival_ns.0 + task.turnaround_ns.map_or(0, |turnaround| turnaround.0);
        assert_eq!(Nanos(end), units(exercise.ends[number]), "end, {context}");
        let begins = format!("{number} begins");
        let first = run
            .output
            .iter()
            .find(|line| line.text == begins)
            .map(|line| line.at_ns);
        assert_eq!(
            first,
            Some(units(arrival + exercise.response[number])),
            "response, {context}"
        );
    }
    let last = exercise.ends.iter().max().copied().unwrap_or(0);
    assert_eq!(
        run.metrics.makespan_ns,
        units(last),
        "makespan, {}",
        exercise.source
    );
    let total: u64 = exercise.jobs.iter().map(|(_, burst)| burst).sum();
    assert_eq!(
        run.metrics.utilization_ppm,
        total * 1_000_000 / last,
        "utilization, {}",
        exercise.source
    );
}

fn simulate(exercise: &Exercise) -> SchedulerRun {
    let quantum = units(exercise.quantum);
    let machine = Machine {
        cores: 1,
        policy: exercise.policy,
        quantum,
        ..Machine::default()
    };
    let request = RunRequest {
        source: program(exercise.jobs),
        machines: vec![machine],
        ..RunRequest::default()
    };
    let mut reply = run(&request);
    assert_eq!(reply.diagnostics, [], "{}", exercise.source);
    reply.runs.remove(0)
}

fn units(units: u64) -> Nanos {
    Nanos::from_millis(units * UNIT_MS)
}

/// One named thread a job: those that arrive later first (they go to sleep at once), then those of time zero.
fn program(jobs: &[(u64, u64)]) -> String {
    let mut numbers: Vec<usize> = (0..jobs.len()).collect();
    numbers.sort_by_key(|number| (jobs[*number].0 == 0, *number));
    let spawns: String = numbers
        .iter()
        .map(|number| spawn(*number, jobs[*number]))
        .collect();
    format!(
        "use std::thread::{{self, Builder}};
use std::time::Duration;

fn main() {{
    let mut jobs = Vec::new();
{spawns}    for job in jobs {{
        job.join().unwrap();
    }}
}}
"
    )
}

fn spawn(number: usize, (arrival, burst): (u64, u64)) -> String {
    let (arrival, burst) = (arrival * UNIT_MS, burst * UNIT_MS);
    let body = format!(
        "        thread::sleep(Duration::from_millis({arrival}));
        println!(\"{number} begins\");
        cpu::work(Duration::from_millis({burst}));
"
    );
    format!(
        "    jobs.push(Builder::new().name(\"job {number}\".to_string()).spawn(|| {{\n{body}    }}).unwrap());\n"
    )
}
