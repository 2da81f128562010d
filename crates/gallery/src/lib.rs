//! The scenarios: real Rust programs with their titles and texts, grouped as a course.
//!
//! One folder a scenario under `scenarios/`: `program.rs` (compiles with `rustc` as it stands) and
//! `scenario.rs` (what to say about it). Data only: what runs them lives above.

mod scenario;

pub use scenario::{Bilingual, Group, Scenario, Texts};

macro_rules! scenarios {
    ($($module:ident = $path:literal),* $(,)?) => {
        $(#[path = $path] mod $module;)*

        /// All scenarios in course order.
        #[must_use]
        pub fn scenarios() -> &'static [Scenario] {
            const ALL: &[Scenario] = &[$($module::SCENARIO),*];
            ALL
        }

        /// What is said about the scenario called `name`.
        #[must_use]
        pub fn texts(name: &str) -> Option<&'static Texts> {
            const ALL: &[(&str, Texts)] = &[$(($module::SCENARIO.name, $module::TEXTS)),*];
            let found = ALL.iter().find(|(known, _)| *known == name);
            found.map(|(_, texts)| texts)
        }
    };
}

scenarios! {
    main_and_child = "../scenarios/main-and-child/scenario.rs",
    two_children = "../scenarios/two-children/scenario.rs",
    one_child = "../scenarios/one-child/scenario.rs",
    beside_main = "../scenarios/beside-main/scenario.rs",
    three_workers = "../scenarios/three-workers/scenario.rs",
    sleeper_and_worker = "../scenarios/sleeper-and-worker/scenario.rs",
    either_first = "../scenarios/either-first/scenario.rs",
    main_ends_first = "../scenarios/main-ends-first/scenario.rs",
    join_after_panic = "../scenarios/join-after-panic/scenario.rs",
    drops_in_order = "../scenarios/drops-in-order/scenario.rs",
    many_senders = "../scenarios/many-senders/scenario.rs",
    try_receive = "../scenarios/try-receive/scenario.rs",
    actors = "../scenarios/actors/scenario.rs",
    shared_counter = "../scenarios/shared-counter/scenario.rs",
    thread_pool = "../scenarios/thread-pool/scenario.rs",
    two_locks = "../scenarios/two-locks/scenario.rs",
    lost_update = "../scenarios/lost-update/scenario.rs",
    meeting_point = "../scenarios/meeting-point/scenario.rs",
    permits = "../scenarios/permits/scenario.rs",
    lazy_future = "../scenarios/lazy-future/scenario.rs",
    states_of_a_future = "../scenarios/states-of-a-future/scenario.rs",
    future_by_hand = "../scenarios/future-by-hand/scenario.rs",
    executor_loop = "../scenarios/executor-loop/scenario.rs",
    tcp_client = "../scenarios/tcp-client/scenario.rs",
    connect = "../scenarios/connect/scenario.rs",
    task_beside_main = "../scenarios/task-beside-main/scenario.rs",
    first_of_two = "../scenarios/first-of-two/scenario.rs",
    blocking_sleep = "../scenarios/blocking-sleep/scenario.rs",
    spawn_blocking = "../scenarios/spawn-blocking/scenario.rs",
    other_worker = "../scenarios/other-worker/scenario.rs",
    mixed_load = "../scenarios/mixed-load/scenario.rs",
    many_sleepers = "../scenarios/many-sleepers/scenario.rs",
    ping_pong = "../scenarios/ping-pong/scenario.rs",
}

/// Real runs and measured figures of one kind of machine, as JSON: written by `cargo xtask measure`.
pub const RECORDED: &str = include_str!("../recorded/linux-x86_64.json");

/// The scenario that the page opens with. It stands by itself: who needs only this one does without the others' titles.
#[must_use]
pub fn first() -> &'static Scenario {
    const FIRST: &Scenario = &main_and_child::SCENARIO;
    FIRST
}

/// The scenario called `name`, or the first one that shows the notes' program `name` ("P1"), whatever the case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Scenario> {
    if name == first().name {
        return Some(first());
    }
    find_among_all(name)
}

/// By itself, so that who asks for the first does without the others.
#[inline(never)]
fn find_among_all(name: &str) -> Option<&'static Scenario> {
    let is_named = |scenario: &&Scenario| scenario.name.eq_ignore_ascii_case(name);
    let shows = |scenario: &&Scenario| {
        scenario
            .notes
            .iter()
            .any(|note| note.eq_ignore_ascii_case(name))
    };
    scenarios()
        .iter()
        .find(is_named)
        .or_else(|| scenarios().iter().find(shows))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_first_is_the_first() {
        assert_eq!(scenarios().first().map(|it| it.name), Some(first().name));
    }

    #[test]
    fn names_are_unique_and_usable_in_an_address() {
        let names: BTreeSet<_> = scenarios().iter().map(|scenario| scenario.name).collect();
        assert_eq!(names.len(), scenarios().len());
        assert!(
            names
                .iter()
                .all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        );
    }

    #[test]
    fn every_text_exists_in_both_languages() {
        for scenario in scenarios() {
            for text in texts(scenario).iter().chain(&[scenario.group.title()]) {
                assert!(
                    !text.en.is_empty() && !text.zh.is_empty(),
                    "{}",
                    scenario.name
                );
                assert_ne!(text.en, text.zh, "{}", scenario.name);
            }
        }
    }

    fn texts(scenario: &Scenario) -> [Bilingual; 4] {
        let texts = super::texts(scenario.name).expect("each scenario has texts");
        [scenario.title, texts.question, texts.about, texts.drag]
    }

    #[test]
    fn texts_are_short() {
        for scenario in scenarios() {
            let texts = texts(scenario);
            let words = texts.iter().map(|text| text.en.split_whitespace().count());
            assert!(words.sum::<usize>() <= 80, "{} in English", scenario.name);
            let letters = texts.iter().map(|text| text.zh.chars().count());
            assert!(
                letters.sum::<usize>() <= 190,
                "{} in Chinese",
                scenario.name
            );
        }
    }

    #[test]
    fn scenarios_stand_in_course_order() {
        assert!(scenarios().is_sorted_by_key(|scenario| scenario.group));
        for group in Group::ALL {
            let is_member = |scenario: &Scenario| scenario.group == group;
            assert!(scenarios().iter().any(is_member), "{group:?} is empty");
        }
    }

    #[test]
    fn every_program_and_table_of_the_notes_is_covered() {
        let covered: BTreeSet<_> = scenarios().iter().flat_map(|it| it.notes).collect();
        let programs = (1..=15).map(|number| format!("P{number}"));
        let tables = (1..=8).map(|number| format!("T{number}"));
        for note in programs.chain(tables) {
            assert!(covered.contains(&note.as_str()), "{note} has no scenario");
        }
    }

    #[test]
    fn programs_fit_the_pane() {
        for scenario in scenarios() {
            let widest = scenario
                .source()
                .lines()
                .map(|line| line.chars().count())
                .max();
            assert!(widest <= Some(50), "{}: {widest:?} columns", scenario.name);
        }
    }

    #[test]
    fn the_notes_programs_are_found_by_their_ids() {
        assert_eq!(
            find("p1").map(|scenario| scenario.name),
            Some("main-and-child")
        );
        assert_eq!(
            find("two-children").map(|scenario| scenario.notes[0]),
            Some("P3")
        );
        assert!(find("nobody").is_none());
    }
}
