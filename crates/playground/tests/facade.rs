//! The facade on real programs: replies are whole, refusals are data, nothing depends on chance.

use interleave_playground::{
    LaneView, Language, Machine, Nanos, Outcome, Refused, RunRequest, Session, Stream, ViewOptions,
    check_invariants, execute, order, parameters, presets, run, run_json, scenarios, set_parameter,
};

fn request(source: &str) -> RunRequest {
    RunRequest {
        source: source.to_owned(),
        ..RunRequest::default()
    }
}

#[test]
fn every_gallery_program_runs_under_all_four_schedulers() {
    for scenario in scenarios() {
        let machines = presets(&Machine::default());
        let request = RunRequest {
            machines: machines
                .iter()
                .map(|(_, machine)| machine.clone())
                .collect(),
            ..request(scenario.source())
        };
        let reply = run(&request);
        assert_eq!(
            reply.runs.len(),
            4,
            "{}: {:?}",
            scenario.name,
            reply.diagnostics
        );
        for (id, machine) in &machines {
            let trace = execute(scenario.source(), machine, "")
                .expect("it ran above")
                .trace;
            assert_eq!(check_invariants(&trace), Ok(()), "{} {id}", scenario.name);
        }
    }
}

#[test]
fn the_first_program_has_the_notes_times_on_one_core_and_on_two() {
    let source = interleave_playground::find_scenario("P1")
        .expect("it is there")
        .source();
    for cores in [1, 2] {
        let machine = Machine {
            cores,
            ..Machine::default()
        };
        let reply = run(&RunRequest {
            machines: vec![machine],
            ..request(source)
        });
        let simulated = &reply.runs[0];
        let ms: Vec<u64> = simulated
            .output
            .iter()
            .map(|line| line.at_ns.0 / 1_000_000)
            .collect();
        assert_eq!(ms, [0, 0, 500, 1_000, 1_000, 1_500]);
        assert_eq!(simulated.end_ns, Nanos::from_millis(2_000));
        assert_eq!(simulated.timeline.labels.len(), 2);
        assert_eq!(simulated.timeline.rows.len(), 5);
    }
}

#[test]
fn a_refused_text_gives_diagnostics_and_no_runs() {
    let reply = run(&request("fn main() { let x = ; }"));
    assert!(reply.runs.is_empty());
    let first = &reply.diagnostics[0];
    assert_eq!(
        (first.at.line, first.line_text.as_str()),
        (1, "fn main() { let x = ; }")
    );
}

#[test]
fn a_bad_machine_or_schedule_is_a_diagnostic_without_a_place() {
    let machine = Machine {
        cores: 0,
        ..Machine::default()
    };
    let reply = run(&RunRequest {
        machines: vec![Machine::default(), machine.clone()],
        ..request("fn main() {}")
    });
    assert!(reply.runs.is_empty());
    assert_eq!(reply.diagnostics[0].at.line, 0);
    let Err(Refused { diagnostics }) = execute("fn main() {}", &machine, "") else {
        panic!("there is no machine without cores");
    };
    assert_eq!(diagnostics[0].id, "bad-machine");
    let refused = execute("fn main() {}", &Machine::default(), "first the child");
    assert!(refused.is_err_and(|refused| refused.diagnostics[0].id == "bad-schedule"));
}

#[test]
fn choices_that_never_come_are_a_diagnostic() {
    let source = "fn main() { let h = std::thread::spawn(|| println!(\"a\")); println!(\"b\"); h.join().unwrap(); }";
    let said = |schedule: &str| {
        let reply = run(&RunRequest {
            schedule: schedule.to_owned(),
            ..request(source)
        });
        assert_eq!(reply.runs.is_empty(), !reply.diagnostics.is_empty());
        reply
            .diagnostics
            .first()
            .map(|it| (it.diagnostic.id.clone(), it.diagnostic.message.clone()))
    };
    assert_eq!(said("free:0.1"), None);
    for (schedule, message) in [
        (
            "free:999.9",
            "`999.9` never comes: the run has 2 choice points, 0 to 1",
        ),
        (
            "free:0.1-3.1",
            "`3.1` never comes: the run has one choice point, 0",
        ),
        (
            "free:0.9",
            "`0.9` takes an option that is not there: choice point 0 has 2 options, 0 to 1",
        ),
        (
            "999.1",
            "`999.1` never comes: the run has 3 choice points, 0 to 2",
        ),
    ] {
        let expected = ("bad-schedule".to_owned(), message.to_owned());
        assert_eq!(said(schedule), Some(expected), "{schedule}");
        // What real threads are forced into is checked in the same way.
        let refused = order(source, schedule).map(|order| order.acts);
        let refused = refused.expect_err("it cannot be followed").to_string();
        assert!(
            !schedule.starts_with("free") || refused == message,
            "{refused}"
        );
    }
}

#[test]
fn replies_are_the_same_bytes_every_time() {
    for scenario in scenarios() {
        let bytes =
            || serde_json::to_string(&run(&request(scenario.source()))).expect("plain data");
        let first = bytes();
        for _ in 0..10 {
            assert!(first == bytes(), "{}", scenario.name);
        }
    }
}

#[test]
fn setting_a_parameter_rewrites_one_literal() {
    let source = interleave_playground::find_scenario("P1")
        .expect("it is there")
        .source();
    for parameter in parameters(source) {
        let value = parameter.value + parameter.step;
        let text = set_parameter(source, &parameter.name, value).expect("it is in range");
        let again = parameters(&text);
        let found = again.iter().find(|found| found.name == parameter.name);
        assert_eq!(
            found.map(|found| found.value),
            Some(value),
            "{}",
            parameter.name
        );
        assert!(!run(&request(&text)).runs.is_empty());
    }
}

#[test]
fn output_lines_are_joined_from_pieces() {
    let source = "fn main() { print!(\"a\"); print!(\"b\\nc\"); eprintln!(\"e\"); print!(\"d\"); }";
    let reply = run(&request(source));
    let lines: Vec<(Stream, &str)> = reply.runs[0]
        .output
        .iter()
        .map(|line| (line.stream, line.text.as_str()))
        .collect();
    let expected = [
        (Stream::Stdout, "ab"),
        (Stream::Stderr, "e"),
        (Stream::Stdout, "cd"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn views_follow_their_options() {
    let source = interleave_playground::find_scenario("P1")
        .expect("it is there")
        .source();
    let view = ViewOptions {
        language: Language::Zh,
        lane_view: LaneView::Core,
        max_rows: 2,
        ..ViewOptions::default()
    };
    let reply = run(&RunRequest {
        view,
        ..request(source)
    });
    let simulated = &reply.runs[0];
    assert_eq!(simulated.timeline.rows.len(), 2);
    assert_eq!(simulated.timeline.rows_left_out, 3);
    assert_eq!(simulated.lanes.lanes.len(), 2);
    assert!(
        simulated.outcome_text.contains("退出码"),
        "{}",
        simulated.outcome_text
    );
}

#[test]
fn the_json_of_a_deadlock_names_the_cycle() {
    let source = interleave_playground::find_scenario("two-locks")
        .expect("it is there")
        .source();
    let trace = execute(source, &Machine::default(), "")
        .expect("it runs")
        .trace;
    assert!(matches!(trace.outcome, Outcome::Deadlock { .. }));
    let json = run_json(&trace, source);
    let deadlock = json.deadlock.expect("it is one");
    assert!(
        deadlock.is_cycle && deadlock.cycle.len() >= 2,
        "{deadlock:?}"
    );
    assert_eq!(json.exit_code, None);
}

#[test]
fn a_session_answers_a_moved_slider_as_if_it_had_heard_of_no_other_text() {
    for name in ["P1", "P2", "P3", "either-first", "task-beside-main"] {
        let mut source = interleave_playground::find_scenario(name)
            .expect("it is there")
            .source()
            .to_owned();
        let mut session = Session::default();
        for turn in 0..4 {
            for parameter in parameters(&source) {
                let value = parameter.value + 1 + turn * 9;
                let Ok(text) = set_parameter(&source, &parameter.name, value) else {
                    continue;
                };
                source = text;
                let request = request(&source);
                assert_eq!(session.run(&request), run(&request), "{source}");
            }
        }
    }
}
