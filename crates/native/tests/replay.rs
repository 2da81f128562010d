//! Real threads forced into the order of a schedule show what the simulation shows.

use interleave_native::{ReplayReport, Verdict, VerifyError, replay};
use interleave_playground::{ExploreOptions, SearchOptions, explore, scenarios};

/// Outcomes of one program that are forced here; `interleave verify --gallery` forces all.
const MOST_OUTCOMES: usize = 6;

/// States of one program that are searched for them.
const MOST_STATES: u64 = 20_000;

fn program(body: &str) -> String {
    format!(
        "use std::sync::atomic::{{AtomicUsize, Ordering::SeqCst}};\n\
         use std::sync::{{Arc, Condvar, Mutex, RwLock, mpsc}};\nuse std::thread;\nuse std::time::Duration;\n{body}"
    )
}

/// Forces the witness of each outcome; answers the reports.
fn force_all(name: &str, source: &str) -> Vec<ReplayReport> {
    let options = ExploreOptions {
        search: SearchOptions {
            max_outcomes: 200,
            max_states: MOST_STATES,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let found = explore(source, &options, &mut |_| true);
    let found = found.unwrap_or_else(|refused| panic!("{name}: {refused}"));
    let outcomes = found.report.outcomes.iter().take(MOST_OUTCOMES);
    let mut reports = Vec::new();
    for outcome in outcomes {
        match replay(name, source, &outcome.witness.schedule) {
            Ok(report) => {
                assert_eq!(report.verdict, Verdict::Conforms, "{report}");
                reports.push(report);
            }
            Err(VerifyError::Refused(refused)) => {
                let reason = refused.to_string();
                assert!(reason.contains("cannot be forced"), "{name}: {reason}");
            }
            Err(other) => panic!("{name}: {other}"),
        }
    }
    reports
}

#[test]
fn a_lost_update_happens_when_it_is_forced() {
    let scenario = scenarios().iter().find(|it| it.name == "lost-update");
    let scenario = scenario.expect("the gallery has it");
    let reports = force_all("lost update", scenario.source());
    let mut printed: Vec<&str> = reports.iter().map(|it| &*it.stdout[0]).collect();
    printed.sort_unstable();
    assert_eq!(printed, ["count: 1", "count: 2"]);
}

#[test]
fn a_deadlock_stands_still_for_real() {
    let reports = force_all(
        "two locks",
        &program(
            "fn main() {
                let (a, b) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
                let (a2, b2) = (Arc::clone(&a), Arc::clone(&b));
                let other = thread::spawn(move || { let _b = b2.lock().unwrap(); let _a = a2.lock().unwrap(); });
                { let _a = a.lock().unwrap(); let _b = b.lock().unwrap(); }
                other.join().unwrap();
                println!(\"done\");
            }",
        ),
    );
    let codes: Vec<Option<i32>> = reports.iter().map(|it| it.exit_code).collect();
    assert_eq!(codes, [Some(0), None]);
}

#[test]
fn scopes_channels_panics_and_detached_threads_are_forced() {
    let bodies = [
        "fn main() { let n = Mutex::new(0); thread::scope(|s| { for i in 1..3 { let n = &n; s.spawn(move || { \
         *n.lock().unwrap() += i; println!(\"{i}: {}\", n.lock().unwrap()); }); } }); println!(\"{:?}\", n); }",
        "fn main() { let (tx, rx) = mpsc::sync_channel(1); for i in 0..2 { let tx = tx.clone(); thread::spawn(move || \
         { tx.send(i).unwrap(); println!(\"sent {i}\"); }); } drop(tx); for it in rx { println!(\"got {it}\"); } }",
        "fn main() { let lock = Arc::new(Mutex::new(1)); let other = Arc::clone(&lock); let t = thread::spawn(move || \
         { let _held = other.lock().unwrap(); panic!(\"on purpose\"); }); println!(\"{}\", lock.lock().is_err()); \
         println!(\"{}\", t.join().is_err()); }",
        "fn main() { thread::Builder::new().name(\"late\".into()).spawn(|| { thread::sleep(Duration::from_millis(5)); \
         println!(\"late\"); }).unwrap(); let data = RwLock::new(3); println!(\"{}\", *data.read().unwrap()); }",
        "fn main() { thread::spawn(|| { println!(\"bye\"); std::process::exit(3); }); println!(\"main\"); }",
        "static N: AtomicUsize = AtomicUsize::new(5); fn main() { let t = thread::spawn(|| N.fetch_update(SeqCst, SeqCst, \
         |it| it.checked_sub(5))); N.fetch_max(7, SeqCst); println!(\"{:?} {:?}\", t.join().unwrap(), N); \
         std::process::exit(4); }",
    ];
    for body in bodies {
        let reports = force_all(body, &program(body));
        assert!(reports.len() > 1, "{body}");
    }
}

#[test]
fn what_cannot_be_forced_is_refused_by_name() {
    let cases = [
        (
            "fn main() { let (_tx, rx) = mpsc::channel::<u8>();\n\
             println!(\"{:?}\", rx.recv_timeout(Duration::from_millis(1))); }",
            "line 6 uses `ChannelRecvTimeout`",
        ),
        (
            "fn main() { let (tx, rx) = mpsc::sync_channel(0); thread::spawn(move ||\n\
             tx.send(1)); println!(\"{:?}\", rx.recv()); }",
            "line 6 uses a channel without room",
        ),
    ];
    for (body, message) in cases {
        let refused = replay("refused", &program(body), "free:").expect_err("it waits");
        let VerifyError::Refused(refused) = refused else {
            panic!("{refused}");
        };
        let reason = refused.to_string();
        assert!(reason.contains(message), "{reason}");
    }
    let plain = replay("plain", "fn main() {}", "").expect_err("it is not act by act");
    assert!(matches!(plain, VerifyError::Refused(_)), "{plain}");
}

#[test]
fn those_who_wait_for_each_other_are_forced() {
    let bodies = [
        // Notified, or not yet waiting; two who wait, of whom one is woken.
        "fn main() { let pair = (Mutex::new(0), Condvar::new()); thread::scope(|s| { for name in [\"a\", \"b\"] { \
         let pair = &pair; s.spawn(move || { let mut held = pair.0.lock().unwrap(); while *held == 0 { held = \
         pair.1.wait(held).unwrap(); } *held -= 1; println!(\"{name}\"); }); } *pair.0.lock().unwrap() = 2; \
         pair.1.notify_one(); pair.1.notify_all(); }); }",
        // A lost notification: it stands still.
        "fn main() { let pair = (Mutex::new(()), Condvar::new()); thread::scope(|s| { s.spawn(|| { let held = \
         pair.0.lock().unwrap(); let _held = pair.1.wait(held).unwrap(); println!(\"woken\"); }); \
         pair.1.notify_one(); }); }",
        // A wait with a time, over or not.
        "fn main() { let pair = (Mutex::new(false), Condvar::new()); thread::scope(|s| { s.spawn(|| { \
         *pair.0.lock().unwrap() = true; pair.1.notify_one(); }); let held = pair.0.lock().unwrap(); let (held, waited) = \
         pair.1.wait_timeout_while(held, Duration::from_millis(9), |it| !*it).unwrap(); println!(\"{held} {}\", \
         waited.timed_out()); }); }",
        // A token that comes before or after, and one that is not waited for.
        "fn main() { let main = thread::current(); let t = thread::spawn(move || { println!(\"up\"); main.unpark(); \
         println!(\"done\"); }); thread::park(); println!(\"on\"); t.thread().unpark(); t.join().unwrap(); }",
        "fn main() { let main = thread::current(); let t = thread::spawn(move || { println!(\"up\"); main.unpark(); }); \
         thread::park_timeout(Duration::from_millis(3)); println!(\"on\"); t.join().unwrap(); }",
        // Who comes last at a barrier.
        "fn main() { let meet = std::sync::Barrier::new(3); thread::scope(|s| { for name in [\"a\", \"b\", \"c\"] { \
         let meet = &meet; s.spawn(move || { if meet.wait().is_leader() { println!(\"{name}\"); } }); } }); }",
        // A thread's own data is dropped at its end; a lock is taken apart; whether a thread is done.
        "thread_local! { static OWN: std::cell::Cell<u32> = const { std::cell::Cell::new(1) }; } fn main() { let sum = \
         Mutex::new(0); thread::scope(|s| { for _ in 0..2 { s.spawn(|| { OWN.set(OWN.get() + 1); let mut held = \
         sum.lock().unwrap(); *held = *held * 2 + OWN.get(); println!(\"{held}\"); }); } }); println!(\"{}\", \
         sum.into_inner().unwrap()); let t = thread::spawn(|| ()); println!(\"{}\", t.is_finished()); }",
        // Two who read and want to write.
        "fn main() { let lock = RwLock::new(0); thread::scope(|s| { for _ in 0..2 { s.spawn(|| { let seen = \
         *lock.read().unwrap(); *lock.write().unwrap() = seen + 1; }); } }); println!(\"{:?}\", lock); }",
        "fn main() { let lock = RwLock::new(0); thread::scope(|s| { for _ in 0..2 { s.spawn(|| { let seen = \
         lock.read().unwrap(); let next = *seen + 1; *lock.write().unwrap() = next; }); } }); println!(\"never\"); }",
        // Who initialises.
        "static CELL: std::sync::OnceLock<u8> = std::sync::OnceLock::new(); static LAZY: std::sync::LazyLock<u8> = \
         std::sync::LazyLock::new(|| { println!(\"lazy\"); 7 }); fn main() { let t = thread::spawn(|| { let it = \
         *CELL.get_or_init(|| 1); println!(\"{it} {}\", *LAZY); }); CELL.get_or_init(|| 2); println!(\"{:?} {}\", \
         CELL.get(), *LAZY); t.join().unwrap(); }",
        // Who is the last to give a handle back, and how many there are.
        "struct Loud(u8); impl Drop for Loud { fn drop(&mut self) { println!(\"dropped by {:?}\", \
         thread::current().name()); } } fn main() { let one = Arc::new(Loud(1)); let two = Arc::clone(&one); let t = \
         thread::Builder::new().name(\"t\".into()).spawn(move || { println!(\"{}\", two.0); drop(two); \
         println!(\"given back\"); }).unwrap(); println!(\"main\"); drop(one); t.join().unwrap(); }",
        "fn main() { let one = Arc::new(1); let two = Arc::clone(&one); let t = thread::spawn(move || { println!(\"{two}\"); \
         drop(two); println!(\"given back\"); }); println!(\"{}\", Arc::strong_count(&one)); t.join().unwrap(); \
         println!(\"{}\", Arc::strong_count(&one)); }",
    ];
    for body in bodies {
        let reports = force_all(body, &program(body));
        assert!(reports.len() > 1, "{body}");
    }
}

/// The same for the gallery, as far as its programs can be forced.
#[test]
fn the_gallery_is_forced() {
    let mut forced = 0;
    for scenario in scenarios() {
        forced += force_all(scenario.name, scenario.source()).len();
    }
    assert!(forced > 10, "{forced} outcomes were forced");
}
