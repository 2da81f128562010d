//! Races in what a search has found: two places of the program between which another thread can come, and what comes
//! of it. Read off the witnesses, so every finding has two outcomes to show.

use std::collections::{BTreeMap, BTreeSet};

use interleave_explore::Found;
use interleave_program::{LineIndex, Span};
use interleave_report::{Language, code};
use interleave_trace::{EventKind, SyncId, TaskId, Trace};
use serde::{Deserialize, Serialize};

use crate::first_come::first_come;
use crate::told::FindingView;

/// A race.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// "lock_order_inversion": two locks are taken in both orders; "load_then_store": an atomic is read and then
    /// written, and another thread can write between; "check_then_act": a lock is given back and taken again, and
    /// another thread can have it between; "first_come": another thread is first at it.
    pub finding: String,
    /// What is shared: names of the locks, or of the atomic.
    pub of: Vec<String>,
    /// Lines of the two places, from 1.
    pub lines: [u32; 2],
    /// For an inversion, lines of the two places in the other order.
    pub other_lines: Option<[u32; 2]>,
    /// Numbers, from 0, of an outcome without the other thread between, and of one with it. For an inversion: of an
    /// outcome that is no deadlock, and of one that is.
    pub outcomes: [Option<usize>; 2],
}

impl Finding {
    /// In a sentence with marks.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let [first, second] = self.lines;
        let names: Vec<String> = self.of.iter().map(|name| code(name)).collect();
        match (self.finding.as_str(), &self.other_lines) {
            ("lock_order_inversion", Some([other_first, other_second])) => {
                let [en, zh] = [" before ", " 先于 "].map(|between| names.join(between));
                language.pick(
                    format!(
                        "lock order inversion: {en} (line {first}, then {second}), elsewhere the other way round (line {other_first}, then {other_second})"
                    ),
                    format!(
                        "加锁次序颠倒：{zh}（第 {first} 行，再第 {second} 行），另一处相反（第 {other_first} 行，再第 {other_second} 行）"
                    ),
                )
            }
            ("load_then_store", _) => {
                let names = names.join(", ");
                language.pick(
                    format!(
                        "load, then store: {names} is read in line {first} and written in line {second}; another thread can write between"
                    ),
                    format!(
                        "先读后写：{names} 在第 {first} 行读、第 {second} 行写，其间别的线程可以写入"
                    ),
                )
            }
            ("first_come", _) if first == second => {
                let names = names.join(", ");
                language.pick(
                    format!(
                        "first come: at {names} in line {first} either thread is first, and the result is another one"
                    ),
                    format!("先来后到：在第 {first} 行的 {names} 处，哪个线程先到，结果就不同"),
                )
            }
            ("first_come", _) => {
                let names = names.join(", ");
                language.pick(
                    format!(
                        "first come: at {names} either line {first} or line {second} is first, and the result is another one"
                    ),
                    format!(
                        "先来后到：在 {names} 处，第 {first} 行与第 {second} 行谁先到，结果就不同"
                    ),
                )
            }
            _ => {
                let names = names.join(", ");
                language.pick(
                    format!(
                        "check, then act: {names} is given back after line {first} and taken again in line {second}; another thread can have it between"
                    ),
                    format!(
                        "先检查后行动：{names} 在第 {first} 行之后归还、第 {second} 行再次取得，其间别的线程可以占有它"
                    ),
                )
            }
        }
    }

    /// As the page shows it.
    #[must_use]
    pub(crate) fn view(&self, language: Language) -> FindingView {
        let mut lines = self.lines.to_vec();
        lines.extend(self.other_lines.into_iter().flatten());
        lines.sort_unstable();
        lines.dedup();
        FindingView {
            sentence: self.sentence(language),
            lines,
            outcomes: self.outcomes.map(|it| it.map(|number| number as u32)),
        }
    }
}

/// The findings of all witnesses, in order of their places.
#[must_use]
pub fn findings(outcomes: &[Found], source: &str) -> Vec<Finding> {
    let line_index = LineIndex::new(source);
    let line = |span: Span| match span.is_some() {
        true => line_index.locate(source, span.start).line,
        false => 0,
    };
    let mut all = inversions(outcomes, &line);
    all.extend(interferences(outcomes, &line));
    all.extend(first_come(outcomes, &line));
    all
}

pub(crate) fn label(trace: &Trace, sync: SyncId) -> String {
    let info = trace.syncs.get(sync.index());
    info.map_or_else(String::new, |info| info.label.to_string())
}

/// Two locks, by name, that are taken one inside the other: where the outer one, where the inner one, by whom.
type Nestings = BTreeMap<(String, String), BTreeSet<(u32, u32, TaskId)>>;

fn inversions(outcomes: &[Found], line: &dyn Fn(Span) -> u32) -> Vec<Finding> {
    let mut nestings = Nestings::new();
    for found in outcomes {
        nestings_of(&found.witness.trace, line, &mut nestings);
    }
    let calm = outcomes.iter().position(|it| !it.has_deadlock());
    let stuck = outcomes.iter().position(Found::has_deadlock);
    let mut all = Vec::new();
    for ((outer, inner), places) in &nestings {
        let Some(others) = nestings.get(&(inner.clone(), outer.clone())) else {
            continue;
        };
        let mut pairs = places
            .iter()
            .flat_map(|a| others.iter().map(move |b| (a, b)));
        if let Some((a, b)) = pairs.find(|(a, b)| outer < inner && a.2 != b.2) {
            all.push(Finding {
                finding: "lock_order_inversion".to_owned(),
                of: vec![outer.clone(), inner.clone()],
                lines: [a.0, a.1],
                other_lines: Some([b.0, b.1]),
                outcomes: [calm, stuck],
            });
        }
    }
    all
}

fn nestings_of(trace: &Trace, line: &dyn Fn(Span) -> u32, to: &mut Nestings) {
    let mut held: BTreeMap<TaskId, Vec<(SyncId, u32)>> = BTreeMap::new();
    for event in &trace.events {
        match event.kind {
            EventKind::Acquired { lock } => {
                let own = held.entry(event.task).or_default();
                let at = line(event.span);
                for (outer, since) in own.iter() {
                    let key = (label(trace, *outer), label(trace, lock));
                    to.entry(key).or_default().insert((*since, at, event.task));
                }
                own.push((lock, at));
            }
            EventKind::Released { lock, .. } => {
                for own in held.values_mut() {
                    own.retain(|(it, _)| *it != lock);
                }
            }
            _ => {}
        }
    }
}

/// One access of an atomic or a lock.
struct Access {
    task: TaskId,
    line: u32,
    is_lock: bool,
    wrote: bool,
}

/// What is shared and two lines: outcomes in which nobody came between, and in which somebody did.
type Between = BTreeMap<(bool, String, u32, u32), [BTreeSet<usize>; 2]>;

fn interferences(outcomes: &[Found], line: &dyn Fn(Span) -> u32) -> Vec<Finding> {
    let mut between = Between::new();
    for (number, found) in outcomes.iter().enumerate() {
        between_of(&found.witness.trace, number, line, &mut between);
    }
    let finding = |((is_lock, of, first, second), [calm, raced]): (
        &(bool, String, u32, u32),
        &[BTreeSet<usize>; 2],
    )| {
        let calm_one = calm.iter().find(|it| !raced.contains(it))?;
        // Of threads that run the same lines, one has nobody between in the run in which it comes between the other's.
        let only_raced = raced.iter().find(|it| !calm.contains(it));
        let raced_one = only_raced.or(raced.first())?;
        let name = if *is_lock {
            "check_then_act"
        } else {
            "load_then_store"
        };
        Some(Finding {
            finding: name.to_owned(),
            of: vec![of.clone()],
            lines: [*first, *second],
            other_lines: None,
            outcomes: [Some(*calm_one), Some(*raced_one)],
        })
    };
    between.iter().filter_map(finding).collect()
}

fn between_of(trace: &Trace, number: usize, line: &dyn Fn(Span) -> u32, to: &mut Between) {
    let mut accesses: BTreeMap<SyncId, Vec<Access>> = BTreeMap::new();
    for event in &trace.events {
        let (sync, is_lock, wrote) = match event.kind {
            EventKind::Acquired { lock } => (lock, true, true),
            EventKind::Atomic { atomic, wrote } => (atomic, false, wrote),
            _ => continue,
        };
        accesses.entry(sync).or_default().push(Access {
            task: event.task,
            line: line(event.span),
            is_lock,
            wrote,
        });
    }
    for (sync, accesses) in accesses {
        for (at, first) in accesses.iter().enumerate() {
            let rest = &accesses[at + 1..];
            let Some(next) = rest.iter().position(|it| it.task == first.task) else {
                continue;
            };
            let second = &rest[next];
            // Reading and writing in one step, or the same place again, is no check before an act.
            if first.wrote != first.is_lock
                || !second.wrote
                || first.line == second.line && first.is_lock
            {
                continue;
            }
            let has_come = rest[..next].iter().any(|it| it.wrote);
            let key = (first.is_lock, label(trace, sync), first.line, second.line);
            to.entry(key).or_default()[usize::from(has_come)].insert(number);
        }
    }
}
