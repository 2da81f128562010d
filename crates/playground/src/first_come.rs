//! Results that depend on who came first: two outcomes whose runs part where, at the same lock, channel or atomic,
//! another thread is first.

use std::collections::{BTreeMap, BTreeSet};

use interleave_explore::Found;
use interleave_program::Span;
use interleave_trace::{EventId, EventKind, SyncId, TaskId, Trace};

use crate::findings::{Finding, label};

/// Findings of this sort.
const MOST: usize = 4;

/// Who comes, in which line.
type Arrival = (TaskId, u32, EventId);

/// Who comes to an object, in order.
type Arrivals = BTreeMap<SyncId, Vec<Arrival>>;

/// Each outcome is compared with the first one; of what differs the earliest counts, for the rest may come of it.
pub(crate) fn first_come(outcomes: &[Found], line: &dyn Fn(Span) -> u32) -> Vec<Finding> {
    let Some((usual, others)) = outcomes.split_first() else {
        return Vec::new();
    };
    let usual = &usual.witness.trace;
    let usual_arrivals = arrivals(usual, line);
    let mut told = BTreeSet::new();
    let mut all = Vec::new();
    for (number, other) in (1..).zip(others) {
        let here = arrivals(&other.witness.trace, line);
        let parting = here.iter().filter_map(|(sync, now)| {
            let before = usual_arrivals.get(sync)?;
            let mut both = before.iter().zip(now);
            let (usually, instead) = both.find(|(a, b)| a.0 != b.0)?;
            let comes = |all: &[Arrival], it: TaskId| all.iter().any(|(task, _, _)| *task == it);
            let do_both_come = comes(before, instead.0) && comes(now, usually.0);
            do_both_come.then_some((instead.2, *sync, usually.1, instead.1))
        });
        let Some((_, sync, first, second)) = parting.min() else {
            continue;
        };
        let of = label(usual, sync);
        let key = (of.clone(), first.min(second), first.max(second));
        if told.insert(key) && all.len() < MOST {
            all.push(Finding {
                finding: "first_come".to_owned(),
                of: vec![of],
                lines: [first, second],
                other_lines: None,
                outcomes: [Some(0), Some(number)],
            });
        }
    }
    all
}

fn arrivals(trace: &Trace, line: &dyn Fn(Span) -> u32) -> Arrivals {
    let mut all = Arrivals::new();
    for event in &trace.events {
        let sync = match event.kind {
            EventKind::Acquired { lock } | EventKind::ReadAcquired { lock } => lock,
            EventKind::Sent { channel } => channel,
            EventKind::Atomic { atomic, .. } => atomic,
            _ => continue,
        };
        let arrival = (event.task, line(event.span), event.id);
        all.entry(sync).or_default().push(arrival);
    }
    all
}
