//! Counted cases: the outcomes of small programs listed in words, then the number; and witnesses that replay.

use interleave_playground::{
    ExploreOptions, ExploreReport, Found, Incomplete, Kind, LimitKind, Machine, Question,
    Reduction, SearchOptions, Timing, execute, explore, scenarios,
};

fn search(source: &str, timing: Timing) -> ExploreReport {
    let search = SearchOptions {
        timing,
        ..SearchOptions::default()
    };
    let options = ExploreOptions {
        search,
        ..ExploreOptions::default()
    };
    let exploration = explore(source, &options, &mut |_| true);
    exploration
        .unwrap_or_else(|refused| panic!("{refused}"))
        .report
}

fn complete(source: &str) -> Vec<Found> {
    let report = search(source, Timing::Free);
    assert!(report.is_complete(), "stopped at {:?}", report.progress);
    report.outcomes
}

fn program(body: &str) -> String {
    format!(
        "use std::sync::atomic::{{AtomicUsize, Ordering::SeqCst}};\n\
         use std::sync::{{Arc, Condvar, Mutex, mpsc}};\nuse std::thread;\nuse std::time::Duration;\n{body}"
    )
}

/// Two lines a thread in order, three threads: 6! / (2! × 2! × 2!) = 90 ways to shuffle them.
#[test]
fn three_threads_that_print_two_lines_each() {
    let outcomes = complete(&program(
        "fn main() {
            let threads: Vec<_> = [\"a\", \"b\", \"c\"].into_iter().map(|name| {
                thread::spawn(move || { println!(\"{name}1\"); println!(\"{name}2\"); })
            }).collect();
            for thread in threads { thread.join().unwrap(); }
        }",
    ));
    assert_eq!(outcomes.len(), 90);
    let shares: f64 = outcomes.iter().map(|it| it.share).sum();
    assert!(
        (shares - 1.0).abs() < 1e-9,
        "the shares are {shares} in all"
    );
}

/// Two messages a sender in order, three senders, received one after the other: the same 90 shuffles.
#[test]
fn three_senders_of_two_messages() {
    let outcomes = complete(&program(
        "fn main() {
            let (tx, rx) = mpsc::channel();
            for name in [\"a\", \"b\", \"c\"] {
                let tx = tx.clone();
                thread::spawn(move || { for i in 1..=2 { tx.send(format!(\"{name}{i}\")).unwrap(); } });
            }
            drop(tx);
            let all: Vec<String> = rx.iter().collect();
            println!(\"{}\", all.join(\" \"));
        }",
    ));
    assert_eq!(outcomes.len(), 90);
}

/// The store buffer under sequential consistency: one of the stores is first, so at least one thread sees 1:
/// (0, 1), (1, 0), (1, 1), and never (0, 0).
#[test]
fn store_buffer() {
    let outcomes = complete(&program(
        "fn main() {
            let (x, y) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let (x2, y2) = (Arc::clone(&x), Arc::clone(&y));
            let a = thread::spawn(move || { x2.store(1, SeqCst); y2.load(SeqCst) });
            let b = thread::spawn(move || { y.store(1, SeqCst); x.load(SeqCst) });
            println!(\"{:?}\", (a.join().unwrap(), b.join().unwrap()));
        }",
    ));
    let mut seen: Vec<&str> = outcomes.iter().map(|it| it.stdout.trim()).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["(0, 1)", "(1, 0)", "(1, 1)"]);
}

/// Two threads take two locks in opposite orders: either one has both first (the output is the same), or each has
/// one and waits for the other's.
#[test]
fn two_locks_in_opposite_orders() {
    let source = program(
        "fn main() {
            let left = Arc::new(Mutex::new(0));
            let right = Arc::new(Mutex::new(0));
            let (left2, right2) = (Arc::clone(&left), Arc::clone(&right));
            let other = thread::spawn(move || {
                let _r = right2.lock().unwrap();
                let _l = left2.lock().unwrap();
            });
            {
                let _l = left.lock().unwrap();
                let _r = right.lock().unwrap();
            }
            other.join().unwrap();
            println!(\"done\");
        }",
    );
    let outcomes = complete(&source);
    let kinds: Vec<Kind> = outcomes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Finished, Kind::Deadlock]);
    assert_eq!(outcomes[0].stdout, "done\n");
    let options = ExploreOptions::default();
    let told = explore(&source, &options, &mut |_| true).expect("it is accepted");
    let json = told.json(interleave_playground::Language::En, &[]);
    let deadlock = json.outcomes[1].deadlock.as_ref().expect("it is one");
    assert!(deadlock.is_cycle);
    let edges: Vec<(&str, u32, Option<u32>)> = deadlock
        .cycle
        .iter()
        .map(|edge| (edge.on.as_str(), edge.line, edge.held_since_line))
        .collect();
    assert_eq!(
        edges,
        [("lock right", 15, Some(10)), ("lock left", 11, Some(14))],
        "each waits for the lock that the other has taken"
    );
}

/// A token is a token: whether `unpark` found its thread asleep or still on its way to `park` makes no difference once
/// it is given, so both are one state, and a search of every act meets no more states than one with sleep sets.
#[test]
fn a_token_that_woke_is_one_that_waits() {
    let source = program(
        "fn main() {
            let waiter = thread::spawn(|| { thread::park(); println!(\"1\"); thread::park(); println!(\"2\"); });
            waiter.thread().unpark();
            waiter.thread().unpark();
            println!(\"told\");
            waiter.join().unwrap();
        }",
    );
    let states = [Reduction::Off, Reduction::Sleeping].map(|reduction| {
        let search = SearchOptions {
            reduction,
            ..SearchOptions::default()
        };
        let options = ExploreOptions {
            search,
            ..ExploreOptions::default()
        };
        let found = explore(&source, &options, &mut |_| true).expect("it is accepted");
        // The second `unpark` may come before the first token is taken: then one `park` waits for ever.
        assert_eq!(found.report.outcomes.len(), 5);
        found.report.progress.states
    });
    assert_eq!(states[0], states[1]);
}

/// Two detached threads that lock in opposite orders, and a `main` that waits for nobody: the process always ends, and
/// writes nothing. That the two hang then tells one outcome from the other. They hang where both have their first lock
/// before `main` ends, so each switch on the way there matters.
#[test]
fn a_partial_deadlock_has_switches_that_matter() {
    let thread = |first: &str, second: &str| {
        format!(
            "thread::spawn(|| {{ let _first = {first}.lock(); let _second = {second}.lock(); }});"
        )
    };
    let source = format!(
        "use std::sync::Mutex;\nuse std::thread;\nstatic A: Mutex<()> = Mutex::new(());\n\
         static B: Mutex<()> = Mutex::new(());\nfn main() {{\n{}\n{}\n}}\n",
        thread("A", "B"),
        thread("B", "A")
    );
    let outcomes = complete(&source);
    let (stuck, free): (Vec<&Found>, Vec<&Found>) =
        outcomes.iter().partition(|it| it.has_deadlock());
    let ([stuck], [free]) = (&*stuck, &*free) else {
        panic!("one outcome with the deadlock and one without: {outcomes:?}");
    };
    assert_eq!((stuck.exit_code, free.exit_code), (Some(0), Some(0)));
    assert_eq!(stuck.witness.trace.stuck.len(), 2);
    assert!(stuck.witness.matters.iter().all(|it| *it));
    assert!(!stuck.witness.matters.is_empty());
}

/// The flag is read, then set and notified, then waited for: nobody notifies again, and the waiter sleeps for ever.
#[test]
fn a_lost_wake_up() {
    let outcomes = complete(&program(
        "fn main() {
            let shared = Arc::new((Mutex::new(false), Condvar::new()));
            let other = Arc::clone(&shared);
            let waiter = thread::spawn(move || {
                let is_ready = *other.0.lock().unwrap();
                if !is_ready {
                    let guard = other.0.lock().unwrap();
                    drop(other.1.wait(guard).unwrap());
                }
                println!(\"go\");
            });
            *shared.0.lock().unwrap() = true;
            shared.1.notify_one();
            waiter.join().unwrap();
        }",
    ));
    let kinds: Vec<Kind> = outcomes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Finished, Kind::Deadlock]);
}

/// A wait without a loop takes any wake-up for the notification: "go" comes before "ready" only when it wakes for no
/// reason. A wait in a loop does not care.
#[test]
fn wake_ups_without_a_reason() {
    let waiting = |check: &str| {
        program(&format!(
            "fn main() {{
                let shared = Arc::new((Mutex::new(false), Condvar::new()));
                let other = Arc::clone(&shared);
                let waiter = thread::spawn(move || {{
                    let mut is_ready = other.0.lock().unwrap();
                    {check} {{ is_ready = other.1.wait(is_ready).unwrap(); }}
                    println!(\"go\");
                }});
                let mut is_ready = shared.0.lock().unwrap();
                *is_ready = true;
                println!(\"ready\");
                shared.1.notify_one();
                drop(is_ready);
                waiter.join().unwrap();
            }}"
        ))
    };
    let prints = |source: &str, timing| -> Vec<String> {
        let outcomes = search(source, timing).outcomes;
        outcomes.into_iter().map(|it| it.stdout).collect()
    };
    let (once, looping) = (waiting("if !*is_ready"), waiting("while !*is_ready"));
    assert_eq!(prints(&once, Timing::Free), ["ready\ngo\n"]);
    let mut spurious = prints(&once, Timing::FreeSpurious);
    spurious.sort_unstable();
    assert_eq!(spurious, ["go\nready\n", "ready\ngo\n"]);
    assert_eq!(prints(&looping, Timing::FreeSpurious), ["ready\ngo\n"]);
}

/// Two threads read, then write back one more: both updates count, or one is lost.
#[test]
fn a_lost_update() {
    let outcomes = complete(&program(
        "fn main() {
            let count = Arc::new(AtomicUsize::new(0));
            let threads: Vec<_> = (0..2).map(|_| {
                let count = Arc::clone(&count);
                thread::spawn(move || { let seen = count.load(SeqCst); count.store(seen + 1, SeqCst); })
            }).collect();
            for thread in threads { thread.join().unwrap(); }
            println!(\"{}\", count.load(SeqCst));
        }",
    ));
    let mut seen: Vec<&str> = outcomes.iter().map(|it| it.stdout.trim()).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["1", "2"]);
}

/// Two threads with nothing but one print and their end: main spawns both, joins both, ends.
///
/// Acts: main's two spawns, two joins and end; each thread's print and end. Before the second spawn the first thread
/// has done 0, 1 or 2 of its acts. The rest of both threads' acts shuffle with main's first join once thread one has
/// ended. Counted by hand along the graph: 13 schedules.
#[test]
fn schedules_are_counted_exactly() {
    let outcomes = complete(&program(
        "fn main() {
            let a = thread::spawn(|| print!(\"x\"));
            let b = thread::spawn(|| print!(\"x\"));
            a.join().unwrap();
            b.join().unwrap();
        }",
    ));
    assert_eq!(outcomes.len(), 1);
    assert_eq!(outcomes[0].schedules.to_string(), by_hand().to_string());
}

/// The same number by plain recursion over (what main has done, what each thread has done).
fn by_hand() -> u64 {
    fn go(main: u32, a: u32, b: u32) -> u64 {
        // main: 0, 1: spawns; 2, 3: joins; 4: its end. Threads: 0: print, 1: end.
        if main == 5 {
            return 1;
        }
        let mut ways = 0;
        let main_can = match main {
            2 => a == 2,
            3 => b == 2,
            _ => true,
        };
        if main_can {
            ways += go(main + 1, a, b);
        }
        if main >= 1 && a < 2 {
            ways += go(main, a + 1, b);
        }
        if main >= 2 && b < 2 {
            ways += go(main, a, b + 1);
        }
        ways
    }
    go(0, 0, 0)
}

/// Sleeps of 10 and 20 ms: under exact timing the shorter one is first; under free timing either is; when a wake-up
/// may be late by 10 ms they can meet, by 9 ms they cannot.
#[test]
fn timing_says_what_sleeps_promise() {
    let source = program(
        "fn main() {
            let long = thread::spawn(|| { thread::sleep(Duration::from_millis(20)); println!(\"long\"); });
            let short = thread::spawn(|| { thread::sleep(Duration::from_millis(10)); println!(\"short\"); });
            long.join().unwrap();
            short.join().unwrap();
        }",
    );
    let count = |timing| search(&source, timing).outcomes.len();
    let late = |ms: u64| Timing::Jitter(interleave_playground::Nanos::from_millis(ms));
    assert_eq!(count(Timing::Exact), 1);
    assert_eq!(count(Timing::Free), 2);
    assert_eq!(count(late(9)), 1);
    assert_eq!(count(late(10)), 2);
}

/// Whoever looks at the clock until it is late enough gets there, however it looks and waits, under every timing: an
/// instant passes while it does. What is left of a time is never nothing for ever.
#[test]
fn a_clock_that_is_looked_at_goes_on() {
    let waits = [
        "while start.elapsed() < limit { thread::yield_now(); }",
        "let mut rounds = 0; while start.elapsed() < limit { rounds += 1; } assert!(rounds > 9);",
        "while let Some(left) = limit.checked_sub(start.elapsed()) { thread::park_timeout(left); }",
        "let pair = (Mutex::new(()), Condvar::new()); let mut held = pair.0.lock().unwrap();
         while let Some(left) = limit.checked_sub(start.elapsed()) { held = pair.1.wait_timeout(held, left).unwrap().0; }",
        "let pair = (Mutex::new(false), Condvar::new()); let held = pair.0.lock().unwrap();
         let (_held, waited) = pair.1.wait_timeout_while(held, limit, |it| !*it).unwrap(); assert!(waited.timed_out());",
    ];
    for wait in waits {
        let source = program(&format!(
            "fn main() {{
                let limit = Duration::from_millis(5);
                let start = std::time::Instant::now();
                let other = thread::spawn(|| {{ thread::sleep(Duration::from_millis(9)); print!(\"a\"); }});
                {wait}
                print!(\"b\");
                other.join().unwrap();
            }}"
        ));
        let prints = |timing| {
            let report = search(&source, timing);
            assert!(report.is_complete(), "{wait}");
            let mut prints: Vec<String> = report.outcomes.into_iter().map(|it| it.stdout).collect();
            prints.sort_unstable();
            prints
        };
        assert_eq!(prints(Timing::Free), ["ab", "ba"], "{wait}");
        assert_eq!(prints(Timing::Exact), ["ba"], "{wait}");
    }
}

/// When sleeps may be late, what clocks show fits together: nobody is told that less time has passed than it slept, nor
/// more than lateness explains, and nobody earlier instants than somebody before. Which of the instants in between a
/// clock shows is open, so such a search does not call itself complete.
#[test]
fn clocks_under_jitter_show_what_can_be() {
    let cases = [
        [[10, 0], [12, 0], [11, 3]],
        [[7, 7], [12, 1], [3, 9]],
        [[1, 1], [2, 2], [30, 0]],
    ];
    for sleeps in cases {
        let threads = sleeps.map(|[first, second]| {
            format!(
                "s.spawn(move || {{ thread::sleep(Duration::from_millis({first})); \
                 thread::sleep(Duration::from_millis({second})); \
                 println!(\"{} {{}}\", start.elapsed().as_millis()); }});",
                first + second
            )
        });
        let source = program(&format!(
            "fn main() {{ let start = std::time::Instant::now(); thread::scope(|s| {{ {} }}); }}",
            threads.concat()
        ));
        let late = interleave_playground::Nanos::from_millis(5);
        let report = search(&source, Timing::Jitter(late));
        assert_eq!(report.incomplete, Some(Incomplete::Clock));
        assert!(report.outcomes.len() > 1, "{sleeps:?}");
        for outcome in &report.outcomes {
            let mut before = 0;
            for line in outcome.stdout.lines() {
                let (slept, shown) = line.split_once(' ').expect("two numbers");
                let number = |text: &str| text.parse::<u64>().expect("a number");
                let (slept, shown) = (number(slept), number(shown));
                let out = &outcome.stdout;
                assert!((slept..=slept + 10).contains(&shown), "{sleeps:?}: {out}");
                assert!(before <= shown, "{sleeps:?}: {out}");
                before = shown;
            }
        }
    }
}

/// A loop that gives up after a while: it may see the flag, or give up before. Under exact timing the flag is set before
/// any time has passed.
#[test]
fn a_loop_that_gives_up() {
    let source = program(
        "fn main() {
            let flag = Arc::new(AtomicUsize::new(0));
            let other = Arc::clone(&flag);
            let setter = thread::spawn(move || other.store(1, SeqCst));
            let start = std::time::Instant::now();
            let seen = loop {
                if flag.load(SeqCst) == 1 { break true; }
                if start.elapsed() > Duration::from_millis(5) { break false; }
                thread::yield_now();
            };
            println!(\"{seen}\");
            setter.join().unwrap();
        }",
    );
    let prints = |timing| -> Vec<String> {
        let outcomes = search(&source, timing).outcomes;
        outcomes.into_iter().map(|it| it.stdout).collect()
    };
    assert_eq!(prints(Timing::Free), ["true\n", "false\n"]);
    assert_eq!(prints(Timing::Exact), ["true\n"]);
}

/// Two times 5 ms of computing are 10 ms, also when nobody else acts between: longer than a sleep of 7 ms, and shorter
/// than one of 12 ms.
#[test]
fn computing_takes_its_time() {
    for (sleep, shown) in [(7, "slept\nworked\n"), (12, "worked\nslept\n")] {
        let source = program(&format!(
            "fn main() {{
                let other = thread::spawn(|| {{ thread::sleep(Duration::from_millis({sleep})); println!(\"slept\"); }});
                cpu::work(Duration::from_millis(5));
                cpu::work(Duration::from_millis(5));
                println!(\"worked\");
                other.join().unwrap();
            }}"
        ));
        let outcomes = search(&source, Timing::Exact).outcomes;
        let prints: Vec<&str> = outcomes.iter().map(|it| &*it.stdout).collect();
        assert_eq!(prints, [shown]);
    }
}

/// A thread of a scope that uses what a variable of the scope's closure refers to may do so after that closure has
/// returned: what it borrows is what is behind the reference, not the variable.
#[test]
fn what_is_behind_a_reference_outlives_the_variable() {
    let outcomes = complete(&program(
        "fn main() {
            let mut numbers = [1, 2, 3];
            let count = AtomicUsize::new(0);
            thread::scope(|scope| {
                let (first, rest) = numbers.split_at_mut(1);
                let count = &count;
                scope.spawn(|| { let seen = count.fetch_add(1, SeqCst); first[0] += 10 * seen; });
                let [second, third] = rest else { return };
                scope.spawn(|| { let seen = count.fetch_add(1, SeqCst); *second += 10 * seen; });
                scope.spawn(move || { *third += 1; });
            });
            println!(\"{numbers:?}\");
        }",
    ));
    let mut prints: Vec<&str> = outcomes.iter().map(|it| it.stdout.trim()).collect();
    prints.sort_unstable();
    assert_eq!(prints, ["[1, 12, 4]", "[11, 2, 4]"]);
}

/// A thread that waits for a flag in a loop that nobody will set never ends; one whose flag will be set does.
#[test]
fn spinning_ends_or_is_a_livelock() {
    let spin = |order: &str| {
        program(&format!(
            "fn main() {{
                let flag = Arc::new(AtomicUsize::new(0));
                let seen = Arc::clone(&flag);
                let waiter = thread::spawn(move || {{ while seen.load(SeqCst) == 0 {{}} println!(\"seen\"); }});
                {order}
            }}"
        ))
    };
    let good = complete(&spin("flag.store(1, SeqCst); waiter.join().unwrap();"));
    assert_eq!(good.len(), 1);
    assert_eq!(
        (good[0].kind, good[0].stdout.as_str()),
        (Kind::Finished, "seen\n")
    );
    assert_eq!(good[0].schedules.to_string(), "unbounded");
    let bad = complete(&spin("waiter.join().unwrap(); flag.store(1, SeqCst);"));
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].kind, Kind::Livelock);
}

/// Whoever drops a shared value last prints: main or the thread. Where nobody can tell who was last, dropping is no act:
/// there is one schedule.
#[test]
fn who_drops_last() {
    let shared = |value: &str| {
        program(&format!(
            "struct Noisy;
             impl Drop for Noisy {{ fn drop(&mut self) {{ println!(\"{{:?}}\", thread::current().name()); }} }}
             fn main() {{
                let shared = Arc::new({value});
                let other = Arc::clone(&shared);
                let thread = thread::spawn(move || drop(other));
                drop(shared);
                thread.join().unwrap();
            }}"
        ))
    };
    let noisy = complete(&shared("Noisy"));
    let mut lines: Vec<&str> = noisy.iter().map(|it| &*it.stdout).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["None\n", "Some(\"main\")\n"]);
    let silent = complete(&shared("Mutex::new(5)"));
    assert_eq!(silent.len(), 1);
    assert_eq!(silent[0].schedules.to_string(), "1");
}

/// Main prints how many share the value while a thread copies its handle, prints, and drops the copy and the handle.
/// Main sees 2 before the copy, 3 after it, 2 after the first drop and 1 after the second; what it sees before the
/// thread prints can be told before it.
#[test]
fn how_many_share_a_value() {
    let found = complete(&program(
        "fn main() {
            let shared = Arc::new(5);
            let handle = Arc::clone(&shared);
            let thread = thread::spawn(move || {
                let copy = Arc::clone(&handle);
                println!(\"{}\", copy);
            });
            println!(\"{} share\", Arc::strong_count(&shared));
            thread.join().unwrap();
        }",
    ));
    let mut seen: Vec<String> = found
        .iter()
        .map(|it| it.stdout.replace('\n', " "))
        .collect();
    seen.sort_unstable();
    let all = [
        "2 share 5 ",
        "3 share 5 ",
        "5 1 share ",
        "5 2 share ",
        "5 3 share ",
    ];
    assert_eq!(seen, all);
}

/// Of two threads that turn their handles into the value, exactly one gets it, whoever is second (as std promises);
/// `try_unwrap` may fail for both.
#[test]
fn one_thread_gets_the_value() {
    let race = |[taken, has]: [&str; 2]| {
        let found = complete(&program(&format!(
            "fn main() {{
                let a = Arc::new(7);
                let b = Arc::clone(&a);
                let thread = thread::spawn(move || Arc::{taken}(b).{has}());
                let main = Arc::{taken}(a).{has}();
                println!(\"{{main}} {{}}\", thread.join().unwrap());
            }}"
        )));
        let mut lines: Vec<String> = found.iter().map(|it| it.stdout.trim().to_owned()).collect();
        lines.sort_unstable();
        lines
    };
    let one = race(["into_inner", "is_some"]);
    assert_eq!(one, ["false true", "true false"]);
    let at_most_one = race(["try_unwrap", "is_ok"]);
    assert_eq!(at_most_one, ["false false", "false true", "true false"]);
}

/// A thread drops its handle of a list while there is nothing in the list; what main then puts into it prints when it is
/// dropped, and who drops it depends on when the thread has dropped its handle.
#[test]
fn what_is_shared_becomes_noisy() {
    let found = complete(&program(
        "struct Noisy;
         impl Drop for Noisy { fn drop(&mut self) { println!(\"{}\", thread::current().name().unwrap_or(\"thread\")); } }
         fn main() {
            let list = Arc::new(Mutex::new(Vec::new()));
            let handle = Arc::clone(&list);
            let thread = thread::spawn(move || drop(handle));
            list.lock().unwrap().push(Noisy);
            drop(list);
            thread.join().unwrap();
        }",
    ));
    let mut lines: Vec<&str> = found.iter().map(|it| it.stdout.trim()).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["main", "thread"]);
}

/// A run that meets what is not supported has ended where a real one would go on: the search must not say that it knows
/// all outcomes.
#[test]
fn runs_that_end_at_a_limit_leave_the_search_incomplete() {
    let source = program(
        "fn deep(n: u64) -> u64 { if n == 0 { 0 } else { deep(n - 1) + 1 } }
         fn main() {
            let seen = Arc::new(AtomicUsize::new(0));
            let other = Arc::clone(&seen);
            let thread = thread::spawn(move || other.store(1, SeqCst));
            if seen.load(SeqCst) == 1 { println!(\"{}\", deep(10_000_000)); }
            thread.join().unwrap();
            println!(\"end\");
        }",
    );
    let report = search(&source, Timing::Free);
    let is_limit = |it: &&Found| it.kind == Kind::Limit;
    assert_eq!(report.outcomes.iter().filter(is_limit).count(), 1);
    let limit = Some(Incomplete::Run(LimitKind::CallDepth));
    assert_eq!(report.incomplete, limit);
    let question = Question::CanPrint {
        text: "never".to_owned(),
    };
    assert_eq!(question.answer(&report).answer, "unknown");
}

/// What was read and is never looked at again makes no states: those of a program that keeps it in a variable are
/// those of one that does not. What is looked at later, also by way of a reference, does, and so does what is dropped.
#[test]
fn values_that_nobody_reads_make_no_states() {
    let states = |keep: &str, then: &str| {
        let report = search(
            &program(&format!(
                "struct Noisy(usize);
                impl Drop for Noisy {{ fn drop(&mut self) {{ println!(\"{{}}\", self.0); }} }}
                static N: AtomicUsize = AtomicUsize::new(0);
                fn main() {{
                    let other = thread::spawn(|| {{ N.fetch_add(1, SeqCst); N.fetch_add(1, SeqCst); }});
                    {keep}N.load(SeqCst);
                    N.fetch_add(1, SeqCst);
                    {then}
                    other.join().unwrap();
                }}"
            )),
            Timing::Free,
        );
        assert!(report.is_complete());
        (report.progress.states, report.outcomes.len())
    };
    let unkept = states("", "");
    assert_eq!(unkept.1, 1);
    assert_eq!(states("let _seen = ", ""), unkept);
    let read = states(
        "let seen = ",
        "N.store(seen, SeqCst); println!(\"{}\", N.load(SeqCst));",
    );
    let place = "let place = &seen; N.load(SeqCst); println!(\"{place}\");";
    assert!(read.1 == 3 && read.0 > unkept.0, "{read:?}");
    assert_eq!(states("let seen = ", place).1, 3);
    let dropped = states(
        "let _noisy = Noisy(0); let _seen = ",
        "let _late = Noisy(N.load(SeqCst)); N.store(0, SeqCst);",
    );
    assert_eq!(dropped.1, 3, "1, 2 or 3 are dropped, then 0");
}

/// Threads that each print three lines: too many states for little memory, of which all stay what they are when the
/// search may have more.
#[test]
fn memory_bounds_a_search() {
    let source = program(
        "fn main() {
            for name in [\"a\", \"b\", \"c\", \"d\"] {
                thread::spawn(move || for i in 0..3 { println!(\"{name}{i}\"); });
            }
        }",
    );
    let bounded = |max_bytes| {
        let search = SearchOptions {
            max_bytes,
            is_judged: false,
            ..SearchOptions::default()
        };
        let options = ExploreOptions {
            search,
            ..ExploreOptions::default()
        };
        let told = explore(&source, &options, &mut |_| true);
        told.expect("it is accepted").report
    };
    let little = bounded(200_000);
    assert_eq!(little.incomplete, Some(Incomplete::Memory));
    assert!(
        little.progress.frontier > 0,
        "it says that something is left"
    );
    let more = bounded(2_000_000);
    assert_eq!(more.incomplete, Some(Incomplete::Memory));
    assert!(more.progress.states > little.progress.states);
    let all = bounded(SearchOptions::default().max_bytes);
    let ends = |report: &ExploreReport| -> std::collections::BTreeSet<String> {
        report.outcomes.iter().map(|it| it.stdout.clone()).collect()
    };
    assert!(ends(&little).is_subset(&ends(&more)));
    assert!(ends(&more).is_subset(&ends(&all)));
}

/// Every witness of every gallery program replays byte for byte, and its trace keeps the rules of a trace. Runs that
/// a limit ended have none: async runtimes are not explored.
#[test]
fn witnesses_of_the_gallery_replay() {
    for scenario in scenarios() {
        for timing in [Timing::Free, Timing::Exact] {
            let search_options = SearchOptions {
                timing,
                max_outcomes: 300,
                max_states: 10_000,
                ..SearchOptions::default()
            };
            let options = ExploreOptions {
                search: search_options,
                ..ExploreOptions::default()
            };
            let found = explore(scenario.source(), &options, &mut |_| true)
                .unwrap_or_else(|refused| panic!("{}: {refused}", scenario.name));
            let ended = |outcome: &&Found| outcome.kind != Kind::Limit;
            for outcome in found.report.outcomes.iter().filter(ended) {
                replays(scenario.name, scenario.source(), outcome);
            }
        }
    }
}

fn replays(name: &str, source: &str, outcome: &Found) {
    let schedule = &outcome.witness.schedule;
    let trace = execute(source, &Machine::default(), schedule)
        .unwrap_or_else(|refused| panic!("{name}: {refused}"))
        .trace;
    assert_eq!(trace, outcome.witness.trace, "{name} under {schedule}");
    let checked = interleave_playground::check_invariants(&trace);
    checked.unwrap_or_else(|broken| panic!("{name} under {schedule}: {broken}"));
}
