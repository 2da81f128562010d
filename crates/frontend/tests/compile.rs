//! Texts that compile, and what is said about those that do not.

use interleave_frontend::compile;
use interleave_program::LineIndex;

/// Diagnostics of a text, a line each: `line:column: id: message`.
fn report(source: &str) -> String {
    let index = LineIndex::new(source);
    let compiled = compile(source);
    compiled
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let at = index.locate(source, diagnostic.span.start);
            let help = diagnostic
                .help
                .as_ref()
                .map_or(String::new(), |help| format!(" [{help}]"));
            format!(
                "{}:{}: {}: {}{help}\n",
                at.line, at.column, diagnostic.id, diagnostic.message
            )
        })
        .collect()
}

fn accepts(source: &str) {
    assert_eq!(report(source), "");
    assert!(compile(source).program.is_some());
}

#[test]
fn a_thread_and_a_loop() {
    accepts(
        r#"
        use std::thread;
        use std::time::Duration;

        fn main() {
            let child = thread::spawn(|| {
                for i in 1..5 {
                    println!("child {i}");
                    thread::sleep(Duration::from_millis(500));
                }
            });
            for i in 1..3 {
                println!("main {}", i);
                thread::sleep(Duration::from_millis(1000));
            }
            child.join().unwrap();
        }
        "#,
    );
}
