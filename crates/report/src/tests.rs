//! Tables, lanes, metrics and sentences of hand-made traces.

use expect_test::{Expect, expect};
use interleave_program::Span;
use interleave_trace::{
    BlockReason, DeadlockEdge, DescheduleReason, EventId, EventKind, LimitKind, Nanos, Outcome,
    TaskId, Trace,
};

use crate::testing::{MAIN, Script, main_and_child, two_slices};
use crate::{
    LaneOptions, LaneView, Language, RowStep, SegmentState, TimelineOptions, lanes, metrics,
    outcome_sentence, svg, timeline, trace_hash,
};

fn table(trace: &Trace, row_step: RowStep, language: Language, expected: Expect) {
    let options = TimelineOptions {
        row_step,
        language,
        ..TimelineOptions::default()
    };
    expected.assert_eq(&timeline(trace, "", options).to_text(language));
}

#[test]
fn main_and_child_as_a_teacher_draws_it() {
    table(
        &main_and_child(),
        RowStep::Instants,
        Language::En,
        expect![[r#"
            time/s │ main                                       │ child
            ───────┼────────────────────────────────────────────┼─────────────────────────────────────────
            0.000  │ spawns child; prints `main: 1`; sleeps 1 s │ starts; prints `child: 1`; sleeps 500 ms
            0.500  │ (sleeping)                                 │ prints `child: 2`; sleeps 500 ms
            1.000  │ prints `main: 2`; sleeps 1 s               │ prints `child: 3`; sleeps 500 ms
            1.500  │ (sleeping)                                 │ prints `child: 4`; sleeps 500 ms
            2.000  │ joins child; ends                          │ ends
        "#]],
    );
}

#[test]
fn the_same_in_chinese() {
    table(
        &main_and_child(),
        RowStep::Instants,
        Language::Zh,
        expect![[r#"
            时间/s │ main                                 │ child
            ───────┼──────────────────────────────────────┼───────────────────────────────────
            0.000  │ 创建 child；打印 `main: 1`；睡眠 1 s │ 开始；打印 `child: 1`；睡眠 500 ms
            0.500  │ （睡眠中）                           │ 打印 `child: 2`；睡眠 500 ms
            1.000  │ 打印 `main: 2`；睡眠 1 s             │ 打印 `child: 3`；睡眠 500 ms
            1.500  │ （睡眠中）                           │ 打印 `child: 4`；睡眠 500 ms
            2.000  │ 等到 child 结束；结束                │ 结束
        "#]],
    );
}

#[test]
fn a_fixed_step_gives_quiet_rows_too() {
    let step = RowStep::Every(Nanos::from_millis(250));
    table(
        &main_and_child(),
        step,
        Language::En,
        expect![[r#"
            time/s │ main                                       │ child
            ───────┼────────────────────────────────────────────┼─────────────────────────────────────────
            0.000  │ spawns child; prints `main: 1`; sleeps 1 s │ starts; prints `child: 1`; sleeps 500 ms
            0.250  │ (sleeping)                                 │ (sleeping)
            0.500  │ (sleeping)                                 │ prints `child: 2`; sleeps 500 ms
            0.750  │ (sleeping)                                 │ (sleeping)
            1.000  │ prints `main: 2`; sleeps 1 s               │ prints `child: 3`; sleeps 500 ms
            1.250  │ (sleeping)                                 │ (sleeping)
            1.500  │ (sleeping)                                 │ prints `child: 4`; sleeps 500 ms
            1.750  │ (sleeping)                                 │ (sleeping)
            2.000  │ joins child; ends                          │ ends
        "#]],
    );
}

#[test]
fn slices_on_one_core() {
    table(
        &two_slices(),
        RowStep::Instants,
        Language::En,
        expect![[r#"
            time/s │ main                            │ a                      │ b
            ───────┼─────────────────────────────────┼────────────────────────┼───────────────────────
            0.000  │ spawns a; spawns b; waits for a │ starts; computes 20 ms │ (ready, no core free)
            0.010  │ (waits for a)                   │ slice over             │ starts; computes 20 ms
            0.020  │ (waits for a)                   │ runs                   │ slice over
            0.030  │ (ready, no core free)           │ done computing; ends   │ runs
            0.040  │ runs; joins a; joins b; ends    │                        │ done computing; ends
        "#]],
    );
}

#[test]
fn slices_of_a_coarse_row_are_counted() {
    let step = RowStep::Every(Nanos::from_millis(40));
    table(
        &two_slices(),
        step,
        Language::En,
        expect![[r#"
        time/s │ main                            │ a                                  │ b
        ───────┼─────────────────────────────────┼────────────────────────────────────┼──────────────────────────────────────
        0.000  │ spawns a; spawns b; waits for a │ starts; computes 20 ms             │ (ready, no core free)
        0.040  │ runs; joins a; joins b; ends    │ runs 1 slice; done computing; ends │ starts; computes 20 ms; runs 1 slice;
               │                                 │                                    │ done computing; ends
    "#]],
    );
}

#[test]
fn markdown_and_csv() {
    let table = timeline(&main_and_child(), "", TimelineOptions::default());
    expect![[r#"
        | time/s | main | child |
        |---:|---|---|
        | 0.000 | spawns **child**; prints `main: 1`; sleeps 1 s | starts; prints `child: 1`; sleeps 500 ms |
        | 0.500 | _sleeping_ | prints `child: 2`; sleeps 500 ms |
        | 1.000 | prints `main: 2`; sleeps 1 s | prints `child: 3`; sleeps 500 ms |
        | 1.500 | _sleeping_ | prints `child: 4`; sleeps 500 ms |
        | 2.000 | joins **child**; ends | ends |
    "#]].assert_eq(&table.to_markdown(Language::En));
    let options = TimelineOptions {
        language: Language::Zh,
        ..TimelineOptions::default()
    };
    let table = timeline(&main_and_child(), "", options);
    expect![[r#"
        时间/s,main,child
        0.000,创建 child；打印 `main: 1`；睡眠 1 s,开始；打印 `child: 1`；睡眠 500 ms
        0.500,（睡眠中）,打印 `child: 2`；睡眠 500 ms
        1.000,打印 `main: 2`；睡眠 1 s,打印 `child: 3`；睡眠 500 ms
        1.500,（睡眠中）,打印 `child: 4`；睡眠 500 ms
        2.000,等到 child 结束；结束,结束
    "#]]
    .assert_eq(&table.to_csv(Language::Zh));
}

#[test]
fn special_characters_cannot_break_a_table() {
    let mut s = Script::new(1, &["ma|in"]);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    s.print(0, MAIN, "a|b \"c\", `d`\ne");
    s.end(0, MAIN);
    let table = timeline(&s.trace(), "", TimelineOptions::default());
    expect![[r#"
        | time/s | ma\|in |
        |---:|---|
        | 0.000 | prints ``a\|b "c", `d`⏎e``; ends |
    "#]]
    .assert_eq(&table.to_markdown(Language::En));
    expect![[r#"
        time/s,ma|in
        0.000,"prints ``a|b ""c"", `d`⏎e``; ends"
    "#]]
    .assert_eq(&table.to_csv(Language::En));
}

#[test]
fn why_sentences_name_what_let_a_task_go_on() {
    let mut lines = String::new();
    for trace in [main_and_child(), two_slices()] {
        let table = timeline(&trace, "", TimelineOptions::default());
        for row in &table.rows {
            for (label, cell) in table.labels.iter().zip(&row.cells) {
                for phrase in cell.phrases.iter().filter(|phrase| !phrase.why.is_empty()) {
                    lines += &format!("{} {label} {}: {}\n", row.time, phrase.text, phrase.why);
                }
            }
        }
    }
    expect![[r#"
        0.000 child starts: **main** spawns **child** at 0.000 s.
        0.000 child prints `child: 1`: **main** spawns **child** at 0.000 s.
        0.000 child sleeps 500 ms: **main** spawns **child** at 0.000 s.
        0.500 child prints `child: 2`: its sleep of 500 ms, begun at 0.000 s, is over.
        0.500 child sleeps 500 ms: its sleep of 500 ms, begun at 0.000 s, is over.
        1.000 main prints `main: 2`: its sleep of 1 s, begun at 0.000 s, is over.
        1.000 main sleeps 1 s: its sleep of 1 s, begun at 0.000 s, is over.
        1.000 child prints `child: 3`: its sleep of 500 ms, begun at 0.500 s, is over.
        1.000 child sleeps 500 ms: its sleep of 500 ms, begun at 0.500 s, is over.
        1.500 child prints `child: 4`: its sleep of 500 ms, begun at 1.000 s, is over.
        1.500 child sleeps 500 ms: its sleep of 500 ms, begun at 1.000 s, is over.
        2.000 main joins **child**: **child** ends at 2.000 s.
        2.000 main ends: **child** ends at 2.000 s.
        2.000 child ends: its sleep of 500 ms, begun at 1.500 s, is over.
        0.000 a starts: **main** spawns **a** at 0.000 s.
        0.000 a computes 20 ms: **main** spawns **a** at 0.000 s.
        0.010 b starts: **main** spawns **b** at 0.000 s; it had been ready for 10 ms, but no core was free.
        0.010 b computes 20 ms: **main** spawns **b** at 0.000 s; it had been ready for 10 ms, but no core was free.
        0.020 a runs: it had been ready for 10 ms, but no core was free.
        0.030 b runs: it had been ready for 10 ms, but no core was free.
        0.040 main runs: **a** ends at 0.030 s; it had been ready for 10 ms, but no core was free.
        0.040 main joins **a**: **a** ends at 0.030 s; it had been ready for 10 ms, but no core was free.
        0.040 main joins **b**: **a** ends at 0.030 s; it had been ready for 10 ms, but no core was free.
        0.040 main ends: **a** ends at 0.030 s; it had been ready for 10 ms, but no core was free.
    "#]].assert_eq(&lines);
}

#[test]
fn rows_beyond_the_cap_are_counted() {
    let count = |max_rows, row_step| {
        let options = TimelineOptions {
            max_rows,
            row_step,
            ..TimelineOptions::default()
        };
        let table = timeline(&main_and_child(), "", options);
        (table.rows.len(), table.rows_left_out)
    };
    assert_eq!(count(500, RowStep::Instants), (5, 0));
    assert_eq!(count(2, RowStep::Instants), (2, 3));
    assert_eq!(count(0, RowStep::Instants), (0, 5));
    assert_eq!(count(500, RowStep::Every(Nanos::from_millis(250))), (9, 0));
    assert_eq!(count(4, RowStep::Every(Nanos::from_millis(250))), (4, 5));
    let tiny = RowStep::Every(Nanos(1));
    assert_eq!(count(100, tiny), (100, 2_000_000_001 - 100));
}

#[test]
fn the_textbook_metrics_of_two_slices() {
    let metrics = metrics(&two_slices());
    assert_eq!(metrics.utilization_ppm, 1_000_000);
    assert_eq!(metrics.context_switches, 6);
    let ms = |time: Nanos| time.0 / 1_000_000;
    let rows: Vec<_> = metrics
        .tasks
        .iter()
        .map(|task| {
            (
                task.label.as_str(),
                task.response_ns.map(ms),
                task.turnaround_ns.map(ms),
                ms(task.waiting_ns),
                ms(task.running_ns),
                ms(task.blocked_ns),
            )
        })
        .collect();
    // a: 0–10, 20–30; b: 10–20, 30–40; main is woken by a at 30 and gets the core at 40.
    assert_eq!(
        rows,
        [
            ("main", Some(0), Some(40), 10, 0, 30),
            ("a", Some(0), Some(30), 10, 20, 0),
            ("b", Some(10), Some(40), 20, 20, 0),
        ]
    );
}

#[test]
fn lanes_show_states_marks_and_arrows() {
    let lanes = lanes(&two_slices(), LaneOptions::default());
    let mut text = String::new();
    for lane in &lanes.lanes {
        text += &format!("{}:", lane.label);
        for segment in &lane.segments {
            let (from, to) = (segment.from.seconds(2), segment.to.seconds(2));
            text += &format!(" {:?} {from}–{to} {}", segment.state, segment.label);
        }
        text += &format!(" | {} marks\n", lane.marks.len());
    }
    for arrow in &lanes.arrows {
        let at = arrow.to_at.seconds(2);
        text += &format!(
            "{:?} {}→{} {at}\n",
            arrow.kind, arrow.from_lane, arrow.to_lane
        );
    }
    expect![[r#"
        main: Running 0.00–0.00  Blocked 0.00–0.03 a Ready 0.03–0.04  Running 0.04–0.04  | 1 marks
        a: Running 0.00–0.01  Ready 0.01–0.02  Running 0.02–0.03  | 1 marks
        b: Ready 0.00–0.01  Running 0.01–0.02  Ready 0.02–0.03  Running 0.03–0.04  | 1 marks
        Spawn 0→1 0.00
        Spawn 0→2 0.00
        Join 1→0 0.03
    "#]]
    .assert_eq(&text);
}

#[test]
fn core_lanes_show_who_ran() {
    let options = LaneOptions {
        view: LaneView::Core,
        ..LaneOptions::default()
    };
    let lanes = lanes(&two_slices(), options);
    let ran: Vec<_> = lanes.lanes[0]
        .segments
        .iter()
        .map(|segment| (segment.task.0, segment.from.0 / 1_000_000))
        .collect();
    assert_eq!(ran, [(0, 0), (1, 0), (2, 10), (1, 20), (2, 30), (0, 40)]);
}

#[test]
fn too_many_segments_are_merged_and_counted() {
    let mut s = Script::new(1, &["main"]);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    for round in 0..10_000 {
        let sleep = s.sleep(round * 2 + 1, MAIN, 1);
        s.wake(round * 2 + 2, MAIN, 0, sleep);
    }
    s.end(20_000, MAIN);
    let options = LaneOptions {
        max_segments: 100,
        ..LaneOptions::default()
    };
    let lanes = lanes(&s.trace(), options);
    let segments = &lanes.lanes[0].segments;
    assert!((25..=100).contains(&segments.len()), "{}", segments.len());
    assert_eq!(lanes.left_out, 20_001 - segments.len() as u64);
    assert_eq!(
        segments.last().map(|last| last.to),
        Some(Nanos::from_millis(20_000))
    );
    assert!(segments.windows(2).all(|pair| pair[0].to == pair[1].from));
    assert!(segments.iter().any(|s| s.state == SegmentState::Running));
}

#[test]
fn a_deadlock_names_its_cycle() {
    let source = "fn main() {\n    let a = lock();\n    let b = lock();\n    wait();\n}\n";
    let mut s = Script::new(2, &["main", "child"]);
    let (a, b) = (s.lock("a"), s.lock("b"));
    let edge = |task: u32, lock, line: u32, held: u32| DeadlockEdge {
        task: TaskId(task),
        reason: BlockReason::Lock {
            lock,
            holder: Some(TaskId(1 - task)),
        },
        blocked: EventId(0),
        span: at_line(source, line),
        waits_for: Some(TaskId(1 - task)),
        held_since: Some(at_line(source, held)),
    };
    let trace = s.ended(Outcome::Deadlock {
        cycle: vec![edge(0, b, 4, 3), edge(1, a, 3, 2)],
        is_cycle: true,
    });
    expect!["Deadlock at 0.000 s: **main** waits for lock `b` (line 4), held by **child** since line 3; **child** waits for lock `a` (line 3), held by **main** since line 2."].assert_eq(&outcome_sentence(&trace, source, Language::En));
    expect!["在 0.000 s 死锁：**main** 等待锁 `b`（第 4 行），**child** 从第 3 行起持有；**child** 等待锁 `a`（第 3 行），**main** 从第 2 行起持有。"].assert_eq(&outcome_sentence(&trace, source, Language::Zh));
}

fn at_line(source: &str, line: u32) -> Span {
    let start = interleave_program::LineIndex::new(source)
        .line_start(line)
        .expect("a line of the text");
    Span::new(start, start + 1)
}

#[test]
fn every_outcome_is_a_sentence_in_both_languages() {
    let limit = |which| Outcome::Limit {
        which,
        message: String::new(),
        span: Span::NONE,
    };
    let outcomes = [
        Outcome::Finished { exit_code: 0 },
        Outcome::Panicked { exit_code: 101 },
        limit(LimitKind::Instructions),
        limit(LimitKind::Events),
        limit(LimitKind::Tasks),
        limit(LimitKind::Memory),
        limit(LimitKind::CallDepth),
        limit(LimitKind::Output),
        limit(LimitKind::VirtualTime),
        limit(LimitKind::Unsupported),
    ];
    let mut text = String::new();
    for outcome in outcomes {
        let trace = Script::new(1, &["main"]).ended(outcome);
        for language in Language::ALL {
            text += &outcome_sentence(&trace, "", language);
            text.push('\n');
        }
    }
    expect![[r#"
        Finished at 0.000 s with exit code 0.
        在 0.000 s 结束，退出码 0。
        **main** panicked at 0.000 s; exit code 101.
        **main** 在 0.000 s panic，退出码 101。
        Stopped at 0.000 s, the instruction limit was reached.
        在 0.000 s 停止，达到指令数上限。
        Stopped at 0.000 s, the event limit was reached.
        在 0.000 s 停止，达到事件数上限。
        Stopped at 0.000 s, the thread limit was reached.
        在 0.000 s 停止，达到线程数上限。
        Stopped at 0.000 s, the memory limit was reached.
        在 0.000 s 停止，达到内存上限。
        Stopped at 0.000 s, the call depth limit was reached.
        在 0.000 s 停止，达到调用深度上限。
        Stopped at 0.000 s, the output limit was reached.
        在 0.000 s 停止，达到输出上限。
        Stopped at 0.000 s, the end of virtual time was reached.
        在 0.000 s 停止，到达虚拟时间的尽头。
        Stopped at 0.000 s, something is not supported.
        在 0.000 s 停止，遇到不支持的内容。
    "#]]
    .assert_eq(&text);
}

#[test]
fn what_the_process_cuts_off_is_said() {
    let mut s = Script::new(1, &["main", "child"]);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    let spawn = s.event(0, MAIN, None, EventKind::Spawned { child: TaskId(1) });
    s.event(0, 1, Some(spawn), EventKind::Arrived);
    let sleep = s.sleep(0, MAIN, 5);
    s.run(0, 1, 0);
    s.sleep(0, 1, 50);
    s.wake(5, MAIN, 0, sleep);
    s.leave(5, MAIN, DescheduleReason::Yielded);
    s.run(5, MAIN, 0);
    s.end(5, MAIN);
    s.event(5, MAIN, None, EventKind::ProcessExited { code: 0 });
    table(
        &s.trace(),
        RowStep::Instants,
        Language::En,
        expect![[r#"
        time/s │ main                      │ child
        ───────┼───────────────────────────┼─────────────────────────────────
        0.000  │ spawns child; sleeps 5 ms │ starts; sleeps 50 ms
        0.005  │ yields; ends              │ (cut off: the process has ended)
    "#]],
    );
}

#[test]
fn drawings_are_valid_and_escaped() {
    let mut s = Script::new(1, &["<main> & \"co\""]);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    s.print(0, MAIN, "</text>&\u{0}");
    s.end(1, MAIN);
    for language in Language::ALL {
        let drawing = svg(&lanes(&s_trace(&s), LaneOptions::default()), language);
        assert!(drawing.contains("&lt;/text&gt;&amp;␀"), "{drawing}");
        assert!(!drawing.contains("</text>&"));
    }
}

fn s_trace(script: &Script) -> Trace {
    script.clone().trace()
}

#[test]
fn the_hash_is_stable_and_sensitive() {
    let trace = main_and_child();
    let hash = trace_hash(&trace);
    assert_eq!(hash, trace_hash(&trace.clone()));
    expect!["bc6ce5c1796d622e"].assert_eq(&hash);
    let mut other = trace;
    other.schedule.push('x');
    assert_ne!(hash, trace_hash(&other));
}
