//! Small concurrent programs as data: each can be written as Rust text, and performed with loom's and shuttle's types.
//!
//! Both peers run the same few lines (`perform!`), so that what differs is the search alone. Programs cannot
//! deadlock (locks are nested in one order, whoever waits for the flag is told), for both peers end their search
//! there. loom takes `SeqCst` loads and stores for weaker ones (its own documentation), so the peers read and write
//! atomics with read-modify-write operations, which it orders fully. Shuttle's `Arc` is std's, between whose counts
//! nobody comes; so the peers share by hand what our text shares by `Arc`: a count that is an atomic.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use proptest::collection::vec;
use proptest::prelude::*;

/// One thing that a thread does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Adds to what is behind a lock and prints the sum, lock held.
    Add { lock: usize, by: i32 },
    /// The same with the first lock, holding the second one inside.
    Nested { by: i32 },
    /// Prints an atomic.
    Load { atomic: usize },
    /// Writes an atomic.
    Store { atomic: usize, to: i32 },
    /// Adds to an atomic in one step.
    FetchAdd { atomic: usize, by: i32 },
    /// Adds to an atomic in two steps: a lost update.
    LoadThenStore { atomic: usize, by: i32 },
    /// Prints a number.
    Print(i32),
    /// Sends a number to main.
    Send(i32),
    /// Sets the flag and notifies.
    Set,
    /// Waits until the flag is set.
    Await,
    /// Copies the thread's handle of what all share, and keeps the copy.
    Share,
    /// Gives back the newest handle that the thread has; the last one of all prints 400.
    Unshare,
    /// Prints how many handles there are, while the thread has one.
    Sharers,
}

/// What each thread does; main receives all messages, joins all threads and prints what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Acts by thread.
    pub threads: Vec<Vec<Act>>,
}

/// Scripts of two threads with up to three acts each, or three with one.
pub fn scripts() -> impl Strategy<Value = Script> {
    let two = vec(vec(act(), 1..3), 2);
    let longer = vec(vec(act(), 1..4), 2);
    let three = vec(vec(act(), 1..2), 3);
    prop_oneof![6 => two, 1 => longer, 1 => three].prop_map(|threads| Script { threads }.sound())
}

/// Scripts about handles of what all threads share, with and without somebody who counts them.
pub fn sharing_scripts() -> impl Strategy<Value = Script> {
    let quiet = || {
        prop_oneof![
            2 => Just(Act::Unshare),
            1 => Just(Act::Share),
            1 => (0..9i32).prop_map(|it| Act::Print(100 + it)),
            1 => (0..2usize, 1..3i32).prop_map(|(lock, by)| Act::Add { lock, by }),
        ]
    };
    let counting = prop_oneof![1 => Just(Act::Sharers), 2 => quiet()];
    let two = vec(vec(quiet(), 1..3), 2);
    let counted = vec(vec(counting, 1..2), 2);
    prop_oneof![2 => two, 3 => counted].prop_map(|threads| Script { threads })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..2usize, 1..3i32).prop_map(|(lock, by)| Act::Add { lock, by }),
        1 => (1..3i32).prop_map(|by| Act::Nested { by }),
        2 => (0..2usize).prop_map(|atomic| Act::Load { atomic }),
        2 => (0..2usize, 1..4i32).prop_map(|(atomic, to)| Act::Store { atomic, to }),
        1 => (0..2usize, 1..3i32).prop_map(|(atomic, by)| Act::FetchAdd { atomic, by }),
        2 => (0..2usize, 1..3i32).prop_map(|(atomic, by)| Act::LoadThenStore { atomic, by }),
        2 => (0..9i32).prop_map(|it| Act::Print(100 + it)),
        2 => (0..9i32).prop_map(|it| Act::Send(200 + it)),
        1 => Just(Act::Set),
        1 => Just(Act::Await),
    ]
}

impl Script {
    /// The script without waits that might never end: only the last thread may wait, and only when the first one
    /// sets the flag.
    fn sound(mut self) -> Self {
        let is_set = self.threads[0].contains(&Act::Set);
        let last = self.threads.len() - 1;
        for (index, acts) in self.threads.iter_mut().enumerate() {
            for act in acts {
                if *act == Act::Await && (index != last || !is_set) {
                    *act = Act::Print(300);
                }
            }
        }
        self
    }

    /// Whether there is something that all threads share by handles.
    fn shares(&self) -> bool {
        let shares = |act: &Act| matches!(act, Act::Share | Act::Unshare | Act::Sharers);
        self.threads.iter().flatten().any(shares)
    }

    fn messages(&self) -> usize {
        let sends = |act: &&Act| matches!(act, Act::Send(_));
        self.threads.iter().flatten().filter(sends).count()
    }

    /// As Rust text.
    #[must_use]
    pub fn source(&self) -> String {
        let mut text = HEAD.to_owned();
        text.push_str(
            "    let (tx, rx) = mpsc::channel::<i32>();\n    let mut threads = Vec::new();\n",
        );
        if self.shares() {
            text.push_str("    let shared = Arc::new(Noisy);\n");
        }
        for acts in &self.threads {
            text.push_str("    let sender = tx.clone();\n");
            if self.shares() {
                text.push_str("    let mut handles = vec![Arc::clone(&shared)];\n");
            }
            text.push_str("    threads.push(thread::spawn(move || {\n");
            for act in acts {
                let _ = writeln!(text, "        {}", act.source());
            }
            // A closure captures only what it mentions.
            let handles = if self.shares() { "handles" } else { "" };
            let _ = writeln!(text, "        drop((sender, {handles}));\n    }}));");
        }
        if self.shares() {
            text.push_str("    drop(shared);\n");
        }
        let messages = self.messages();
        let _ = writeln!(
            text,
            "    for _ in 0..{messages} {{ println!(\"{{}}\", rx.recv().unwrap()); }}"
        );
        text.push_str("    for thread in threads { thread.join().unwrap(); }\n    drop(tx);\n");
        for what in [
            "L0.lock().unwrap()",
            "L1.lock().unwrap()",
            "A0.load(SeqCst)",
            "A1.load(SeqCst)",
        ] {
            let _ = writeln!(text, "    println!(\"{{}}\", {what});");
        }
        text.push_str("}\n");
        text
    }
}

const HEAD: &str = "use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;

struct Noisy;

impl Drop for Noisy {
    fn drop(&mut self) {
        println!(\"400\");
    }
}

static L0: Mutex<i32> = Mutex::new(0);
static L1: Mutex<i32> = Mutex::new(0);
static A0: AtomicI32 = AtomicI32::new(0);
static A1: AtomicI32 = AtomicI32::new(0);
static FLAG: Mutex<bool> = Mutex::new(false);
static CHANGED: Condvar = Condvar::new();

fn main() {
";

impl Act {
    fn source(self) -> String {
        match self {
            Self::Add { lock, by } => format!(
                "{{ let mut held = L{lock}.lock().unwrap(); *held += {by}; println!(\"{{}}\", *held); }}"
            ),
            Self::Nested { by } => format!(
                "{{ let mut outer = L0.lock().unwrap(); let mut inner = L1.lock().unwrap(); *inner += {by}; *outer += *inner; println!(\"{{}}\", *outer); }}"
            ),
            Self::Load { atomic } => format!("println!(\"{{}}\", A{atomic}.load(SeqCst));"),
            Self::Store { atomic, to } => format!("A{atomic}.store({to}, SeqCst);"),
            Self::FetchAdd { atomic, by } => format!("A{atomic}.fetch_add({by}, SeqCst);"),
            Self::LoadThenStore { atomic, by } => format!(
                "{{ let seen = A{atomic}.load(SeqCst); A{atomic}.store(seen + {by}, SeqCst); }}"
            ),
            Self::Print(it) => format!("println!(\"{it}\");"),
            Self::Send(it) => format!("sender.send({it}).unwrap();"),
            Self::Set => "{ *FLAG.lock().unwrap() = true; CHANGED.notify_one(); }".to_owned(),
            Self::Share => "if let Some(it) = handles.last().cloned() { handles.push(it); }".to_owned(),
            Self::Unshare => "drop(handles.pop());".to_owned(),
            Self::Sharers => {
                "if let Some(it) = handles.last() { println!(\"{}\", Arc::strong_count(it)); }".to_owned()
            }
            Self::Await => "{ let mut flag = FLAG.lock().unwrap(); while !*flag { flag = CHANGED.wait(flag).unwrap(); } }".to_owned(),
        }
    }
}

/// Everything printed by every run: what a search has found.
pub type Outputs = BTreeSet<String>;

/// Performs a script once with the types of `$peer`; adds what was printed to `$found`.
macro_rules! perform {
    ($peer:ident, $script:expr, $found:expr) => {{
        use $peer::sync::atomic::{AtomicI32, Ordering::SeqCst};
        use $peer::sync::{Arc, Condvar, Mutex, mpsc};
        use $peer::thread;

        struct Shared {
            locks: [Mutex<i32>; 2],
            atomics: [AtomicI32; 2],
            flag: Mutex<bool>,
            changed: Condvar,
            /// Prints so far: one step orders a print among all others.
            prints: AtomicI32,
            printed: std::sync::Mutex<Vec<(i32, i32)>>,
            /// Handles of what all share.
            count: AtomicI32,
        }

        impl Shared {
            fn print(&self, it: i32) {
                let at = self.prints.fetch_add(1, SeqCst);
                self.printed.lock().unwrap().push((at, it));
            }

            fn load(&self, atomic: usize) -> i32 {
                self.atomics[atomic].fetch_add(0, SeqCst)
            }

            fn unshare(&self) {
                if self.count.fetch_sub(1, SeqCst) == 1 {
                    self.print(400);
                }
            }

            /// `handles`: how many the thread has.
            fn perform(&self, act: Act, sender: &mpsc::Sender<i32>, handles: &mut usize) {
                match act {
                    Act::Add { lock, by } => {
                        let mut held = self.locks[lock].lock().unwrap();
                        *held += by;
                        self.print(*held);
                    }
                    Act::Nested { by } => {
                        let mut outer = self.locks[0].lock().unwrap();
                        let mut inner = self.locks[1].lock().unwrap();
                        *inner += by;
                        *outer += *inner;
                        self.print(*outer);
                    }
                    Act::Load { atomic } => self.print(self.load(atomic)),
                    Act::Store { atomic, to } => {
                        self.atomics[atomic].swap(to, SeqCst);
                    }
                    Act::FetchAdd { atomic, by } => {
                        self.atomics[atomic].fetch_add(by, SeqCst);
                    }
                    Act::LoadThenStore { atomic, by } => {
                        let seen = self.load(atomic);
                        self.atomics[atomic].swap(seen + by, SeqCst);
                    }
                    Act::Print(it) => self.print(it),
                    Act::Share | Act::Unshare | Act::Sharers if *handles == 0 => {}
                    Act::Share => {
                        self.count.fetch_add(1, SeqCst);
                        *handles += 1;
                    }
                    Act::Unshare => {
                        *handles -= 1;
                        self.unshare();
                    }
                    Act::Sharers => self.print(self.count.fetch_add(0, SeqCst)),
                    Act::Send(it) => sender.send(it).unwrap(),
                    Act::Set => {
                        *self.flag.lock().unwrap() = true;
                        self.changed.notify_one();
                    }
                    Act::Await => {
                        let mut flag = self.flag.lock().unwrap();
                        while !*flag {
                            flag = self.changed.wait(flag).unwrap();
                        }
                    }
                }
            }
        }

        let shared = Arc::new(Shared {
            locks: [Mutex::new(0), Mutex::new(0)],
            atomics: [AtomicI32::new(0), AtomicI32::new(0)],
            flag: Mutex::new(false),
            changed: Condvar::new(),
            prints: AtomicI32::new(0),
            printed: std::sync::Mutex::default(),
            count: AtomicI32::new(1),
        });
        let (tx, rx) = mpsc::channel::<i32>();
        let mut threads = Vec::new();
        let is_sharing = $script.shares();
        for acts in $script.threads.clone() {
            let (shared, sender) = (Arc::clone(&shared), tx.clone());
            let mut handles = usize::from(is_sharing);
            if is_sharing {
                shared.count.fetch_add(1, SeqCst);
            }
            threads.push(thread::spawn(move || {
                for act in acts {
                    shared.perform(act, &sender, &mut handles);
                }
                for _ in 0..handles {
                    shared.unshare();
                }
            }));
        }
        if is_sharing {
            shared.unshare();
        }
        for _ in 0..$script.messages() {
            shared.print(rx.recv().unwrap());
        }
        for thread in threads {
            thread.join().unwrap();
        }
        for lock in &shared.locks {
            let last = *lock.lock().unwrap();
            shared.print(last);
        }
        for atomic in 0..2 {
            shared.print(shared.load(atomic));
        }
        let mut printed = shared.printed.lock().unwrap().clone();
        printed.sort_unstable();
        let lines: String = printed.iter().map(|(_, it)| format!("{it}\n")).collect();
        $found.lock().expect("nobody panicked").insert(lines);
    }};
}

/// What loom finds; `None` when it gives up.
#[must_use]
pub fn by_loom(script: &Script) -> Option<Outputs> {
    let found = Arc::new(Mutex::new(Outputs::new()));
    let mut model = loom::model::Builder::new();
    model.max_branches = 20_000;
    model.max_duration = Some(std::time::Duration::from_secs(5));
    let start = std::time::Instant::now();
    let (performed, to) = (script.clone(), Arc::clone(&found));
    model.check(move || perform!(loom, performed, to));
    let outputs = found.lock().expect("nobody panicked").clone();
    (start.elapsed().as_secs() < 5).then_some(outputs)
}

/// What shuttle's depth-first search finds; `None` when it takes more than `most` runs.
#[must_use]
pub fn by_shuttle(script: &Script, most: usize) -> Option<Outputs> {
    let found = Arc::new(Mutex::new(Outputs::new()));
    let (performed, to) = (script.clone(), Arc::clone(&found));
    let scheduler = shuttle::scheduler::DfsScheduler::new(Some(most), false);
    let runner = shuttle::Runner::new(scheduler, shuttle::Config::default());
    let runs = runner.run(move || perform!(shuttle, performed, to));
    let outputs = found.lock().expect("nobody panicked").clone();
    (runs < most).then_some(outputs)
}
