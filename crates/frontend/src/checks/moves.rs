//! What has been moved where: the state that the flow through a body carries, and what is said of a use after a move.

use std::collections::BTreeMap;

use interleave_program::{Diagnostic, Span};

use crate::infer::Kind;

/// A variable, by its declaration, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    pub(super) var: u32,
    pub(super) fields: Vec<String>,
}

impl Path {
    pub(super) fn of(var: u32) -> Self {
        let fields = Vec::new();
        Self { var, fields }
    }

    pub(super) fn field(&self, name: String) -> Self {
        let mut fields = self.fields.clone();
        fields.push(name);
        Self {
            var: self.var,
            fields,
        }
    }

    pub(super) fn is_in(&self, whole: &Self) -> bool {
        self.var == whole.var && self.fields.starts_with(&whole.fields)
    }
}

/// How a place is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// By value: a move, unless its type is `Copy`.
    Value,
    /// Borrowed or looked at, with all its parts.
    Borrow,
    /// Only looked at itself: its parts may be gone.
    Shallow,
}

/// What took a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Nothing took it: it has no value yet.
    Declared,
    Value,
    Closure,
    Loop,
    Method,
    Pattern,
}

/// A move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    pub(super) at: Span,
    pub(super) by: By,
    pub(super) kind: Kind,
}

/// What may have been moved when the flow is at a point; `is_dead` when it never is.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) moves: BTreeMap<Path, Moved>,
    pub(super) is_dead: bool,
}

impl State {
    pub(super) fn dead() -> Self {
        Self {
            is_dead: true,
            ..Self::default()
        }
    }

    /// Two ways meet: what is moved on one of them may be moved.
    pub(super) fn join(&mut self, other: &Self) {
        if other.is_dead {
            return;
        }
        if self.is_dead {
            self.clone_from(other);
            return;
        }
        for (path, moved) in &other.moves {
            self.moves.entry(path.clone()).or_insert(*moved);
        }
    }

    /// Whether everything that may be moved in `other` may be moved here.
    pub(super) fn has_all_of(&self, other: &Self) -> bool {
        other.is_dead || other.moves.keys().all(|path| self.moves.contains_key(path))
    }

    /// The move that stands against an access.
    pub(super) fn conflict(&self, path: &Path, access: Access) -> Option<(Path, Moved)> {
        if self.is_dead {
            return None;
        }
        let mut moves = self.moves.iter().filter(|(moved, _)| {
            path.is_in(moved) || access != Access::Shallow && moved.is_in(path)
        });
        moves.next().map(|(path, moved)| (path.clone(), *moved))
    }

    /// A new value in `path`.
    pub(super) fn revive(&mut self, path: &Path) {
        if !self.moves.is_empty() {
            self.moves.retain(|moved, _| !moved.is_in(path));
        }
    }
}

/// E0382, for the variable or field called `name`.
pub(super) fn use_after_move(
    name: &str,
    used: Span,
    access: Access,
    moved: Moved,
    is_part: bool,
) -> Diagnostic {
    if moved.by == By::Declared {
        let message = format!("used binding `{name}` may not have a value yet");
        return Diagnostic::error("E0381", used, message)
            .with_label(moved.at, "declared here without a value")
            .with_help("give it a value where it is declared, or on every way to here");
    }
    let what = match access {
        Access::Value => "use",
        _ => "borrow",
    };
    let partially = if is_part { "partially " } else { "" };
    let message = format!("{what} of {partially}moved value: `{name}`");
    let into = match moved.by {
        By::Closure => "value moved into closure here",
        By::Method => "value moved here: the method takes `self`",
        By::Loop => "value moved here: the loop takes it",
        _ => "value moved here",
    };
    let text = match moved.at == used {
        true => format!("{into}, in previous iteration of loop"),
        false => into.to_owned(),
    };
    Diagnostic::error("E0382", used, message)
        .with_label(moved.at, text)
        .with_help(advice(name, moved, moved.at == used))
}

fn advice(name: &str, moved: Moved, in_loop: bool) -> String {
    let when = match (in_loop, moved.by) {
        (true, _) => "in each iteration, before the move",
        (_, By::Closure) => "before the closure",
        _ => "before the move",
    };
    match (moved.kind, moved.by) {
        (Kind::Counted(pointer), _) => {
            format!("write `let clone = {pointer}::clone(&{name});` {when}, and move the clone")
        }
        (Kind::Guard | Kind::ReadGuard(_), _) => "use the guard before it is moved".to_owned(),
        (_, By::Loop) => format!("write `for … in &{name}`, which only borrows it"),
        (_, By::Pattern) => format!("match on `&{name}`, which only borrows it"),
        (_, By::Closure) => format!(
            "write `let clone = {name}.clone();` {when} and move the clone, or share it in an `Arc`"
        ),
        (_, By::Value) => format!("move a clone, `{name}.clone()`, or lend it: `&{name}`"),
        (_, By::Method | By::Declared) => format!("call the method on a clone, `{name}.clone()`"),
    }
}

/// A move in a loop that also a use after the loop stumbles over is reported there only, as rustc does.
pub(super) fn keep_one_a_move(found: &mut Vec<Diagnostic>) {
    let later: Vec<Span> = found
        .iter()
        .filter(|diagnostic| diagnostic.id == "E0382")
        .filter(|diagnostic| {
            diagnostic
                .labels
                .first()
                .is_some_and(|label| label.span < diagnostic.span)
        })
        .filter_map(|diagnostic| Some(diagnostic.labels.first()?.span))
        .collect();
    found.retain(|diagnostic| !later.contains(&diagnostic.span));
}
