//! What rustc rejects and courses teach: refused with the same code at the same lines; near misses run.
//!
//! `tests/errors/<code>/<name>.rs` are programs that rustc rejects with just that code, `<name>.ok.rs` their near
//! misses, which rustc accepts. rustc looks at every one of them here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use interleave_playground::{Machine, RunRequest, run};

/// What is said of a program: (code, line).
type Said = BTreeSet<(String, u32)>;

/// The codes that have programs of their own, each at least three of either kind.
const CODES: &[&str] = &[
    "E0004", "E0027", "E0038", "E0050", "E0061", "E0106", "E0133", "E0277", "E0308", "E0369",
    "E0373", "E0381", "E0382", "E0415", "E0416", "E0425", "E0435", "E0499", "E0502", "E0505",
    "E0506", "E0507", "E0515", "E0521", "E0594", "E0596", "E0597", "E0603", "E0604", "E0614",
    "E0616", "E0624", "E0716",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("errors")
}

fn programs(code: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(code)).expect("the code has a folder");
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    found.sort();
    found
}

fn is_accepted(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".ok.rs")
}

fn rustc(path: &Path, out: &Path) -> Said {
    let output = Command::new("rustc")
        .args([
            "--edition",
            "2024",
            "--emit=metadata",
            "--error-format=json",
            "-A",
            "warnings",
            "-o",
        ])
        .arg(out)
        .arg(path)
        .output()
        .expect("rustc runs");
    let mut said = Said::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let message: serde_json::Value = serde_json::from_str(line).expect("rustc writes JSON");
        let Some(code) = message["code"]["code"].as_str() else {
            continue;
        };
        for span in message["spans"].as_array().into_iter().flatten() {
            if span["is_primary"] == true {
                let line = span["line_start"].as_u64().expect("lines are numbers") as u32;
                said.insert((code.to_owned(), line));
            }
        }
    }
    said
}

fn ours(path: &Path) -> Said {
    let source = std::fs::read_to_string(path).expect("the program can be read");
    let reply = run(&RunRequest {
        source,
        machines: vec![Machine::default()],
        ..RunRequest::default()
    });
    let errors = reply.diagnostics.iter();
    errors
        .map(|found| (found.diagnostic.id.clone(), found.at.line))
        .collect()
}

#[test]
fn what_rustc_rejects_is_refused_at_the_same_lines() {
    let out = std::env::temp_dir().join(format!("interleave-errors-{}", std::process::id()));
    std::fs::create_dir_all(&out).expect("a place for rustc's output");
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for code in CODES {
        for path in programs(code) {
            let (rejected, accepted) = counts.entry(code).or_default();
            let real = rustc(&path, &out.join("program.rmeta"));
            match is_accepted(&path) {
                true => *accepted += 1,
                false => *rejected += 1,
            }
            let is_just_that = real.iter().all(|(found, _)| found == code);
            let is_meant = is_just_that && real.is_empty() == is_accepted(&path);
            let said = ours(&path);
            if !is_meant || said != real {
                wrong.push(format!("{}: rustc {real:?}, here {said:?}", path.display()));
            }
        }
    }
    let _ = std::fs::remove_dir_all(&out);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (code, (rejected, accepted)) in counts {
        assert!(
            rejected >= 3 && accepted >= 3,
            "{code}: {rejected} and {accepted}"
        );
    }
}
