//! std as the frontend knows it: tables of built-ins and the prelude, compiled once per process.

use std::sync::OnceLock;

use interleave_program::{Diagnostic, Program};

use crate::expand;
use crate::forwards;
use crate::macro_table::MacroTable;
use crate::names::{ModuleId, Names};
use crate::prelude::{PARTS, TEXTS};
use crate::session::{Constants, Session};
use crate::std_names;

/// What every program starts from.
pub struct Library {
    pub program: Program,
    pub names: Names,
    pub constants: Constants,
}

/// What is compiled only when it is mentioned, as bits in the order of [`PARTS`].
type Parts = usize;

/// The library that a text needs, compiled on its first use.
///
/// # Panics
/// When the prelude does not compile: our own bug, shown with its place.
pub fn library(source: &str) -> &'static Library {
    static LIBRARIES: [OnceLock<Box<Library>>; 1 << PARTS.len()] =
        [const { OnceLock::new() }; 1 << PARTS.len()];
    let parts = parts_of(source);
    LIBRARIES[parts].get_or_init(|| Box::new(compiled(&texts_of(parts))))
}

/// The parts that a text mentions, and those that they need.
fn parts_of(source: &str) -> Parts {
    let mut parts = 0;
    for part in PARTS {
        if part.words.iter().any(|word| source.contains(word)) && source.contains(part.within) {
            add_part(part.name, &mut parts);
        }
    }
    parts
}

/// Adds the part of a name and all that it needs; parts are few, and none needs itself.
fn add_part(name: &str, parts: &mut Parts) {
    if let Some(number) = PARTS.iter().position(|part| part.name == name) {
        *parts |= 1 << number;
        for needed in PARTS[number].needs {
            add_part(needed, parts);
        }
    }
}

fn texts_of(parts: Parts) -> Vec<(&'static str, &'static str)> {
    let mut texts = TEXTS.to_vec();
    for (number, part) in PARTS.iter().enumerate() {
        if parts & (1 << number) != 0 {
            texts.extend_from_slice(part.texts);
        }
    }
    texts
}

fn compiled(texts: &[(&str, &str)]) -> Library {
    match compile(texts) {
        Ok(library) => library,
        Err(message) => panic!("the prelude compiles: {message}"),
    }
}

/// Compiles prelude texts, each the items of one module.
///
/// # Errors
/// What is wrong with them, with module, line and the line's text.
pub fn compile(texts: &[(&str, &str)]) -> Result<Library, String> {
    let source = joined(texts)?;
    let file = syn::parse_file(&source).map_err(|error| {
        let start = error.span().byte_range().start as u32;
        place(texts, &source, start, &error.to_string())
    })?;
    let macros = MacroTable::of(&file);
    let mut program = Program::empty();
    let names = std_names::base(&mut program);
    let mut session = Session::new(program, names, &source, &macros, true);
    for (item, (path, _)) in file.items.iter().zip(texts) {
        if let syn::Item::Mod(item) = item
            && let Some((_, items)) = &item.content
        {
            let module = module_of(&mut session.names, path);
            session.declare_all(items.iter(), module);
        }
    }
    std_names::fill_prelude(&mut session.names);
    std_names::add_async_macros(&mut session.names);
    session.connect();
    std_names::add_only_written(&mut session);
    std_names::fill_prelude(&mut session.names);
    session.run_jobs();
    let Session {
        program,
        names,
        constants,
        sink,
        ..
    } = session;
    let errors = sink.into_errors();
    if errors.is_empty() {
        let mut program = program;
        forwards::shorten(&mut program);
        return Ok(Library {
            program,
            names,
            constants,
        });
    }
    let describe = |error: &Diagnostic| place(texts, &source, error.span.start, &error.message);
    Err(errors.iter().map(describe).collect::<Vec<_>>().join("\n"))
}

fn module_of(names: &mut Names, path: &str) -> ModuleId {
    let mut parts = path.split("::");
    let root = parts.next().unwrap_or("std");
    let root = names.crate_root(root);
    parts.fold(root, |module, name| names.child_module(module, name))
}

/// All texts as one file, a module each, so that offsets tell them apart. A text's own macros are written out.
///
/// # Errors
/// A macro that cannot be expanded, with its module.
fn joined(texts: &[(&str, &str)]) -> Result<String, String> {
    let mut source = String::new();
    for (path, text) in texts {
        let expanded =
            expand::expand(text).map_err(|error| format!("{path}: {}", error.message))?;
        source.push_str("mod part {\n");
        source.push_str(expanded.as_ref().map_or(text, |written| &written.source));
        source.push_str("\n}\n");
    }
    Ok(source)
}

fn place(texts: &[(&str, &str)], source: &str, offset: u32, message: &str) -> String {
    let offset = (offset as usize).min(source.len());
    let before = &source[..offset];
    let index = before.matches("mod part {\n").count().saturating_sub(1);
    let module = texts.get(index).map_or("", |(path, _)| path);
    let start = before.rfind("mod part {\n").map_or(0, |at| at + 11);
    let line = before[start.min(before.len())..].matches('\n').count() + 1;
    let text = source[before.rfind('\n').map_or(0, |at| at + 1)..]
        .lines()
        .next()
        .unwrap_or("");
    format!("{module} line {line}: {message}: {}", text.trim())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{compiled, library, parts_of, texts_of};
    use crate::prelude::PARTS;

    /// A text may mention any part by any of its words, in a comment too, and any two of them.
    #[test]
    fn every_mention_brings_all_that_it_needs() {
        let mut seen = BTreeSet::new();
        for one in PARTS {
            for word in one.words {
                for other in PARTS {
                    seen.insert(parts_of(&format!("{word} {}", other.words[0])));
                }
                seen.insert(parts_of(word));
            }
        }
        for parts in seen {
            compiled(&texts_of(parts));
        }
    }

    #[test]
    fn needs_are_names_of_parts() {
        let known = |name: &str| PARTS.iter().any(|part| part.name == name);
        for part in PARTS {
            assert!(part.needs.iter().all(|name| known(name)), "{}", part.name);
        }
        assert!(!library("fn main() {}").program.functions.is_empty());
    }
}
