//! Whatever the text says, a run ends: in a diagnostic, or in an outcome with a valid trace.

use interleave_playground::{
    LimitKind, Machine, Outcome, RunRequest, check_invariants, execute, run,
};

/// Outcomes by the limit that ends them.
#[test]
fn runaway_programs_end_at_a_limit() {
    let spawning = "use std::thread; fn f() { loop { thread::spawn(f); } } fn main() { f() }";
    let building = "fn main() { let mut v = Vec::new(); loop { v.push(vec![0u8; 1000]); } }";
    let doubling =
        "fn main() { let mut s = String::from(\"x\"); loop { s = format!(\"{s}{s}\"); } }";
    let printing = "fn main() { loop { println!(\"hello\"); } }";
    let recursing = "fn f(n: u64) -> u64 { 1 + f(n + 1) } fn main() { println!(\"{}\", f(0)); }";
    let cases: &[(&str, &[LimitKind])] = &[
        ("fn main() { loop {} }", &[LimitKind::Instructions]),
        (
            "fn main() { let mut x = 0u64; loop { x = x.wrapping_add(1); } }",
            &[LimitKind::Instructions],
        ),
        (
            spawning,
            &[
                LimitKind::Tasks,
                LimitKind::Instructions,
                LimitKind::Memory,
                LimitKind::Events,
            ],
        ),
        (building, &[LimitKind::Memory, LimitKind::Instructions]),
        (doubling, &[LimitKind::Memory]),
        (
            printing,
            &[
                LimitKind::Output,
                LimitKind::Events,
                LimitKind::Instructions,
            ],
        ),
        (recursing, &[LimitKind::CallDepth]),
    ];
    for (source, limits) in cases {
        for cores in [1, 2] {
            let machine = Machine {
                cores,
                ..Machine::default()
            };
            let trace = execute(source, &machine, "")
                .unwrap_or_else(|refused| panic!("{refused:?}"))
                .trace;
            assert_eq!(check_invariants(&trace), Ok(()), "{source}");
            let Outcome::Limit { which, .. } = trace.outcome else {
                panic!("{source}: {:?}", trace.outcome)
            };
            assert!(limits.contains(&which), "{source}: {which:?}");
        }
    }
}

/// Refused, or run to some outcome: never a crash.
#[test]
fn monstrous_texts_are_answered() {
    let many = |open: &str, middle: &str, close: &str, times: usize| {
        format!(
            "fn main() {{ let x = {}{middle}{}; }}",
            open.repeat(times),
            close.repeat(times)
        )
    };
    let else_ifs: String = (0..10_000)
        .map(|n| format!("else if x == {n} {{}} "))
        .collect();
    let texts = [
        many("(", "1", ")", 10_000),
        many("[", "1", "]", 10_000),
        many("{", "1", "}", 10_000),
        many("Some(", "1", ")", 10_000),
        many("!", "true", "", 100_000),
        many("- ", "1", "", 100_000),
        many("& ", "1", "", 100_000),
        many("*", "1", "", 100_000),
        many("1 + ", "1", "", 20_000),
        many("", "1i32", ".abs()", 20_000),
        many("|| ", "1", "", 10_000),
        many("x = ", "1", "", 20_000),
        many("return ", "1", "", 20_000),
        many("move || ", "1", "", 10_000),
        many("if true { ", "1", "}", 10_000),
        many("match 1 { _ => ", "1", "}", 10_000),
        many("1 as i32 < 2 && ", "true", "", 20_000),
        format!(
            "fn main() {{ let x: {}i32{} = 1; }}",
            "Vec<".repeat(10_000),
            ">".repeat(10_000)
        ),
        format!("fn f(x: {}i32) {{}} fn main() {{}}", "&".repeat(50_000)),
        format!("fn main() {{ let x = 3; if x == 0 {{}} {else_ifs} }}"),
        format!("fn main() {{}}\n//{}", "x".repeat(1 << 20)),
        format!(
            "fn main() {{ {} }}",
            "println!(\"line {}\", 1 + 2);\n".repeat(35_000)
        ),
        format!("use std::{}x;", "a::".repeat(50_000)),
        format!(
            "fn main() {{ match 1 {{ {}_ => {{}} }} }}",
            "1 | ".repeat(20_000)
        ),
        "fn main() { println!(\"{}\", \"".to_owned(),
        "\0".to_owned(),
        "fn main() { \u{202e} }".to_owned(),
        String::new(),
        "}".repeat(100),
        "fn main() { let s = \"".to_owned() + &"é".repeat(10_000) + "\"; println!(\"{s}\"); }",
    ];
    for text in texts {
        let head: String = text.chars().take(60).collect();
        let reply = run(&RunRequest {
            source: text,
            ..RunRequest::default()
        });
        assert!(
            !reply.runs.is_empty() || !reply.diagnostics.is_empty(),
            "{head}"
        );
    }
}

/// A long list is dropped link by link without our own stack growing.
#[test]
fn deep_values_are_dropped_and_printed() {
    let source = "struct Link(Option<Box<Link>>);
fn main() {
    let mut list = Link(None);
    for _ in 0..100_000 {
        list = Link(Some(Box::new(list)));
    }
    println!(\"built\");
}";
    let trace = execute(source, &Machine::default(), "")
        .expect("the program is in the subset")
        .trace;
    assert_eq!(trace.outcome, Outcome::Finished { exit_code: 0 });
}

/// A reference to a variable that is gone may come to lead to itself; `rustc` refuses such texts (E0597).
#[test]
fn references_that_lead_to_themselves_end() {
    let uses = [
        "println!(\"{r}\");",
        "println!(\"{}\", *r + 1);",
        "println!(\"{}\", r == &5);",
        "println!(\"{}\", r.to_string());",
        "let s: i32 = [r].into_iter().sum(); println!(\"{s}\");",
        "let b = Box::new(r); println!(\"{}\", b.pow(2));",
    ];
    for text in uses {
        let source = format!("fn main() {{ let r; {{ let x = 5; r = &x; }} {text} }}");
        if let Ok(execution) = execute(&source, &Machine::default(), "") {
            assert_eq!(check_invariants(&execution.trace), Ok(()), "{source}");
        }
    }
}

/// Machines that cannot be are told so, not run.
#[test]
fn impossible_machines_are_refused() {
    for cores in [0, 100_000] {
        let machines = vec![Machine {
            cores,
            ..Machine::default()
        }];
        let reply = run(&RunRequest {
            source: "fn main() {}".to_owned(),
            machines,
            ..RunRequest::default()
        });
        assert!(
            reply.runs.is_empty() && !reply.diagnostics.is_empty(),
            "{cores}"
        );
    }
    let reply = run(&RunRequest {
        source: "fn main() {}".to_owned(),
        schedule: "~~".to_owned(),
        ..RunRequest::default()
    });
    assert!(reply.runs.is_empty() && !reply.diagnostics.is_empty());
}
