//! Thread programs made up at random: text that `rustc` compiles, of the kinds that courses show.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;

/// What a made-up thread does next.
#[derive(Clone, Debug)]
pub enum Step {
    /// Prints a line that names thread and step.
    Print,
    /// Sleeps this many milliseconds.
    Sleep(u64),
    /// Works this many milliseconds.
    Work(u64),
    /// Takes a lock, adds to what is behind it, and does the rest while holding it.
    Lock {
        /// Which lock.
        lock: usize,
        /// Sleeps this long with the lock held; 0: not at all.
        hold_ms: u64,
    },
    /// Sends a number to main.
    Send,
    /// Gives up the core.
    Yield,
}

/// A made-up program: what each thread does, over some locks and one channel.
#[derive(Clone, Debug)]
pub struct RandomProgram {
    /// Number of locks.
    pub locks: usize,
    /// Steps of each spawned thread.
    pub threads: Vec<Vec<Step>>,
}

/// Programs of one to four threads with up to six steps each.
pub fn programs() -> impl Strategy<Value = RandomProgram> {
    let threads = vec(vec(step(), 0..6), 1..5);
    threads.prop_map(|threads| RandomProgram { locks: 2, threads })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Print),
        2 => (0..5u64).prop_map(|tens| Step::Sleep(tens * 10)),
        2 => (1..4u64).prop_map(|tens| Step::Work(tens * 10)),
        2 => (0..2usize, 0..3u64).prop_map(|(lock, tens)| Step::Lock { lock, hold_ms: tens * 10 }),
        1 => Just(Step::Send),
        1 => Just(Step::Yield),
    ]
}

impl RandomProgram {
    /// The program as Rust text.
    #[must_use]
    pub fn source(&self) -> String {
        let mut text = String::from(HEAD);
        for lock in 0..self.locks {
            let _ = writeln!(text, "    let lock{lock} = Arc::new(Mutex::new(0u64));");
        }
        text.push_str("    let (tx, rx) = mpsc::channel();\n    let mut threads = Vec::new();\n");
        for (number, steps) in self.threads.iter().enumerate() {
            self.spawn(&mut text, number, steps);
        }
        text.push_str(TAIL);
        for lock in 0..self.locks {
            let _ = writeln!(
                text,
                "    println!(\"lock{lock}: {{}}\", lock{lock}.lock().unwrap());"
            );
        }
        text.push_str("}\n");
        text
    }

    fn spawn(&self, text: &mut String, number: usize, steps: &[Step]) {
        text.push_str("    {\n        let tx = tx.clone();\n");
        for lock in 0..self.locks {
            let _ = writeln!(text, "        let lock{lock} = Arc::clone(&lock{lock});");
        }
        text.push_str("        threads.push(thread::spawn(move || {\n");
        for (index, step) in steps.iter().enumerate() {
            let _ = writeln!(text, "            {}", step.source(number, index));
        }
        text.push_str("            drop((tx, lock0, lock1));\n        }));\n    }\n");
    }
}

impl Step {
    fn source(&self, thread: usize, index: usize) -> String {
        match self {
            Self::Print => format!("println!(\"thread {thread}, step {index}\");"),
            Self::Sleep(ms) => format!("thread::sleep(Duration::from_millis({ms}));"),
            Self::Work(ms) => format!("cpu::work(Duration::from_millis({ms}));"),
            Self::Lock { lock, hold_ms: 0 } => {
                format!("*lock{lock}.lock().unwrap() += {};", index + 1)
            }
            Self::Lock { lock, hold_ms } => format!(
                "{{ let mut held = lock{lock}.lock().unwrap(); \
                 thread::sleep(Duration::from_millis({hold_ms})); *held += {}; }}",
                index + 1
            ),
            Self::Send => format!("tx.send({}u32).unwrap();", thread * 100 + index),
            Self::Yield => "thread::yield_now();".to_owned(),
        }
    }
}

const HEAD: &str = "use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

fn main() {
";

const TAIL: &str = "    drop(tx);
    let mut received: Vec<u32> = rx.iter().collect();
    for thread in threads {
        thread.join().unwrap();
    }
    received.sort();
    println!(\"received {received:?}\");
";
