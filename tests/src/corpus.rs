//! The golden programs: `tests/programs/<name>/` with `program.rs` and what its real runs printed.
//!
//! The first lines of a program are `//` comments that say which construct it is for. Rules stand among them:
//!
//! - `//@ output: one of`: real runs differ by design; `native.txt` holds all that were seen.
//! - `//@ output: lines in any order`: the same lines in every run, their order differs by design.
//!
//! Without a rule every run shows the same, on one core and on many, under every schedule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::observed::{Ending, Observed};

/// Stands between several outputs in `native.txt`.
const OR: &str = "=== or";
/// Stands before standard error.
const STDERR: &str = "=== stderr";
/// Stands before how the run ends, when not with 0.
const ENDING: &str = "=== ";

/// How real runs of one program may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Not at all.
    Exact,
    /// The order of lines.
    AnyOrder,
    /// Each run shows one of a few outputs.
    OneOf,
}

/// One golden program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Golden {
    /// Folder name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The program text.
    pub source: String,
}

impl Golden {
    /// What the program is for, in the words of its first comment; empty when it does not say.
    #[must_use]
    pub fn purpose(&self) -> String {
        let comments = self
            .source
            .lines()
            .take_while(|line| line.starts_with("//"));
        let words = comments.filter(|line| !line.starts_with("//@"));
        let words: Vec<&str> = words
            .map(|line| line.trim_start_matches(['/', '!']).trim())
            .collect();
        words.join(" ")
    }

    /// How its runs may differ.
    ///
    /// # Panics
    /// When the program names a rule that there is not.
    #[must_use]
    pub fn rule(&self) -> Rule {
        let rules = self
            .source
            .lines()
            .filter_map(|line| line.strip_prefix("//@ output:"));
        match rules.map(str::trim).next() {
            None => Rule::Exact,
            Some("one of") => Rule::OneOf,
            Some("lines in any order") => Rule::AnyOrder,
            Some(other) => panic!("{}: there is no rule `{other}`", self.name),
        }
    }

    /// What real runs showed; empty when there is no `native.txt`.
    ///
    /// # Panics
    /// When the file is there but cannot be read.
    #[must_use]
    pub fn native(&self) -> BTreeSet<Observed> {
        let path = self.folder.join("native.txt");
        if !path.exists() {
            return BTreeSet::new();
        }
        let text = fs::read_to_string(&path).expect("a golden file is readable text");
        let lines: Vec<&str> = text.lines().collect();
        lines.split(|line| *line == OR).map(parse).collect()
    }

    /// Writes what real runs showed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_native(&self, seen: &BTreeSet<Observed>) -> std::io::Result<()> {
        let texts: Vec<String> = seen.iter().map(write).collect();
        fs::write(
            self.folder.join("native.txt"),
            texts.join(&format!("{OR}\n")),
        )
    }

    /// `observed` as it is compared under this program's rule.
    #[must_use]
    pub fn normal(&self, mut observed: Observed) -> Observed {
        if self.rule() == Rule::AnyOrder {
            observed.stdout.sort();
            observed.stderr.sort();
        }
        observed
    }
}

fn parse(lines: &[&str]) -> Observed {
    let mut observed = Observed {
        stdout: Vec::new(),
        stderr: Vec::new(),
        ending: Ending::Exit(0),
    };
    let mut in_stderr = false;
    for line in lines {
        match line.strip_prefix(ENDING) {
            _ if *line == STDERR => in_stderr = true,
            Some("hangs") => observed.ending = Ending::Hangs,
            Some(exit) if exit.starts_with("exit ") => {
                let code = exit["exit ".len()..].parse();
                observed.ending = Ending::Exit(code.expect("an exit code is a number"));
            }
            _ if in_stderr => observed.stderr.push((*line).to_owned()),
            _ => observed.stdout.push((*line).to_owned()),
        }
    }
    observed
}

/// Standard output as it is, then the rest where there is any.
#[must_use]
pub fn write(observed: &Observed) -> String {
    let mut lines = observed.stdout.clone();
    if !observed.stderr.is_empty() {
        lines.push(STDERR.to_owned());
        lines.extend(observed.stderr.iter().cloned());
    }
    match &observed.ending {
        Ending::Exit(0) => {}
        Ending::Exit(code) => lines.push(format!("{ENDING}exit {code}")),
        Ending::Hangs => lines.push(format!("{ENDING}hangs")),
        Ending::Limit(words) => lines.push(format!("{ENDING}limit {words}")),
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// All golden programs in order of name.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn golden_programs() -> Vec<Golden> {
    let entries = fs::read_dir(programs_folder()).expect("tests/programs exists");
    let folders = entries.map(|entry| entry.expect("the folder can be listed").path());
    let mut programs: Vec<Golden> = folders
        .filter(|path| path.is_dir())
        .map(|path| load(&path))
        .collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

/// Where the golden programs lie.
#[must_use]
pub fn programs_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("programs")
}

fn load(folder: &Path) -> Golden {
    let name = folder.file_name().unwrap_or_default().display().to_string();
    let source = fs::read_to_string(folder.join("program.rs"))
        .unwrap_or_else(|error| panic!("{name}/program.rs: {error}"));
    Golden {
        name,
        folder: folder.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let observed = Observed {
            stdout: vec!["a".to_owned(), String::new(), "=== b".to_owned()],
            stderr: vec!["thread 'main' panicked at program.rs:1:1:".to_owned()],
            ending: Ending::Exit(101),
        };
        let text = write(&observed);
        assert_eq!(parse(&text.lines().collect::<Vec<_>>()), observed);
    }
}
