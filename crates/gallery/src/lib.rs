//! The scenarios: real Rust programs with their titles and texts, grouped as a course.
//!
//! One folder a scenario under `scenarios/`: `program.rs` (compiles with `rustc` as it stands) and
//! `scenario.rs` (what to say about it). Data only: what runs them lives above.

mod scenario;

pub use scenario::{Bilingual, Group, Scenario};

macro_rules! scenarios {
    ($($module:ident = $path:literal),* $(,)?) => {
        $(#[path = $path] mod $module;)*

        /// All scenarios in course order.
        #[must_use]
        pub fn scenarios() -> &'static [Scenario] {
            const ALL: &[Scenario] = &[$($module::SCENARIO),*];
            ALL
        }
    };
}

scenarios! {
    main_and_child = "../scenarios/main-and-child/scenario.rs",
    two_children = "../scenarios/two-children/scenario.rs",
    one_child = "../scenarios/one-child/scenario.rs",
    beside_main = "../scenarios/beside-main/scenario.rs",
    three_workers = "../scenarios/three-workers/scenario.rs",
    main_ends_first = "../scenarios/main-ends-first/scenario.rs",
    many_senders = "../scenarios/many-senders/scenario.rs",
    shared_counter = "../scenarios/shared-counter/scenario.rs",
    two_locks = "../scenarios/two-locks/scenario.rs",
}

/// The scenario called `name`, or the first one that shows the notes' program `name` ("P1"), whatever the case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Scenario> {
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
            let texts = [
                scenario.title,
                scenario.about,
                scenario.question,
                scenario.drag,
            ];
            for text in texts.iter().chain(&[scenario.group.title()]) {
                assert!(
                    !text.en.is_empty() && !text.zh.is_empty(),
                    "{}",
                    scenario.name
                );
                assert_ne!(text.en, text.zh, "{}", scenario.name);
            }
        }
    }

    #[test]
    fn programs_fit_the_pane() {
        for scenario in scenarios() {
            let widest = scenario
                .source
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
