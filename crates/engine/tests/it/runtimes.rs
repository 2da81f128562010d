//! Async runtimes: who carries which task, under each flavour and model.

use expect_test::expect;
use interleave_engine::{Model, Policy};

use crate::draw::{check, check_gantt, model, policy, trace};

const WORK: &str = r#"
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let a = tokio::spawn(async { cpu::work(ms(20)) });
    let b = tokio::spawn(async { cpu::work(ms(20)) });
    let c = tokio::spawn(async { cpu::work(ms(20)) });
    for task in [a, b, c] {
        task.await.unwrap();
    }
}
"#;

#[test]
fn two_workers_share_the_tasks() {
    check_gantt(
        WORK,
        &model(Model::Threads, 4, 0),
        expect![[r#"
        core 0:
        core 1: a 0-20
        core 2: b 0-20 c 20-40
        core 3:
        end 40 ms, 1 switches
    "#]],
    );
}

#[test]
fn two_workers_on_one_core_are_sliced() {
    check_gantt(
        WORK,
        &model(Model::Threads, 1, 0),
        expect![[r#"
        core 0: a 0-10 c 10-20 a 20-30 c 30-40 b 40-60
        end 60 ms, 10 switches
    "#]],
    );
}

#[test]
fn the_event_loop_makes_it_a_current_thread_runtime() {
    check_gantt(
        WORK,
        &model(Model::EventLoop, 4, 0),
        expect![[r#"
        core 0: a 0-20 b 20-40 c 40-60
        core 1:
        core 2:
        core 3:
        end 60 ms, 0 switches
    "#]],
    );
}

#[test]
fn green_threads_make_it_a_runtime_of_the_machines_workers() {
    check_gantt(
        WORK,
        &model(Model::Green, 4, 3),
        expect![[r#"
        core 0:
        core 1: a 0-20
        core 2: b 0-20
        core 3: c 0-20
        end 20 ms, 2 switches
    "#]],
    );
}

#[test]
fn a_thread_that_sleeps_keeps_its_worker_from_everybody() {
    check(
        r#"
#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let rude = tokio::spawn(async { sleep(ms(30)) });
    let tick = tokio::spawn(async { tokio::time::sleep(ms(10)).await });
    rude.await.unwrap();
    tick.await.unwrap();
}
"#,
        &model(Model::Threads, 2, 0),
        expect![[r#"
            0.000 0 main   builds a runtime of 1 workers
            0.000 0 main   spawns tokio-rt-worker
            0.000 1 tokio-rt-worker waits for its runtime
            0.000 0 main   spawns rude
            0.000 0 main   spawns tick
            0.000 0 main   is pending
            0.000 1 rude   sleeps until 0.030
            0.030 - rude   wakes up
            0.030 1 rude   wakes main
            0.030 - main   is woken by rude
            0.030 1 rude   ends
            0.030 0 main   is pending
            0.030 1 tick   is pending
            0.040 - tick   wakes up
            0.040 1 tick   wakes main
            0.040 - main   is woken by tick
            0.040 1 tick   ends
            0.040 - tokio-rt-worker wakes up
            0.040 0 main   waits for tokio-rt-worker
            0.040 1 tokio-rt-worker ends
            0.040 - main   is woken by tokio-rt-worker
            0.040 0 main   ends
            0.040 - main   exits with 0
            0.040 end
        "#]],
    );
}

#[test]
fn a_blocking_call_has_a_thread_of_its_own() {
    check(
        r#"
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let call = tokio::task::spawn_blocking(|| sleep(ms(30)));
    tokio::time::sleep(ms(10)).await;
    call.await.unwrap();
    tokio::task::spawn_blocking(|| sleep(ms(5))).await.unwrap();
}
"#,
        &model(Model::Threads, 2, 0),
        expect![[r#"
            0.000 0 main   builds a runtime of 0 workers
            0.000 0 main   spawns tokio-rt-worker
            0.000 0 main   is pending
            0.000 1 tokio-rt-worker sleeps until 0.030
            0.010 - main   wakes up
            0.010 0 main   is pending
            0.030 - tokio-rt-worker wakes up
            0.030 1 tokio-rt-worker wakes main
            0.030 - main   is woken by tokio-rt-worker
            0.030 1 tokio-rt-worker waits for its runtime
            0.030 - tokio-rt-worker wakes up
            0.030 1 tokio-rt-worker sleeps until 0.035
            0.030 0 main   is pending
            0.035 - tokio-rt-worker wakes up
            0.035 1 tokio-rt-worker wakes main
            0.035 - main   is woken by tokio-rt-worker
            0.035 1 tokio-rt-worker waits for its runtime
            0.035 0 main   is pending
            0.035 - main   wakes up
            0.035 - tokio-rt-worker wakes up
            0.035 0 main   waits for tokio-rt-worker
            0.035 1 tokio-rt-worker ends
            0.035 - main   is woken by tokio-rt-worker
            0.035 0 main   ends
            0.035 - main   exits with 0
            0.035 end
        "#]],
    );
}

/// Its wait for a job is over, but the only core is not free, when the runtime closes.
#[test]
fn a_blocking_thread_may_be_late_for_the_end() {
    let body = "#[tokio::main(flavor = \"current_thread\")]
        async fn main() {
            tokio::task::spawn_blocking(|| ()).await.unwrap();
            cpu::work(ms(11_000));
        }";
    let trace = trace(body, &policy(1, Policy::Fifo, 10));
    assert_eq!(trace.end.0, 11_000_000_000);
}
