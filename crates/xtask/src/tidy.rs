//! The house rules that no compiler checks, as sentences about files. Runs as a chore and among the tests.
//!
//! - A Rust module opens with what lives there (`//!`). Programs of the gallery, the corpora and the prelude are
//!   somebody's programs, not modules of ours.
//! - Nothing unfinished is committed.
//! - No file is longer than 900 lines.
//! - A component of the page that has classes has a style sheet of its name; a style sheet is linked by the page and,
//!   unless it is one of the shared ones, belongs to a component.
//! - Arrows between rooms hold (`rooms`).

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{command, paths, rooms};

const MAX_LINES: usize = 900;

/// Kinds of files that are written by hand, by the end of their names.
const WRITTEN: [&str; 8] = ["rs", "mjs", "css", "html", "toml", "sh", "md", "yaml"];

/// Marks of unfinished work, in two halves so that this file does not carry them.
const UNFINISHED: [(&str, &str); 4] = [
    ("todo", "!("),
    ("unimplemented", "!("),
    ("FIX", "ME"),
    ("XX", "X"),
];

/// Folders whose Rust files are programs to be run or read, not modules.
const PROGRAMS: [&str; 8] = [
    "crates/gallery/",
    "tests/programs/",
    "tests/errors/",
    "tests/corpus/",
    "/prelude/",
    "/programs/",
    "/fixtures/",
    "/corpus/",
];

/// Style sheets that belong to the whole page.
const SHARED_STYLES: [&str; 4] = ["tokens", "base", "layout", "print"];

/// The component that puts the others in their places; its classes are those of the layout.
const WHOLE_PAGE: &str = "app";

/// One file, with its path seen from the top folder, with `/` on every system.
struct Source {
    path: String,
    text: String,
}

/// Checks the whole tree and warns of libraries that are built in more than one version.
///
/// # Errors
/// When a rule is broken; each breach is printed.
pub fn tidy() -> Result<()> {
    let broken = broken()?;
    for breach in &broken {
        eprintln!("tidy: {breach}");
    }
    if !broken.is_empty() {
        bail!(
            "the tree is not tidy: {} {}",
            broken.len(),
            if broken.len() == 1 {
                "breach"
            } else {
                "breaches"
            }
        );
    }
    warn_of_doubled_libraries();
    eprintln!("xtask: the tree is tidy");
    Ok(())
}

/// Every breach of every rule, one sentence each.
fn broken() -> Result<Vec<String>> {
    let sources = sources()?;
    let mut broken = Vec::new();
    for source in &sources {
        broken.extend(opens_without_doc(source));
        broken.extend(unfinished(source));
        broken.extend(too_long(source));
    }
    broken.extend(styles(&sources));
    broken.extend(rooms::wrong_arrows()?);
    Ok(broken)
}

fn sources() -> Result<Vec<Source>> {
    let root = paths::root();
    let mut sources = Vec::new();
    for file in paths::files_below(&root)? {
        if file
            .extension()
            .and_then(|end| end.to_str())
            .is_some_and(|end| WRITTEN.contains(&end))
        {
            let inside = file.strip_prefix(&root).unwrap_or(&file);
            let path = inside
                .iter()
                .map(|part| part.to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            sources.push(Source {
                path,
                text: read(&file)?,
            });
        }
    }
    Ok(sources)
}

fn read(file: &PathBuf) -> Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(file)?).into_owned())
}

fn is_program(path: &str) -> bool {
    // The gallery's own few modules are modules all the same.
    let module = path.starts_with("crates/gallery/src/") && path.matches('/').count() == 3;
    !module && PROGRAMS.iter().any(|folder| path.contains(folder))
}

fn opens_without_doc(source: &Source) -> Option<String> {
    let applies = source.path.ends_with(".rs") && !is_program(&source.path);
    (applies && !source.text.starts_with("//!"))
        .then(|| format!("{}:1: does not open with `//!`", source.path))
}

fn unfinished(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    // A program that is run or refused may be about these macros.
    if is_program(&source.path) && !source.path.contains("/prelude/") {
        return found;
    }
    for (number, line) in source.text.lines().enumerate() {
        for (first, second) in UNFINISHED {
            let mark = format!("{first}{second}");
            if stands_alone(line, &mark) {
                found.push(format!(
                    "{}:{}: unfinished: `{mark}`",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    found
}

/// Whether the line has the mark, and not as a part of a longer word.
fn stands_alone(line: &str, mark: &str) -> bool {
    let word = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    line.match_indices(mark).any(|(at, _)| {
        let after = line[at + mark.len()..].chars().next();
        !word(line[..at].chars().next_back()) && (mark.ends_with('(') || !word(after))
    })
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let applies = !source.path.ends_with(".md") && !is_program(&source.path);
    (applies && lines > MAX_LINES)
        .then(|| format!("{}: {lines} lines, at most {MAX_LINES}", source.path))
}

fn styles(sources: &[Source]) -> Vec<String> {
    let page = sources
        .iter()
        .find(|source| source.path == "index.html")
        .map_or("", |page| &page.text);
    let named = |folder: &str, end: &str| -> Vec<(String, &Source)> {
        let name = |source: &Source| {
            Some(
                source
                    .path
                    .strip_prefix(folder)?
                    .strip_suffix(end)?
                    .to_string(),
            )
        };
        sources
            .iter()
            .filter_map(|source| Some((name(source)?, source)))
            .collect()
    };
    let components = named("web/src/components/", ".rs");
    let styles = named("web/styles/", ".css");
    let styled: BTreeSet<&str> = styles.iter().map(|(name, _)| name.as_str()).collect();
    let mut broken = Vec::new();
    for (name, component) in &components {
        let has_classes = component.text.contains("class=") || component.text.contains("classes!(");
        if has_classes && name != WHOLE_PAGE && !styled.contains(name.as_str()) {
            broken.push(format!(
                "{}: has classes, but there is no web/styles/{name}.css",
                component.path
            ));
        }
    }
    for (name, style) in &styles {
        if !page.contains(&style.path) {
            broken.push(format!("{}: is not linked in index.html", style.path));
        }
        if !SHARED_STYLES.contains(&name.as_str())
            && !components.iter().any(|(component, _)| component == name)
        {
            broken.push(format!(
                "{}: there is no component of that name",
                style.path
            ));
        }
    }
    broken
}

/// Two versions of one library are two downloads and two builds; sometimes there is no way around it.
fn warn_of_doubled_libraries() {
    let mut tree = command::cargo();
    tree.args([
        "tree",
        "--workspace",
        "--duplicates",
        "--depth",
        "0",
        "--edges",
        "normal",
    ]);
    tree.args(["--prefix", "none"]);
    let Ok(doubled) = command::output(&mut tree) else {
        return;
    };
    let doubled: BTreeSet<&str> = doubled
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !doubled.is_empty() {
        let list: Vec<&str> = doubled.into_iter().collect();
        eprintln!(
            "tidy: warning: built in more than one version: {}",
            list.join(", ")
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, broken, opens_without_doc, stands_alone, styles, too_long};

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.to_string(),
            text: text.to_string(),
        }
    }

    #[test]
    fn the_tree_is_tidy() {
        let broken = broken().expect("the tree can be read");
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }

    #[test]
    fn a_module_opens_with_its_doc_and_a_program_need_not() {
        assert!(opens_without_doc(&source("crates/vm/src/heap.rs", "use std::fmt;\n")).is_some());
        assert!(opens_without_doc(&source("crates/vm/src/heap.rs", "//! Objects.\n")).is_none());
        assert!(opens_without_doc(&source("crates/gallery/src/lib.rs", "use x;\n")).is_some());
        assert!(opens_without_doc(&source("crates/gallery/programs/p1.rs", "use x;\n")).is_none());
        assert!(
            opens_without_doc(&source(
                "crates/frontend/src/prelude/option.rs",
                "impl X {}\n"
            ))
            .is_none()
        );
    }

    #[test]
    fn a_mark_is_a_word_of_its_own() {
        let mark = concat!("XX", "X");
        assert!(stands_alone(&format!("// {mark}: later"), mark));
        assert!(!stands_alone(&format!("a{mark}b"), mark));
        let mark = concat!("todo", "!(");
        assert!(stands_alone(&format!("    {mark})"), mark));
        assert!(!stands_alone(&format!("my_{mark})"), mark));
    }

    #[test]
    fn a_file_of_901_lines_is_too_long() {
        assert!(too_long(&source("web/src/state.rs", &"x\n".repeat(900))).is_none());
        assert!(too_long(&source("web/src/state.rs", &"x\n".repeat(901))).is_some());
    }

    #[test]
    fn a_component_with_classes_has_a_linked_style_sheet() {
        let component = || {
            source(
                "web/src/components/lanes.rs",
                "html! { <div class=\"lanes\"/> }",
            )
        };
        let style = || source("web/styles/lanes.css", ".lanes {}");
        let page = || source("index.html", "<link href=\"web/styles/lanes.css\">");
        assert_eq!(styles(&[component()]).len(), 1);
        assert_eq!(styles(&[component(), style()]).len(), 1, "not linked");
        assert_eq!(styles(&[component(), style(), page()]).len(), 0);
        assert_eq!(styles(&[style(), page()]).len(), 1, "no component");
    }
}
