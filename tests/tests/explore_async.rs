//! Async programs, all interleavings: what the runtime's order leaves open, in words, then the number.

use interleave_playground::{
    ExploreOptions, ExploreReport, Kind, Machine, SearchOptions, Timing, execute, explore,
};

fn search(source: &str, timing: Timing) -> ExploreReport {
    let options = ExploreOptions {
        search: SearchOptions {
            timing,
            max_states: 300_000,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let found = explore(source, &options, &mut |_| true);
    let report = found.unwrap_or_else(|refused| panic!("{refused}")).report;
    for outcome in &report.outcomes {
        let schedule = &outcome.witness.schedule;
        let replayed = execute(source, &Machine::default(), schedule).expect("it was accepted");
        assert_eq!(replayed.trace, outcome.witness.trace, "{schedule}");
        let checked = interleave_playground::check_invariants(&replayed.trace);
        checked.unwrap_or_else(|broken| panic!("{schedule}: {broken}"));
    }
    report
}

/// What it can print, in order; the search is complete.
fn prints(source: &str, timing: Timing) -> Vec<String> {
    let report = search(source, timing);
    assert!(report.is_complete(), "stopped at {:?}", report.progress);
    let mut found: Vec<String> = report.outcomes.into_iter().map(|it| it.stdout).collect();
    found.sort_unstable();
    found
}

/// `main`, attributed with `flavor`, around `body`.
fn program(flavor: &str, body: &str) -> String {
    format!("use std::time::Duration;\n#[tokio::main({flavor})]\nasync fn main() {{\n{body}\n}}\n")
}

const ONE: &str = "flavor = \"current_thread\"";
const TWO: &str = "flavor = \"multi_thread\", worker_threads = 2";

/// One thread polls in the order of its queue: there is one way, whatever the timing.
#[test]
fn one_thread_keeps_the_order_of_its_queue() {
    let source = program(
        ONE,
        "let a = tokio::spawn(async { println!(\"a\"); tokio::task::yield_now().await; println!(\"A\"); });
         let b = tokio::spawn(async { println!(\"b\"); });
         a.await.unwrap();
         b.await.unwrap();",
    );
    for timing in [Timing::Free, Timing::Exact] {
        assert_eq!(prints(&source, timing), ["a\nb\nA\n"]);
    }
}

/// Both branches are ready at once: `select!` looks at either first.
#[test]
fn either_branch_of_select() {
    let source = program(
        ONE,
        "tokio::select! {
             _ = tokio::time::sleep(Duration::from_millis(10)) => println!(\"left\"),
             _ = tokio::time::sleep(Duration::from_millis(10)) => println!(\"right\"),
         }",
    );
    assert_eq!(prints(&source, Timing::Exact), ["left\n", "right\n"]);
}

/// Timers of one runtime are of one clock: the shorter sleep ends first under every timing.
#[test]
fn timers_of_a_runtime_keep_their_order() {
    let source = program(
        ONE,
        "let long = tokio::spawn(async { tokio::time::sleep(Duration::from_millis(20)).await; println!(\"long\"); });
         tokio::time::sleep(Duration::from_millis(10)).await;
         println!(\"short\");
         long.await.unwrap();",
    );
    for timing in [Timing::Free, Timing::Exact] {
        assert_eq!(prints(&source, timing), ["short\nlong\n"]);
    }
}

/// A message that never comes, for its sender is still held: everybody waits for ever.
#[test]
fn a_forgotten_sender_is_a_deadlock() {
    let report = search(
        &program(
            ONE,
            "let (tx, mut rx) = tokio::sync::mpsc::channel::<u32>(1);
             tx.send(1).await.unwrap();
             while let Some(it) = rx.recv().await { println!(\"{it}\"); }",
        ),
        Timing::Free,
    );
    let kinds: Vec<Kind> = report.outcomes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Deadlock]);
    assert_eq!(report.outcomes[0].stdout, "1\n");
}

/// Two workers: either task first.
#[test]
fn two_workers_poll_in_any_order() {
    let source = program(
        TWO,
        "let a = tokio::spawn(async { println!(\"a\"); });
         println!(\"m\");
         a.await.unwrap();",
    );
    assert_eq!(prints(&source, Timing::Free), ["a\nm\n", "m\na\n"]);
}

/// A task has ended only some time after the last that it prints: the other one may have ended before, and is then
/// joined first.
#[test]
fn tasks_end_in_any_order() {
    let source = program(
        TWO,
        "let mut set = tokio::task::JoinSet::new();
         for i in 0..2 { set.spawn(async move { i }); }
         let first = set.join_next().await.unwrap().unwrap();
         let second = set.join_next().await.unwrap().unwrap();
         println!(\"{first}{second}\");",
    );
    assert_eq!(prints(&source, Timing::Free), ["01\n", "10\n"]);
    let source = program(
        TWO,
        "let first = tokio::spawn(async { println!(\"a\") });
         let second = tokio::spawn(async { println!(\"b\") });
         second.await.unwrap();
         println!(\"{}\", first.is_finished());
         first.await.unwrap();",
    );
    let all = [
        "a\nb\nfalse\n",
        "a\nb\ntrue\n",
        "b\na\nfalse\n",
        "b\na\ntrue\n",
        "b\nfalse\na\n",
    ];
    assert_eq!(prints(&source, Timing::Free), all);
}

/// Two meet at a barrier, on two workers: either comes last and leads, and nobody waits for one who has come already.
#[test]
fn a_barrier_of_two_lets_both_go() {
    let source = program(
        TWO,
        "let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(2));
         let other = barrier.clone();
         let task = tokio::spawn(async move { if other.wait().await.is_leader() { println!(\"task\"); } });
         if barrier.wait().await.is_leader() { println!(\"main\"); }
         task.await.unwrap();",
    );
    assert_eq!(prints(&source, Timing::Free), ["main\n", "task\n"]);
}

/// How long the network takes nobody says: the reader's time is over first, or one message has arrived, or both, which
/// are read together. With exact delays both arrive at one instant, in time.
#[test]
fn a_reader_gets_what_has_arrived_by_then() {
    let source = format!(
        "use tokio::io::{{AsyncReadExt, AsyncWriteExt}};\nuse tokio::net::{{TcpListener, TcpStream}};\n{}",
        program(
            ONE,
            "let listener = TcpListener::bind(\"127.0.0.1:0\").await.unwrap();
             let address = listener.local_addr().unwrap();
             tokio::spawn(async move {
                 let (mut stream, _) = listener.accept().await.unwrap();
                 stream.write_all(b\"one\").await.unwrap();
                 stream.write_all(b\"two\").await.unwrap();
             });
             let mut stream = TcpStream::connect(address).await.unwrap();
             let mut buffer = [0; 16];
             let read = stream.read(&mut buffer);
             match tokio::time::timeout(Duration::from_millis(50), read).await {
                 Ok(n) => println!(\"{}\", String::from_utf8_lossy(&buffer[..n.unwrap()])),
                 Err(_) => println!(\"late\"),
             }",
        )
    );
    assert_eq!(
        prints(&source, Timing::Free),
        ["late\n", "one\n", "onetwo\n"]
    );
    assert_eq!(prints(&source, Timing::Exact), ["onetwo\n"]);
}

/// Two clients of one server: either may be connected first. The end of a stream comes after that.
#[test]
fn clients_are_served_in_any_order() {
    let source = format!(
        "use tokio::io::AsyncReadExt;\nuse tokio::net::{{TcpListener, TcpStream}};\n{}",
        program(
            ONE,
            "let listener = TcpListener::bind(\"127.0.0.1:0\").await.unwrap();
             let address = listener.local_addr().unwrap();
             for name in [\"a\", \"b\"] {
                 tokio::spawn(async move {
                     TcpStream::connect(address).await.unwrap();
                     println!(\"{name}\");
                 });
             }
             for _ in 0..2 {
                 let (mut stream, _) = listener.accept().await.unwrap();
                 let mut all = String::new();
                 stream.read_to_string(&mut all).await.unwrap();
             }",
        )
    );
    assert_eq!(prints(&source, Timing::Free), ["a\nb\n", "b\na\n"]);
    assert_eq!(prints(&source, Timing::Exact), ["a\nb\n"]);
}
