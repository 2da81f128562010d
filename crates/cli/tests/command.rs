//! The command as a user meets it: exit codes, streams, formats, messages.

mod common;

use std::process::{Command, Stdio};

use common::interleave;
use expect_test::{Expect, expect};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}

/// Exit code, standard output and standard error as one text.
fn check(args: &[&str], input: &str, expected: Expect) {
    let output = interleave(args, input);
    let shown = format!(
        "exit {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr)
    );
    expected.assert_eq(&shown);
}

const OUTPUT: &[&str] = &["run", "-", "--format", "output"];

#[test]
fn the_first_program_with_all_that_a_person_wants_to_see() {
    check(
        &["run", "P1"],
        "",
        expect![[r#"
            exit 0
            --- stdout
            time/s │ main                                           │ child
            ───────┼────────────────────────────────────────────────┼─────────────────────────────────────────
            0.000  │ spawns child; prints `main: 1`; sleeps 1000 ms │ starts; prints `child: 1`; sleeps 500 ms
            0.500  │ (sleeping)                                     │ prints `child: 2`; sleeps 500 ms
            1.000  │ prints `main: 2`; sleeps 1000 ms               │ prints `child: 3`; sleeps 500 ms
            1.500  │ (sleeping)                                     │ prints `child: 4`; sleeps 500 ms
            2.000  │ joins child; ends                              │ ends

            Output
              0.000  main: 1
              0.000  child: 1
              0.500  child: 2
              1.000  main: 2
              1.000  child: 3
              1.500  child: 4

            Finished at 2.000 s with exit code 0.
            makespan 2 s, cores busy 0.0 %, context switches 0
              thread  arrival  response  turnaround  waiting  running  sleeping  blocked
              main       0 ms      0 ms         2 s     0 ms     0 ms       2 s     0 ms
              child      0 ms      0 ms         2 s     0 ms     0 ms       2 s     0 ms
            --- stderr
        "#]],
    );
}

#[test]
fn its_table_in_chinese_markdown() {
    check(
        &["run", "P1", "--format", "markdown", "--lang", "zh"],
        "",
        expect![[r#"
            exit 0
            --- stdout
            | 时间/s | main | child |
            |---:|---|---|
            | 0.000 | 创建 **child**；打印 `main: 1`；睡眠 1000 ms | 开始；打印 `child: 1`；睡眠 500 ms |
            | 0.500 | _睡眠中_ | 打印 `child: 2`；睡眠 500 ms |
            | 1.000 | 打印 `main: 2`；睡眠 1000 ms | 打印 `child: 3`；睡眠 500 ms |
            | 1.500 | _睡眠中_ | 打印 `child: 4`；睡眠 500 ms |
            | 2.000 | 等到 **child** 结束；结束 | 结束 |
            --- stderr
        "#]],
    );
}

#[test]
fn a_parameter_is_set_by_the_name_that_the_list_shows() {
    check(
        &["parameters", "P1"],
        "",
        expect![[r#"
        exit 0
        --- stdout
          name            value     range  line  label
          child rounds        4    1..=16     6  child rounds
          child sleep    500 ms  0..=2000     8  child sleep
          main rounds         2    1..=12    11  main rounds
          main sleep    1000 ms  0..=4000    13  main sleep
        --- stderr
    "#]],
    );
    let faster = ["run", "P1", "--set", "child sleep=250ms", "--format", "csv"];
    check(
        &faster,
        "",
        expect![[r#"
            exit 0
            --- stdout
            time/s,main,child
            0.000,spawns child; prints `main: 1`; sleeps 1000 ms,starts; prints `child: 1`; sleeps 250 ms
            0.250,(sleeping),prints `child: 2`; sleeps 250 ms
            0.500,(sleeping),prints `child: 3`; sleeps 250 ms
            0.750,(sleeping),prints `child: 4`; sleeps 250 ms
            1.000,prints `main: 2`; sleeps 1000 ms,ends
            2.000,joins child; ends,
            --- stderr
        "#]],
    );
    check(
        &["run", "P1", "--set", "warp=9"],
        "",
        expect![[r#"
        exit 2
        --- stdout
        --- stderr
        interleave: --set: there is no parameter `warp`; there are: `child rounds`, `child sleep`, `main rounds`, `main sleep`
    "#]],
    );
    check(
        &["run", "P1", "--set", "child sleep=1.5"],
        "",
        expect![[r#"
            exit 2
            --- stdout
            --- stderr
            interleave: --set child sleep: `1.5` needs a unit: ns, us, ms or s, like 10ms
        "#]],
    );
}

#[test]
fn output_goes_to_its_streams_and_the_exit_code_is_the_programs() {
    let program =
        r#"fn main() { print!("a"); println!("b"); eprintln!("c"); std::process::exit(7); }"#;
    check(
        OUTPUT,
        program,
        expect![[r#"
        exit 7
        --- stdout
        ab
        --- stderr
        c
    "#]],
    );
    check(
        &["run", "-", "--format", "table"],
        program,
        expect![[r#"
        exit 0
        --- stdout
        time/s │ main
        ───────┼──────────────────────────────────────────────
        0.000  │ prints `a`; prints `b`; prints `c` to stderr;
               │ ends the process with code 7
        --- stderr
    "#]],
    );
}

#[test]
fn a_panic_exits_with_101() {
    let program = "fn main() {\n    let three = 3;\n    panic!(\"no {three}\");\n}\n";
    check(
        OUTPUT,
        program,
        expect![[r#"
        exit 101
        --- stdout
        --- stderr

        thread 'main' (1) panicked at src/main.rs:3:5:
        no 3
        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
    "#]],
    );
}

#[test]
fn a_deadlock_is_named_and_exits_with_3() {
    let output = interleave(&["run", "P14", "--format", "output"], "");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("Deadlock at "), "{output:?}");
    let json = interleave(&["run", "P14", "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(json["outcome"], "deadlock");
    let cycle = json["deadlock"]["cycle"].as_array().expect("it is named");
    assert!(
        cycle.len() >= 2 && cycle[0]["held_since_line"].is_u64(),
        "{cycle:?}"
    );
}

#[test]
fn a_limit_exits_with_4() {
    let output = interleave(
        OUTPUT,
        "fn main() { let mut n = 0u64; loop { n = n.wrapping_add(1); } }",
    );
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    assert!(text(&output.stderr).contains("limit was reached"));
}

#[test]
fn refused_programs_show_the_place_and_exit_with_2() {
    check(
        &["run", "-"],
        "fn main() {\n    let x = ;\n}\n",
        expect![[r#"
            exit 2
            --- stdout
            --- stderr
            <stdin>:2:13: error: syntax error: expected an expression [syntax]
             2 |     let x = ;
               |             ^
        "#]],
    );
    check(
        &["run", "-"],
        "fn main() { unsafe_thing(); }\n",
        expect![[r#"
            exit 2
            --- stdout
            --- stderr
            <stdin>:1:13: error: cannot find the function `unsafe_thing` in this scope [E0425]
             1 | fn main() { unsafe_thing(); }
               |             ^^^^^^^^^^^^
              help: declare `unsafe_thing` first
        "#]],
    );
}

#[test]
fn bad_arguments_are_told_in_a_sentence() {
    check(
        &["run", "no-such-program"],
        "",
        expect![[r#"
            exit 2
            --- stdout
            --- stderr
            interleave: no-such-program: there is no such file, and no such program in the gallery; the gallery has: main-and-child, two-children, one-child, beside-main, three-workers, sleeper-and-worker, either-first, main-ends-first, join-after-panic, drops-in-order, many-senders, try-receive, actors, shared-counter, thread-pool, two-locks, lost-update, meeting-point, permits, lazy-future, states-of-a-future, future-by-hand, executor-loop, tcp-client, connect, task-beside-main, first-of-two, blocking-sleep, spawn-blocking, other-worker, mixed-load, many-sleepers, ping-pong
        "#]],
    );
    check(
        &["run", "P1", "--quantum", "10"],
        "",
        expect![[r#"
        exit 2
        --- stdout
        --- stderr
        interleave: --quantum: `10` needs a unit: ns, us, ms or s, like 10ms
    "#]],
    );
    check(
        &["run", "P1", "--rows", "0ms"],
        "",
        expect![[r#"
        exit 2
        --- stdout
        --- stderr
        interleave: --rows: a step is at least 1ns
    "#]],
    );
    check(
        &["run", "P1", "--cost", "warp=1"],
        "",
        expect![[r#"
        exit 2
        --- stdout
        --- stderr
        interleave: --cost: there is no `warp`; there are: free_instructions, instruction_ns, task_bytes, task_spawn_ns, task_switch_ns, thread_spawn_ns, thread_stack_bytes, thread_switch_ns
    "#]],
    );
    check(
        &["run", "P1", "--schedule", "x"],
        "",
        expect![[r#"
            exit 2
            --- stdout
            --- stderr
            interleave: error: `x` is not a choice: a schedule is a list like `12.1-40.2` (choice point, dot, option) [bad-schedule]
        "#]],
    );
    for command in ["run", "verify"] {
        check(
            &[command, "lost-update", "--schedule", "free:999.9"],
            "",
            expect![[r#"
            exit 2
            --- stdout
            --- stderr
            interleave: error: `999.9` never comes: the run has 6 choice points, 0 to 5 [bad-schedule]
            "#]],
        );
        check(
            &[command, "lost-update", "--schedule", "free:1.7"],
            "",
            expect![[r#"
            exit 2
            --- stdout
            --- stderr
            interleave: error: `1.7` takes an option that is not there: choice point 1 has 2 options, 0 to 1 [bad-schedule]
            "#]],
        );
    }
    check(
        &["run", "/"],
        "",
        expect![[r#"
        exit 2
        --- stdout
        --- stderr
        interleave: /: is a directory, not a Rust file
    "#]],
    );
}

#[test]
fn json_has_the_fixed_shape() {
    let output = interleave(&["run", "P1", "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["outcome"], "finished");
    assert_eq!(json["exit_code"], 0);
    assert_eq!(json["end_ns"], 2_000_000_000u64);
    assert_eq!(json["output"][0]["thread"], "main");
    assert_eq!(json["output"][0]["stream"], "stdout");
    assert_eq!(json["threads"][1]["id"], 1);
    assert_eq!(json["metrics"]["makespan_ns"], 2_000_000_000u64);
    assert!(json["metrics"]["utilization"].is_number());
    assert!(json["metrics"]["context_switches"].is_u64());
    assert!(json["deadlock"].is_null());
}

#[test]
fn events_are_json_lines_and_svg_is_a_drawing() {
    let events = interleave(&["run", "P1", "--format", "events"], "");
    for line in text(&events.stdout).lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(
            event["kind"].is_string() && event["at_ns"].is_u64(),
            "{line}"
        );
    }
    for lanes in ["task", "core"] {
        let svg = interleave(&["run", "P1", "--format", "svg", "--lanes", lanes], "");
        assert!(text(&svg.stdout).starts_with("<svg ") && text(&svg.stdout).ends_with("</svg>\n"));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_interleave"))
        .args(["run", "P1", "--rows", "100us", "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
