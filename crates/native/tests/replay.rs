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
    let source = program(
        "fn main() { let pair = (Mutex::new(true), Condvar::new()); let held = pair.0.lock().unwrap();\n\
         let (_held, _) = pair.1.wait_timeout(held, Duration::from_millis(1)).unwrap(); }",
    );
    let refused = replay("condvar", &source, "free:").expect_err("it waits at a Condvar");
    let VerifyError::Refused(refused) = refused else {
        panic!("{refused}");
    };
    let reason = refused.to_string();
    assert!(reason.contains("line 6 uses `CondvarSleep`"), "{reason}");
    let plain = replay("condvar", "fn main() {}", "").expect_err("it is not act by act");
    assert!(matches!(plain, VerifyError::Refused(_)), "{plain}");
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
