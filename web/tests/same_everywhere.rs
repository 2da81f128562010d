//! The same program, machine and schedule give the same trace natively and in the browser: both compare with one table.
//!
//! `hashes.txt` holds a line a gallery program and machine: name, tab, hash of the whole trace. `cargo xtask bless`
//! writes it natively; the browser only ever compares.

use interleave_playground::{execute, scenarios, trace_hash};
use interleave_web::settings::{CostModel, Settings, Tab};

const EXPECTED: &str = include_str!("hashes.txt");

/// The table as this build of the engine computes it.
fn computed() -> String {
    let mut table = String::new();
    for scenario in scenarios() {
        for (name, settings) in machines() {
            let machines = settings.machines(Tab::Compare);
            for (tab, machine) in Tab::SCHEDULERS.iter().zip(&machines) {
                let execution = execute(scenario.source(), machine, "").expect("the gallery runs");
                let hash = trace_hash(&execution.trace);
                table += &format!("{} {name} {} {hash}\n", scenario.name, tab.slug());
            }
        }
    }
    table
}

fn machines() -> [(&'static str, Settings); 2] {
    let typical = Settings {
        cores: 3,
        slice_ms: 5,
        costs: CostModel::Typical,
        ..Settings::default()
    };
    [("ideal", Settings::default()), ("typical", typical)]
}

/// Names the lines that differ.
fn compare(computed: &str) {
    let known: Vec<&str> = EXPECTED.lines().collect();
    let new: Vec<&str> = computed
        .lines()
        .filter(|line| !known.contains(line))
        .collect();
    assert!(
        new.is_empty() && known.len() == computed.lines().count(),
        "other traces than in the table (bless it if the engine was meant to change): {new:#?}"
    );
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn traces_are_those_of_the_table() {
    let computed = computed();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hashes.txt");
        std::fs::write(file, &computed).expect("the table can be written");
        return;
    }
    compare(&computed);
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn traces_are_those_of_the_table() {
        super::compare(&super::computed());
    }
}
