//! The committed tables and claims are what the simulation and the recorded real runs give today.
//!
//! `cargo xtask bless` rewrites `checked/`; read the difference before committing it. Each table stands beside the
//! command that prints it.

use std::collections::BTreeSet;

use expect_test::expect_file;
use interleave_notes::{
    FIGURES, Lab, PROBES, Recorded, TableId, TableOptions, Trust, Verdict, check_claims, claims,
    claims_markdown, table,
};
use interleave_playground::{Language, find_scenario, scenarios};

fn recorded() -> Recorded {
    Recorded::committed().expect("the committed file is of its form")
}

#[test]
fn tables_are_what_is_computed() {
    let recorded = recorded();
    for id in TableId::ALL {
        let options = TableOptions {
            n: if id == TableId::T4 { 100_000 } else { 1_000 },
            ..TableOptions::default()
        };
        let table = table(id, &options, &recorded).expect("every load finishes");
        let texts = Language::ALL.map(|language| table.markdown(language));
        expect_file![format!("../checked/{}.md", id.name())].assert_eq(&texts.join("\n"));
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{}", id.name());
        }
    }
}

#[test]
fn verdicts_follow_from_the_evidence() {
    let recorded = recorded();
    let checked = check_claims(&Lab::new(&recorded));
    for (claim, checked) in claims().zip(&checked) {
        assert_eq!(
            Verdict::of(&checked.evidence),
            Some(claim.verdict),
            "{}: its sentence explains another verdict than its evidence gives",
            claim.id
        );
    }
    let texts = Language::ALL.map(|language| claims_markdown(&checked, language));
    expect_file!["../checked/claims.md"].assert_eq(&texts.join("\n"));
}

#[test]
fn every_claim_has_evidence_from_outside_the_simulation() {
    let recorded = recorded();
    for checked in check_claims(&Lab::new(&recorded)) {
        let real = |trust| matches!(trust, Trust::Measured | Trust::Compiler);
        assert!(
            checked.evidence.iter().any(|it| real(it.trust)),
            "{} rests on the simulation alone",
            checked.id
        );
        assert!(find_scenario(&checked.scenario).is_some(), "{}", checked.id);
        assert!(!checked.references.is_empty(), "{}", checked.id);
    }
}

#[test]
fn claims_and_scenarios_name_each_other() {
    let ids: BTreeSet<&str> = claims().map(|claim| claim.id).collect();
    assert_eq!(ids.len(), 27, "C1 to C27, each once");
    for scenario in scenarios() {
        for note in scenario.notes.iter().filter(|note| note.starts_with('C')) {
            assert!(ids.contains(note), "{}: there is no {note}", scenario.name);
        }
    }
    for claim in claims() {
        let scenario = find_scenario(claim.scenario).expect("tested above");
        assert!(
            scenario.notes.contains(&claim.id),
            "{} does not say that it shows {}",
            scenario.name,
            claim.id
        );
    }
}

#[test]
fn the_recorded_runs_are_of_the_present_texts_and_none_fails() {
    let recorded = recorded();
    for scenario in scenarios() {
        let record = recorded.scenario(scenario.name, scenario.source());
        let record = record.unwrap_or_else(|| {
            panic!(
                "{}: no real runs of this text; `cargo xtask measure`",
                scenario.name
            )
        });
        assert_ne!(
            record.verdict, "fails",
            "{}: {:?}",
            scenario.name, record.reasons
        );
    }
}

#[test]
fn the_recorded_file_is_complete_and_reads_as_it_was_written() {
    let recorded = recorded();
    for (name, _) in FIGURES {
        let figure = recorded.figure(name).unwrap_or_else(|| panic!("no {name}"));
        assert!(figure.spread.is_sorted() && figure.samples > 0, "{name}");
    }
    for (name, _) in PROBES {
        assert!(recorded.probe(name).is_some(), "no {name}");
    }
    assert_eq!(Recorded::read(&recorded.write()).as_ref(), Ok(&recorded));
}

#[test]
fn a_changed_program_changes_only_the_simulated_columns() {
    let recorded = recorded();
    let own = find_scenario("main-and-child").expect("P1").source();
    let made = |source: String| {
        let options = TableOptions {
            source,
            ..TableOptions::default()
        };
        table(TableId::T1, &options, &recorded).expect("it runs")
    };
    let (before, after) = (made(String::new()), made(own.replace("(500)", "(750)")));
    let column = |table: &interleave_notes::Table, trust: Trust| -> Vec<_> {
        let columns = table.columns.iter().enumerate();
        let wanted: Vec<usize> = columns
            .filter(|(_, column)| column.trust == Some(trust))
            .map(|(at, _)| at)
            .collect();
        let rows = table.rows.iter().take(before.rows.len());
        rows.flat_map(|row| wanted.iter().map(|at| row[*at].clone()).collect::<Vec<_>>())
            .collect()
    };
    assert_ne!(
        column(&before, Trust::Simulated),
        column(&after, Trust::Simulated)
    );
    assert_eq!(
        column(&before, Trust::Measured),
        column(&after, Trust::Measured)
    );
    assert_eq!(column(&before, Trust::Notes), column(&after, Trust::Notes));
}
