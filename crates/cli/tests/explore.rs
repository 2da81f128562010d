//! `interleave explore` as a user meets it: exit codes, JSON, questions, replay of what it prints.

mod common;

use common::interleave;
use serde_json::Value;

/// Exit code and JSON of a search.
fn explored(args: &[&str], program: &str) -> (i32, Value) {
    let mut all = vec!["explore", "-", "--format", "json"];
    all.extend(args);
    let output = interleave(&all, program);
    let json = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    (output.status.code().unwrap_or(-1), json)
}

const TWO_LINES: &str = "use std::thread;
fn main() {
    let other = thread::spawn(|| println!(\"other\"));
    println!(\"main\");
    other.join().unwrap();
}
";

const OPPOSITE_LOCKS: &str = "use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let fork = Arc::new(Mutex::new(()));
    let knife = Arc::new(Mutex::new(()));
    let (fork2, knife2) = (Arc::clone(&fork), Arc::clone(&knife));
    let ben = thread::spawn(move || {
        let _k = knife2.lock().unwrap();
        let _f = fork2.lock().unwrap();
    });
    {
        let _f = fork.lock().unwrap();
        let _k = knife.lock().unwrap();
    }
    ben.join().unwrap();
}
";

#[test]
fn a_complete_clean_set_exits_with_0() {
    let (code, json) = explored(&[], TWO_LINES);
    assert_eq!((code, &json["complete"]), (0, &Value::Bool(true)));
    let mut outputs: Vec<String> = json["outcomes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["stdout"].to_string())
        .collect();
    outputs.sort();
    assert_eq!(outputs, ["[\"main\",\"other\"]", "[\"other\",\"main\"]"]);
    for outcome in json["outcomes"].as_array().expect("a list") {
        assert_eq!(outcome["outcome"], "finished");
        assert_eq!(outcome["exit_code"], 0);
        assert!(
            outcome["schedules"]
                .as_str()
                .expect("a text")
                .parse::<u64>()
                .is_ok()
        );
        let witness = outcome["witness"].as_str().expect("a text");
        let run = ["run", "-", "--format", "output", "--schedule", witness];
        let printed = interleave(&run, TWO_LINES).stdout;
        let printed: Vec<&str> = std::str::from_utf8(&printed)
            .expect("UTF-8")
            .lines()
            .collect();
        assert_eq!(serde_json::json!(printed), outcome["stdout"]);
    }
}

#[test]
fn a_deadlock_exits_with_3_and_names_both_locks_and_lines() {
    let (code, json) = explored(&[], OPPOSITE_LOCKS);
    assert_eq!(code, 3);
    let deadlock = &json["outcomes"][1];
    assert_eq!(deadlock["outcome"], "deadlock");
    let cycle = deadlock["deadlock"]["cycle"].as_array().expect("a list");
    let edges: Vec<String> = cycle
        .iter()
        .map(|it| {
            format!(
                "{} line {} held since {}",
                it["on"], it["line"], it["held_since_line"]
            )
        })
        .collect();
    assert_eq!(
        edges,
        [
            "\"lock knife\" line 13 held since 8",
            "\"lock fork\" line 9 held since 12"
        ]
    );
    assert_eq!(json["findings"][0]["finding"], "lock_order_inversion");
    let text = interleave(&["explore", "-"], OPPOSITE_LOCKS);
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains("race: lock order inversion"), "{text}");
    assert!(text.contains("Deadlock"), "{text}");
}

#[test]
fn races_between_a_look_and_what_follows_from_it_are_found() {
    let loads = "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
static N: AtomicU32 = AtomicU32::new(0);
fn add() {
    let seen = N.load(SeqCst);
    N.store(seen + 1, SeqCst);
}
fn main() {
    let all = [thread::spawn(add), thread::spawn(add)];
    all.into_iter().for_each(|it| it.join().unwrap());
    println!(\"{}\", N.load(SeqCst));
}
";
    let checks = "use std::sync::Mutex;
use std::thread;
static ACCOUNT: Mutex<i32> = Mutex::new(10);
fn withdraw() {
    let is_enough = *ACCOUNT.lock().unwrap() >= 10;
    if is_enough {
        *ACCOUNT.lock().unwrap() -= 10;
    }
}
fn main() {
    let all = [thread::spawn(withdraw), thread::spawn(withdraw)];
    all.into_iter().for_each(|it| it.join().unwrap());
    println!(\"{}\", ACCOUNT.lock().unwrap());
}
";
    let atomic = loads.replace(
        "N.store(seen + 1, SeqCst);",
        "N.compare_exchange(seen, seen + 1, SeqCst, SeqCst).ok();",
    );
    let kept = checks
        .replace(
            "let is_enough = *ACCOUNT.lock().unwrap() >= 10;",
            "let mut account = ACCOUNT.lock().unwrap();",
        )
        .replace("if is_enough {", "if *account >= 10 {")
        .replace("*ACCOUNT.lock().unwrap() -= 10;", "*account -= 10;");
    for (program, expected) in [
        (loads, Some(("load_then_store", [5, 6]))),
        (checks, Some(("check_then_act", [5, 7]))),
        (&atomic, None),
        (&kept, None),
    ] {
        let (_, json) = explored(&[], program);
        let found = json["findings"].as_array().expect("a list");
        let found: Vec<_> = found
            .iter()
            .filter(|it| it["finding"] != "first_come")
            .map(|it| {
                (
                    it["finding"].clone(),
                    it["lines"].clone(),
                    it["outcomes"].clone(),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .map(|(name, lines)| {
                (
                    name.into(),
                    lines.to_vec().into(),
                    serde_json::json!([0, 1]),
                )
            })
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{program}");
    }
}

#[test]
fn a_stopped_search_exits_with_4_and_says_so() {
    let (code, json) = explored(&["--max-states", "2"], TWO_LINES);
    assert_eq!((code, &json["complete"]), (4, &Value::Bool(false)));
}

#[test]
fn questions_are_answered_with_a_witness_or_a_complete_no() {
    let asked = [
        "--can-print",
        "other",
        "--can-print",
        "third",
        "--before",
        "other",
        "main",
    ];
    let (_, json) = explored(&asked, TWO_LINES);
    let answers = json["answers"].as_array().expect("a list");
    let told: Vec<&str> = answers
        .iter()
        .filter_map(|it| it["answer"].as_str())
        .collect();
    assert_eq!(told, ["yes", "no", "yes"]);
    assert!(answers[0]["witness"].is_string() && answers[1]["witness"].is_null());
}

#[test]
fn a_reduced_search_finds_the_same_outcomes_in_fewer_states() {
    let (_, plain) = explored(&[], OPPOSITE_LOCKS);
    let (_, reduced) = explored(&["--reduce"], OPPOSITE_LOCKS);
    let kinds = |json: &Value| -> Vec<String> {
        let outcomes = json["outcomes"].as_array().expect("a list");
        outcomes
            .iter()
            .map(|it| it["outcome"].to_string())
            .collect()
    };
    assert_eq!(kinds(&plain), kinds(&reduced));
    assert!(reduced["states"].as_u64() < plain["states"].as_u64());
}

#[test]
fn what_is_refused_exits_with_2() {
    for args in [
        ["explore", "-", "--timing", "soon"],
        ["explore", "-", "--timing", "jitter=5"],
        ["explore", "-", "--max-states", "many"],
    ] {
        let output = interleave(&args, TWO_LINES);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    let output = interleave(&["explore", "-"], "fn main() { let }");
    assert_eq!(output.status.code(), Some(2));
}
