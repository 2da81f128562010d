//! Figures: each measured in rounds, so that a spread can be told.

use std::io::{PipeReader, PipeWriter, Read, Write};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use interleave_notes::{FIGURES, Figure};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use tokio::runtime::{Builder, Runtime};

use crate::process::{context_switches, status};

/// Rounds of each figure.
const ROUNDS: usize = 15;

/// Threads that are alive at once when memory is measured.
const THREADS: u64 = 500;

/// Tasks that are alive at once when memory is measured.
const TASKS: u64 = 100_000;

/// Hand-overs between two threads in a round.
const HAND_OVERS: u64 = 5_000;

/// Yields of each of two tasks in a round.
const YIELDS: u64 = 50_000;

/// Every figure of [`FIGURES`].
pub(crate) fn all() -> Result<Vec<Figure>, String> {
    let mut measured = Vec::new();
    // First, while nothing has been allocated and given back.
    memory_of_threads(&mut measured)?;
    memory_of_tasks(&mut measured)?;
    spawning(&mut measured)?;
    switching(&mut measured)?;
    sleeping(&mut measured);
    threads_of_tokio(&mut measured)?;
    let known = |figure: &Figure| FIGURES.iter().position(|(name, _)| *name == figure.name);
    measured.sort_by_key(known);
    assert_eq!(
        measured.len(),
        FIGURES.len(),
        "each figure is measured once"
    );
    Ok(measured)
}

/// The spread of `samples`.
fn figure(name: &str, unit: &str, mut samples: Vec<u64>) -> Figure {
    samples.sort_unstable();
    let at = |place: usize| samples.get(place).copied().unwrap_or(0);
    Figure {
        name: name.to_owned(),
        unit: unit.to_owned(),
        spread: [
            at(0),
            at(samples.len() / 2),
            at(samples.len().saturating_sub(1)),
        ],
        samples: samples.len() as u32,
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Threads that wait until they are let go.
struct Waiting {
    gate: Arc<Barrier>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Waiting {
    fn new() -> Self {
        let gate = Arc::new(Barrier::new(THREADS as usize + 1));
        let begun = Arc::new(Barrier::new(THREADS as usize + 1));
        let waits = |_| {
            let (begun, gate) = (Arc::clone(&begun), Arc::clone(&gate));
            thread::spawn(move || {
                begun.wait();
                gate.wait();
            })
        };
        let threads = (0..THREADS).map(waits).collect();
        begun.wait();
        Self { gate, threads }
    }

    fn end(self) {
        self.gate.wait();
        for thread in self.threads {
            // They cannot panic.
            let _ = thread.join();
        }
    }
}

fn memory_of_threads(to: &mut Vec<Figure>) -> Result<(), String> {
    let fields = ["VmSize", "VmRSS", "Threads"];
    let read = || -> Result<Vec<u64>, String> { fields.iter().map(|it| status(it)).collect() };
    let mut samples = [const { Vec::new() }; 3];
    // These make the allocator's arenas, and take the stacks that the C library keeps.
    let before_all = Waiting::new();
    for _ in 0..ROUNDS {
        let before = read()?;
        let waiting = Waiting::new();
        let after = read()?;
        waiting.end();
        for (samples, (before, after)) in samples.iter_mut().zip(before.iter().zip(after)) {
            samples.push(share(after.saturating_sub(*before)));
        }
    }
    let [mut space, mut resident, threads] = samples;
    before_all.end();
    // Only the first round maps every stack: the C library keeps some of them, and what was touched stays resident.
    space.truncate(1);
    resident.truncate(1);
    to.push(figure("thread_address_space", "bytes", space));
    to.push(figure("thread_resident", "bytes", resident));
    to.push(figure("kernel_threads_a_thread", "count", threads));
    Ok(())
}

/// What one of [`THREADS`] has of `all`, rounded.
fn share(all: u64) -> u64 {
    (all + THREADS / 2) / THREADS
}

fn current_thread() -> Result<Runtime, String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())
}

fn memory_of_tasks(to: &mut Vec<Figure>) -> Result<(), String> {
    let runtime = current_thread()?;
    let make = || {
        runtime.block_on(async {
            for _ in 0..TASKS {
                tokio::spawn(tokio::time::sleep(Duration::from_secs(3_600)));
            }
            // Once round the queue: each has been polled and waits.
            tokio::time::sleep(Duration::from_millis(100)).await;
        });
    };
    let before = status("VmRSS")?;
    make();
    let each = status("VmRSS")?.saturating_sub(before) / TASKS;
    to.push(figure("task_resident", "bytes", vec![each]));
    Ok(())
}

fn spawning(to: &mut Vec<Figure>) -> Result<(), String> {
    let mut samples = Vec::new();
    for _ in 0..ROUNDS * 20 {
        let start = Instant::now();
        let thread = thread::spawn(|| {});
        samples.push(nanos(start.elapsed()));
        let _ = thread.join();
    }
    to.push(figure("thread_spawn", "ns", samples));
    let runtime = current_thread()?;
    let many = 10_000;
    let round = |_| {
        runtime.block_on(async {
            let start = Instant::now();
            for _ in 0..many {
                tokio::spawn(async {});
            }
            let each = nanos(start.elapsed()) / many;
            tokio::task::yield_now().await;
            each
        })
    };
    to.push(figure("task_spawn", "ns", (0..ROUNDS).map(round).collect()));
    Ok(())
}

/// Keeps this thread on one core.
fn stay_on_one_core() {
    if let Ok(all) = sched_getaffinity(None) {
        let mut one = CpuSet::new();
        if let Some(core) = (0..CpuSet::MAX_CPU).find(|core| all.is_set(*core)) {
            one.set(core);
            // A machine that refuses gives a figure for several cores.
            let _ = sched_setaffinity(None, &one);
        }
    }
}

fn switching(to: &mut Vec<Figure>) -> Result<(), String> {
    let (mut times, mut counts) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (time, count) = hand_overs()?;
        times.push(time);
        counts.push(count);
    }
    to.push(figure("thread_switch", "ns", times));
    to.push(figure("kernel_switches_a_thread_switch", "count", counts));
    let runtime = current_thread()?;
    let (mut times, mut counts) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = context_switches()?;
        let start = Instant::now();
        runtime.block_on(async {
            let yields = || async {
                for _ in 0..YIELDS {
                    tokio::task::yield_now().await;
                }
            };
            let both = [tokio::spawn(yields()), tokio::spawn(yields())];
            for one in both {
                // They cannot panic.
                let _ = one.await;
            }
        });
        let switches = 2 * YIELDS;
        times.push(nanos(start.elapsed()) / switches);
        counts.push((context_switches()? - before) * 1_000 / switches);
    }
    to.push(figure("task_switch", "ns", times));
    to.push(figure("kernel_switches_a_task_switch", "count", counts));
    Ok(())
}

/// Two threads on one core hand a byte to and fro; nanoseconds and context switches per thousand of one hand-over.
fn hand_overs() -> Result<(u64, u64), String> {
    let pipe = || std::io::pipe().map_err(|error| error.to_string());
    let ((mut to_read, to_write), (back_read, back_write)) = (pipe()?, pipe()?);
    let pair = thread::spawn(move || {
        stay_on_one_core();
        let other = thread::spawn(move || echo(&mut to_read, back_write));
        let measured = bounce(to_write, back_read);
        let _ = other.join();
        measured
    });
    pair.join()
        .map_err(|_| "the measuring thread panicked".to_owned())?
}

/// The child inherits its parent's core.
fn echo(from: &mut PipeReader, mut to: PipeWriter) {
    let mut byte = [0];
    while from.read_exact(&mut byte).is_ok() && to.write_all(&byte).is_ok() {}
}

fn bounce(mut to: PipeWriter, mut from: PipeReader) -> Result<(u64, u64), String> {
    let before = context_switches()?;
    let start = Instant::now();
    let mut byte = [1];
    for _ in 0..HAND_OVERS / 2 {
        let sent = to
            .write_all(&byte)
            .and_then(|()| from.read_exact(&mut byte));
        sent.map_err(|error| error.to_string())?;
    }
    let time = nanos(start.elapsed()) / HAND_OVERS;
    let count = (context_switches()? - before) * 1_000 / HAND_OVERS;
    Ok((time, count))
}

fn sleeping(to: &mut Vec<Figure>) {
    let asked = Duration::from_millis(1);
    let late = |_| {
        let start = Instant::now();
        thread::sleep(asked);
        nanos(start.elapsed().saturating_sub(asked))
    };
    to.push(figure(
        "sleep_overshoot",
        "ns",
        (0..200).map(late).collect(),
    ));
}

fn threads_of_tokio(to: &mut Vec<Figure>) -> Result<(), String> {
    const WORKERS: usize = 2;
    let alone = status("Threads")?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let (idle, after) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.map_err(|error| error.to_string())?;
        let accepting = tokio::spawn(async move { listener.accept().await.is_ok() });
        tokio::time::sleep(Duration::from_millis(20)).await;
        let idle = status("Threads")?;
        let read = tokio::fs::read("/proc/self/status").await;
        read.map_err(|error| error.to_string())?;
        let after = status("Threads")?;
        accepting.abort();
        Ok::<_, String>((idle, after))
    })?;
    let beside = idle.saturating_sub(alone + WORKERS as u64);
    to.push(figure(
        "tokio_threads_beside_workers",
        "count",
        vec![beside],
    ));
    let more = after.saturating_sub(idle);
    to.push(figure("tokio_threads_after_file_read", "count", vec![more]));
    let rounds = (0..5).map(|_| runtime.block_on(moved()));
    to.push(figure("tokio_tasks_moved", "count", rounds.collect()));
    Ok(())
}

/// Of a thousand tasks that nap, how many go on upon another thread.
async fn moved() -> u64 {
    let nap = || async {
        let before = thread::current().id();
        tokio::time::sleep(Duration::from_millis(5)).await;
        before != thread::current().id()
    };
    let tasks: Vec<_> = (0..1_000).map(|_| tokio::spawn(nap())).collect();
    let mut moved = 0;
    for task in tasks {
        moved += u64::from(task.await.unwrap_or(false));
    }
    moved
}
