//! The arrows between rooms: which crate may name which, and which libraries belong to one room only.
//!
//! Compared with what `cargo metadata` says. Test-only dependencies may point anywhere among our own crates: a test of
//! a lower room may well take its input from an upper one.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;

/// Room, and the rooms it may name; what those may name it may name too, unless it is above the facade.
const ARROWS: [(&str, &[&str]); 12] = [
    ("program", &[]),
    ("trace", &["program"]),
    ("frontend", &["program"]),
    ("vm", &["program"]),
    ("engine", &["vm", "trace"]),
    ("explore", &["engine"]),
    ("report", &["trace"]),
    ("gallery", &[]),
    (
        "playground",
        &[
            "program", "trace", "frontend", "vm", "engine", "explore", "report", "gallery",
        ],
    ),
    ("cpu", &[]),
    ("xtask", &[]),
    ("tests", &["playground", "native", "cli", "cpu"]),
];

/// Rooms above the facade name the facade and nothing behind it.
const ABOVE_THE_FACADE: [(&str, &[&str]); 4] = [
    ("notes", &["playground"]),
    ("native", &["playground", "notes", "cpu"]),
    ("cli", &["playground", "notes", "native"]),
    ("web", &["playground", "notes"]),
];

/// Libraries that one room alone may name, since naming them is that room's job.
const OWNED: [(&str, &str); 8] = [
    ("syn", "frontend"),
    ("proc-macro2", "frontend"),
    ("tokio", "native"),
    ("yew", "web"),
    ("web-sys", "web"),
    ("js-sys", "web"),
    ("wasm-bindgen", "web"),
    ("gloo-timers", "web"),
];

/// A crate of ours and one that it names.
struct Dependency {
    from: String,
    to: String,
    ours: bool,
    test_only: bool,
}

/// Every arrow that should not be there, one sentence each.
///
/// # Errors
/// When cargo cannot tell.
pub fn wrong_arrows() -> Result<Vec<String>> {
    let mut metadata = command::cargo();
    metadata.args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]);
    let metadata: Value = serde_json::from_str(&command::output(&mut metadata)?)?;
    let allowed = allowed();
    let dependencies = dependencies(&metadata)?;
    Ok(dependencies
        .iter()
        .filter_map(|dependency| wrong(dependency, &allowed))
        .collect())
}

fn wrong(dependency: &Dependency, allowed: &BTreeMap<&str, Vec<&str>>) -> Option<String> {
    let Dependency {
        from,
        to,
        ours,
        test_only,
    } = dependency;
    if !allowed.contains_key(from.as_str()) {
        return Some(format!(
            "the room `{from}` has no place in the table of crates/xtask/src/rooms.rs"
        ));
    }
    if *test_only || from == "tests" {
        return None;
    }
    if *ours {
        let may = &allowed[from.as_str()];
        let sentence = format!(
            "`{from}` names `{to}`, but may only name {}",
            may.join(", ")
        );
        return (!may.contains(&to.as_str())).then_some(sentence);
    }
    let (_, owner) = OWNED.iter().find(|(library, _)| library == to)?;
    (owner != from)
        .then(|| format!("`{from}` names the library `{to}`, which belongs to `{owner}`"))
}

/// The table with what follows from it.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut allowed: BTreeMap<&str, Vec<&str>> = ABOVE_THE_FACADE
        .iter()
        .map(|(room, may)| (*room, may.to_vec()))
        .collect();
    for (room, _) in ARROWS {
        allowed.insert(room, reachable(room));
    }
    allowed
}

/// The rooms that can be reached by following the arrows; each once.
fn reachable(room: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = Vec::new();
    let mut open = vec![room];
    while let Some(room) = open.pop() {
        let may = ARROWS
            .iter()
            .find(|(known, _)| *known == room)
            .map_or(&[] as &[&str], |(_, may)| *may);
        for next in may
            .iter()
            .copied()
            .filter(|next| !found.contains(next))
            .collect::<Vec<_>>()
        {
            found.push(next);
            open.push(next);
        }
    }
    found.sort_unstable();
    found
}

fn dependencies(metadata: &Value) -> Result<Vec<Dependency>> {
    let packages = metadata["packages"]
        .as_array()
        .context("cargo names no packages")?;
    let mut dependencies = Vec::new();
    for package in packages {
        let from = room(package["name"].as_str().unwrap_or_default());
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            dependencies.push(Dependency {
                from: from.to_string(),
                to: room(dependency["name"].as_str().unwrap_or_default()).to_string(),
                ours: dependency["path"].is_string(),
                test_only: dependency["kind"] == "dev",
            });
        }
    }
    Ok(dependencies)
}

fn room(package: &str) -> &str {
    package.strip_prefix("interleave-").unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::{Dependency, allowed, wrong};

    fn check(from: &str, to: &str, ours: bool, test_only: bool, right: bool) {
        let dependency = Dependency {
            from: from.to_string(),
            to: to.to_string(),
            ours,
            test_only,
        };
        assert_eq!(
            wrong(&dependency, &allowed()).is_none(),
            right,
            "{from} -> {to}"
        );
    }

    #[test]
    fn arrows_point_one_way() {
        check("engine", "vm", true, false, true);
        check("engine", "program", true, false, true);
        check("vm", "engine", true, false, false);
        check("engine", "frontend", true, false, false);
        check("engine", "frontend", true, true, true);
        check("web", "playground", true, false, true);
        check("web", "engine", true, false, false);
        check("cli", "native", true, false, true);
        check("unheard-of", "vm", true, false, false);
    }

    #[test]
    fn a_library_belongs_to_its_room() {
        check("frontend", "syn", false, false, true);
        check("report", "syn", false, false, false);
        check("tests", "tokio", false, false, true);
        check("engine", "tokio", false, false, false);
        check("engine", "serde", false, false, true);
    }
}
