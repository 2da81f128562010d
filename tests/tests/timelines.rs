//! The timelines of the gallery, as a teacher would draw them, under all four schedulers and in both languages.
//!
//! `timelines/<scenario>.md` holds what was read and found right; `cargo xtask bless` rewrites it.

use std::fmt::Write;
use std::path::PathBuf;

use expect_test::expect_file;
use interleave_playground::{
    Language, Machine, Scenario, ViewOptions, execute, presets, scenarios, view,
};

#[test]
fn gallery_timelines() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("timelines");
    for scenario in scenarios() {
        expect_file![folder.join(format!("{}.md", scenario.name))].assert_eq(&drawn(scenario));
    }
}

fn drawn(scenario: &Scenario) -> String {
    let mut text = format!("# {}\n", scenario.title.en);
    for (id, machine) in presets(&Machine::default()) {
        let trace = execute(scenario.source(), &machine, "")
            .expect("the gallery is in the subset")
            .trace;
        let languages: &[Language] = if id == "many-cores" {
            &[Language::En, Language::Zh]
        } else {
            &[Language::En]
        };
        for language in languages {
            let run = view(
                &trace,
                scenario.source(),
                &ViewOptions {
                    language: *language,
                    ..ViewOptions::default()
                },
            );
            let table = run.timeline.to_markdown(*language);
            let _ = write!(text, "\n## {id}\n\n{table}\n{}\n", run.outcome_text);
        }
    }
    text
}
