//! What tasks and sync objects are called: by their names in the program, unique in the run.

use std::collections::BTreeMap;

use interleave_program::{Program, Span};
use interleave_trace::{Label, SyncId, SyncInfo, SyncKind, TaskId, TaskInfo, Tasks};

use crate::sync::SyncObject;
use crate::task::Details;

const TASK: &str = "task";
const THREAD: &str = "thread";

/// How labels begin that nobody has given.
const KINDS: [&str; 10] = [
    TASK,
    THREAD,
    "Mutex",
    "RwLock",
    "Condvar",
    "Barrier",
    "Once",
    "channel",
    "atomic",
    "semaphore",
];

/// The labels in use, each with the highest number that it has been given with.
///
/// Numbered labels are not kept: "h 3" is in use when "h" has been given with 3 or more.
#[derive(Default)]
struct Names {
    used: BTreeMap<String, u32>,
    /// Of each kind of thing that nobody has named.
    unnamed: Vec<Unnamed>,
    /// Whether somebody has named something as what nobody has named could be called.
    may_clash: bool,
}

/// A kind of thing that nobody has named.
struct Unnamed {
    kind: &'static str,
    /// The highest number so far: "thread 3" is in use up to there.
    highest: u32,
    /// The label with that number.
    label: Label,
}

/// Tasks of one kind that a loop spawns one after the other, and that nobody has named: while there are only such, each
/// label follows from the one before.
#[derive(Default)]
struct Row {
    kind: Option<&'static str>,
    last: u32,
}

impl Row {
    /// The task, one more of `tasks`, when the row goes on with it.
    #[inline(always)]
    fn goes_on(&mut self, task: &Details, tasks: &mut Tasks) -> bool {
        let goes_on = self.kind.is_some_and(|it| std::ptr::eq(it, kind_of(task)))
            && !task.has_rare()
            && tasks.push_next(task.parent.get(), task.span);
        self.last += u32::from(goes_on);
        goes_on
    }

    /// What it has given is known to all names from now on.
    fn ends(&mut self, names: &mut Names, tasks: &Tasks) {
        let Some(kind) = self.kind.take() else { return };
        let known = names.unnamed.iter_mut().find(|it| it.kind == kind);
        if let (Some(known), Some(label)) = (known, tasks.last_label()) {
            known.highest = self.last;
            known.label = label.clone();
        }
    }
}

/// How the label of a task begins that nobody has named.
fn kind_of(task: &Details) -> &'static str {
    if task.is_future() { TASK } else { THREAD }
}

impl Names {
    /// `label`, or "label 2", "label 3", … when it is taken.
    fn unique(&mut self, label: &str) -> Label {
        let Some(mut number) = self.used.get(label).copied() else {
            let is_taken = self.is_numbered(label);
            self.may_clash |= KINDS.into_iter().any(|kind| label.starts_with(kind));
            self.used.insert(label.to_owned(), 1);
            return match is_taken {
                true => self.unique(label),
                false => Label::from(label),
            };
        };
        let numbered = loop {
            number += 1;
            let numbered = Label::numbered(label, number);
            if !self.used.contains_key(numbered.as_str()) && !self.is_unnamed(label, number) {
                break numbered;
            }
        };
        if let Some(highest) = self.used.get_mut(label) {
            *highest = number;
        }
        numbered
    }

    /// "kind number", for something without a name; numbers of a kind rise.
    fn unnamed(&mut self, kind: &'static str, number: u32) -> Label {
        let mut known = self.unnamed.iter_mut();
        if !self.may_clash
            && let Some(known) = known.find(|it| std::ptr::eq(it.kind, kind))
            && number > known.highest
        {
            let next = (number == known.highest + 1).then(|| known.label.following());
            known.highest = number;
            known.label = match next.flatten() {
                Some(label) => label,
                None => Label::numbered(kind, number),
            };
            return known.label.clone();
        }
        let label = Label::numbered(kind, number);
        let highest = self.used.get(kind).copied().unwrap_or(1);
        if self.used.contains_key(label.as_str())
            || (2..=highest).contains(&number)
            || self.is_unnamed(kind, number)
        {
            return self.unique(&label);
        }
        self.unnamed.retain(|it| it.kind != kind);
        self.unnamed.push(Unnamed {
            kind,
            highest: number,
            label: label.clone(),
        });
        label
    }

    /// Whether "kind number" has been given to something without a name.
    fn is_unnamed(&self, kind: &str, number: u32) -> bool {
        let mut unnamed = self.unnamed.iter();
        unnamed.any(|it| it.kind == kind && number <= it.highest)
    }

    /// Whether `label` has been given as a numbered one.
    fn is_numbered(&self, label: &str) -> bool {
        let Some((base, digits)) = label.rsplit_once(' ') else {
            return false;
        };
        let number = digits.parse().ok();
        let Some(number) = number.filter(|it: &u32| it.to_string() == digits) else {
            return false;
        };
        let highest = self.used.get(base).copied().unwrap_or(1);
        (2..=highest).contains(&number) || self.is_unnamed(base, number)
    }
}

/// Names all tasks and sync objects of a run, in order of creation.
pub(crate) fn name_all(
    program: &Program,
    details: &mut [Details],
    syncs: &[SyncObject],
) -> (Tasks, Vec<SyncInfo>) {
    let mut names = Names::default();
    let mut tasks = Tasks::default();
    // A loop spawns at one place.
    let mut last = (Span::NONE, None);
    let mut row = Row::default();
    for (index, task) in details.iter_mut().enumerate() {
        if row.goes_on(task, &mut tasks) {
            continue;
        }
        row.ends(&mut names, &tasks);
        let name = task.take_rare(|it| &mut it.name).map(String::from);
        if task.span != last.0 || index == 0 {
            last = (task.span, label_at(program, task.span));
        }
        let number = index as u32;
        let label = match name.as_deref().or(last.1) {
            Some(label) => names.unique(label),
            None => {
                let kind = kind_of(task);
                let label = names.unnamed(kind, number);
                if !names.may_clash {
                    row = Row {
                        kind: Some(kind),
                        last: number,
                    };
                }
                label
            }
        };
        tasks.push(TaskInfo {
            id: TaskId::from_index(index),
            label,
            name,
            parent: task.parent.get(),
            span: task.span,
        });
    }
    let mut names = Names::default();
    let mut counts = BTreeMap::new();
    let syncs = syncs
        .iter()
        .enumerate()
        .map(|(index, sync)| {
            let count = counts.entry(sync.kind).or_insert(0u32);
            *count += 1;
            let label = match label_at(program, sync.span) {
                Some(label) => names.unique(label),
                None => names.unnamed(kind_name(sync.kind), *count),
            };
            SyncInfo {
                id: SyncId::from_index(index),
                kind: sync.kind,
                label: label.into(),
                span: sync.span,
            }
        })
        .collect();
    (tasks, syncs)
}

fn label_at(program: &Program, span: Span) -> Option<&str> {
    program.labels.get(&span.start).map(String::as_str)
}

fn kind_name(kind: SyncKind) -> &'static str {
    match kind {
        SyncKind::Mutex => "Mutex",
        SyncKind::RwLock => "RwLock",
        SyncKind::Condvar => "Condvar",
        SyncKind::Barrier => "Barrier",
        SyncKind::Once => "Once",
        SyncKind::Channel => "channel",
        SyncKind::Atomic => "atomic",
        SyncKind::Semaphore => "semaphore",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names = Names::default();
        let given: Vec<Label> = ["h", "h 2", "h", "h", "h 4", "h 4", "main", "h 5 2"]
            .into_iter()
            .map(|label| names.unique(label))
            .collect();
        let expected = ["h", "h 2", "h 3", "h 4", "h 4 2", "h 4 3", "main", "h 5 2"];
        assert_eq!(given, expected);
    }

    #[test]
    fn names_and_numbers_of_the_unnamed_do_not_meet() {
        let mut names = Names::default();
        let given = [
            names.unnamed("thread", 1),
            names.unique("thread 2"),
            names.unnamed("thread", 3),
            names.unique("thread 3"),
            names.unique("thread"),
            names.unique("thread"),
            names.unnamed("thread", 4),
        ];
        let expected = [
            "thread 1",
            "thread 2",
            "thread 3",
            "thread 3 2",
            "thread",
            "thread 4",
            "thread 4 2",
        ];
        assert_eq!(given, expected);
    }
}
