//! What tasks and sync objects are called: by their names in the program, unique in the run.

use std::collections::BTreeMap;

use interleave_program::{Program, Span};
use interleave_trace::{SyncId, SyncInfo, SyncKind, TaskId, TaskInfo};

use crate::sync::SyncObject;
use crate::task::Details;

/// The labels in use, each with the highest number that it has been given with.
///
/// Numbered labels are not kept: "h 3" is in use when "h" has been given with 3 or more.
#[derive(Default)]
struct Names {
    used: BTreeMap<String, u32>,
}

impl Names {
    /// `label`, or "label 2", "label 3", … when it is taken.
    fn unique(&mut self, label: String) -> String {
        let Some(count) = self.used.get(&label).copied() else {
            if !self.is_numbered(&label) {
                self.used.insert(label.clone(), 1);
                return label;
            }
            self.used.insert(label.clone(), 1);
            return self.unique(label);
        };
        let mut number = count;
        let numbered = loop {
            number += 1;
            let numbered = format!("{label} {number}");
            if !self.used.contains_key(&numbered) {
                break numbered;
            }
        };
        self.used.insert(label, number);
        numbered
    }

    /// Whether `label` has been given as a numbered one.
    fn is_numbered(&self, label: &str) -> bool {
        let Some((base, number)) = label.rsplit_once(' ') else {
            return false;
        };
        let Some(highest) = self.used.get(base) else {
            return false;
        };
        number
            .parse()
            .is_ok_and(|it: u32| it >= 2 && it <= *highest && it.to_string() == number)
    }
}

/// Names all tasks and sync objects of a run, in order of creation.
pub(crate) fn name_all(
    program: &Program,
    tasks: &mut [Details],
    syncs: &[SyncObject],
    is_future: impl Fn(usize) -> bool,
) -> (Vec<TaskInfo>, Vec<SyncInfo>) {
    let mut names = Names::default();
    let tasks = tasks
        .iter_mut()
        .enumerate()
        .map(|(index, task)| {
            let id = TaskId::from_index(index);
            let name = task.name.take().map(String::from);
            let label = name
                .clone()
                .or_else(|| label_at(program, task.span))
                .unwrap_or_else(|| match is_future(index) {
                    true => format!("task {index}"),
                    false => format!("thread {index}"),
                });
            TaskInfo {
                id,
                label: names.unique(label),
                name,
                parent: task.parent,
                span: task.span,
            }
        })
        .collect();
    let mut names = Names::default();
    let mut counts = BTreeMap::new();
    let syncs = syncs
        .iter()
        .enumerate()
        .map(|(index, sync)| {
            let count = counts.entry(sync.kind).or_insert(0u32);
            *count += 1;
            let label = label_at(program, sync.span)
                .unwrap_or_else(|| format!("{} {count}", kind_name(sync.kind)));
            SyncInfo {
                id: SyncId::from_index(index),
                kind: sync.kind,
                label: names.unique(label),
                span: sync.span,
            }
        })
        .collect();
    (tasks, syncs)
}

fn label_at(program: &Program, span: Span) -> Option<String> {
    program.labels.get(&span.start).cloned()
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
        let given: Vec<String> = ["h", "h 2", "h", "h", "h 4", "h 4", "main", "h 5 2"]
            .into_iter()
            .map(|label| names.unique(label.to_owned()))
            .collect();
        let expected = ["h", "h 2", "h 3", "h 4", "h 4 2", "h 4 3", "main", "h 5 2"];
        assert_eq!(given, expected);
    }
}
