//! The crates that async programs may use, compiled once for all programs that name them.
//!
//! A small cargo project in the cache folder has nothing but dependencies; cargo says where it put their libraries, and
//! `rustc` gets those as `--extern`. So a program is compiled as it stands, and only the first program that names a
//! crate waits for it (and needs the network, when cargo has not fetched it before).

use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::compile::{CompileError, fingerprint};

/// Name as programs write it, and its line in the manifest. Versions are pinned: golden outputs come from them.
const CRATES: &[(&str, &str)] = &[
    (
        "async_std",
        "async-std = { version = \"=1.13.2\", features = [\"attributes\"] }",
    ),
    (
        "futures",
        "futures = { version = \"=0.3.34\", features = [\"thread-pool\"] }",
    ),
    ("smol", "smol = \"=2.0.2\""),
    (
        "tokio",
        "tokio = { version = \"=1.54.1\", features = [\"full\", \"test-util\"] }",
    ),
    (
        "tokio_stream",
        "tokio-stream = { version = \"=0.1.19\", features = [\"sync\", \"time\"] }",
    ),
    (
        "tokio_util",
        "tokio-util = { version = \"=0.7.20\", features = [\"rt\"] }",
    ),
    ("trpl", "trpl = \"=0.3.0\""),
];

/// What `rustc` needs to know of the crates that a program names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Externs {
    /// Name and library of each.
    libraries: Vec<(String, PathBuf)>,
    /// Where what they depend on lies.
    folders: Vec<PathBuf>,
}

impl Externs {
    /// Adds a library, or puts it in the place of the one of its name.
    pub(crate) fn add(&mut self, name: &str, library: PathBuf) {
        self.libraries.retain(|(known, _)| known != name);
        self.libraries.push((name.to_owned(), library));
    }

    /// The same, where `name` is called `real_name`.
    pub(crate) fn renamed(mut self, name: &str) -> Self {
        let own = self.libraries.iter_mut().filter(|(known, _)| known == name);
        own.for_each(|(known, _)| *known = format!("real_{known}"));
        self
    }

    pub(crate) fn add_to(&self, rustc: &mut Command) {
        for (name, library) in &self.libraries {
            rustc
                .arg("--extern")
                .arg(format!("{name}={}", library.display()));
        }
        for folder in &self.folders {
            rustc
                .arg("-L")
                .arg(format!("dependency={}", folder.display()));
        }
    }
}

/// The names of the crates that `source` names as a path's beginning.
fn named(source: &str) -> Vec<&'static str> {
    let starts = |name: &str| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        source.match_indices(name).any(|(at, _)| {
            let after = &source[at + name.len()..];
            let is_whole = !source[..at].ends_with(is_word) && !after.starts_with(is_word);
            let after = after.trim_start();
            is_whole && (after.starts_with("::") || source[..at].trim_end().ends_with("use"))
        })
    };
    let names = CRATES.iter().map(|(name, _)| *name);
    names.filter(|name| starts(name)).collect()
}

/// The crates that `source` names, compiled.
///
/// # Errors
/// When cargo cannot be run, or cannot build them: its own words.
pub(crate) fn externs_of(source: &str, cache: &Path) -> Result<Externs, CompileError> {
    let names = named(source);
    if names.is_empty() {
        return Ok(Externs::default());
    }
    let lines = CRATES.iter().filter(|(name, _)| names.contains(name));
    let lines: Vec<&str> = lines.map(|(_, line)| *line).collect();
    let manifest = format!("{MANIFEST_HEAD}{}\n", lines.join("\n"));
    let project = cache.join(format!("crates-{:016x}", fingerprint(&manifest)));
    fs::create_dir_all(project.join("src"))?;
    fs::write(project.join("src/lib.rs"), "")?;
    write_if_new(&project.join("Cargo.toml"), &manifest)?;
    let target = cache.join("crates-target");
    let output = Command::new("cargo")
        .args(["build", "--quiet", "--message-format=json"])
        .arg("--manifest-path")
        .arg(project.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .output()?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(CompileError::Rejected(words));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let libraries = messages.lines().filter_map(library).collect::<Vec<_>>();
    let libraries = libraries
        .into_iter()
        .filter(|(name, _)| names.contains(&name.as_str()));
    Ok(Externs {
        libraries: libraries.collect(),
        folders: vec![target.join("debug").join("deps")],
    })
}

const MANIFEST_HEAD: &str = "[package]
name = \"crates-of-programs\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[profile.dev]
debug = false
opt-level = 1

[dependencies]
";

/// A file that is not written again keeps its time, so that cargo has nothing to do.
fn write_if_new(path: &Path, text: &str) -> std::io::Result<()> {
    match fs::read_to_string(path) {
        Ok(known) if known == text => Ok(()),
        _ => fs::write(path, text),
    }
}

/// Name and file of a library that one of cargo's messages tells of.
fn library(message: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(message).ok()?;
    if message["reason"] != "compiler-artifact" {
        return None;
    }
    let name = message["target"]["name"].as_str()?.replace('-', "_");
    let mut files = message["filenames"].as_array()?.iter();
    let file = files.find_map(|file| file.as_str().filter(|file| file.ends_with(".rlib")))?;
    Some((name, PathBuf::from(file)))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn crates_are_named_by_paths() {
        assert_eq!(named("use futures::executor::block_on;"), ["futures"]);
        assert_eq!(
            named("#[tokio::main]\nasync fn main() { trpl::sleep }"),
            ["tokio", "trpl"]
        );
        assert_eq!(
            named("// futures are lazy\nuse tokio_stream as s;"),
            ["tokio_stream"]
        );
        assert!(named("let futures = vec![1]; my_smol::x()").is_empty());
    }
}
