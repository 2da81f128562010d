//! Where a row of acts without a choice leads, from a state in its middle.
//!
//! Such acts are one edge with the act before them, and the states between them are no nodes. But rows that begin
//! differently come together: once all other threads have ended, what `main` does depends on little. Whoever comes
//! to a state on a row that was gone before goes on from that row's end instead of doing its acts again.

use std::ops::RangeInclusive;

use interleave_engine::Interleaving;
use interleave_trace::TaskId;

use crate::graph::{Course, NodeId, States};
use crate::rows::Rows;
use crate::search::MOST_IN_A_ROW;

/// Acts in a row after which it is asked whether the rest is known; not at once, for most rows are short.
const FIRST_ASKED: u32 = 2;

/// Acts after which it is asked again; not after all, for asking takes longer than an act. Where long rows are cut into pieces does not depend on that: then only such rests
/// count as lead where the row's own acts would.
const ASKED_AGAIN: RangeInclusive<u32> = 3..=5;

/// Longer rows are gone step by step: [`Course`] counts to 255.
const MOST_FORCED: u8 = 128;

/// The rest of a row from a state on.
#[derive(Clone, Copy, Debug)]
struct Rest {
    to: NodeId,
    /// Who acts first.
    first: TaskId,
    /// What then follows, counted from that act.
    then: Course,
    /// Whether it ends where there is a choice or nothing more, and not for its length.
    is_whole: bool,
    /// Whether somebody came to its state otherwise than by being asked again.
    is_first: bool,
}

/// A state that the row under way has passed, and the course after the act from there.
#[derive(Clone, Copy, Debug)]
struct Passed {
    state: u32,
    first: TaskId,
    course: Course,
    is_first: bool,
}

/// All known rests.
#[derive(Default)]
pub(crate) struct Shortcuts {
    states: States,
    rests: Rows<Option<Rest>>,
    /// Of the row under way.
    passed: Vec<Passed>,
}

impl Shortcuts {
    /// `first` is the only one who acts next in `state`, after `acts` acts without a choice of which the last was an
    /// end of a thread, or not. Where the row leads, when that is known; `course` then says how, too. Otherwise the
    /// caller lets `first` act and goes on.
    pub(crate) fn known(
        &mut self,
        state: &Interleaving<'_>,
        first: TaskId,
        (acts, after_end): (u32, bool),
        course: &mut Course,
    ) -> Option<NodeId> {
        let is_first = acts == FIRST_ASKED || after_end;
        if !(is_first || ASKED_AGAIN.contains(&acts)) || course.forced > MOST_FORCED {
            return None;
        }
        let (state, is_new) = self.states.number(state);
        if is_new {
            self.rests.push(None);
        }
        if let Some(rest) = &mut self.rests[state as usize] {
            let mut whole = *course;
            whole.then(rest.first);
            whole.append(rest.then);
            let leads_there = rest.is_whole && u32::from(whole.forced) < MOST_IN_A_ROW;
            if leads_there || (is_first && rest.is_first) {
                rest.is_first |= is_first;
                let Rest { to, is_whole, .. } = *rest;
                self.ended(to, whole, is_whole);
                *course = whole;
                return Some(to);
            }
            if !is_first {
                return None;
            }
        }
        let mut after = *course;
        after.then(first);
        self.passed.push(Passed {
            state,
            first,
            course: after,
            is_first,
        });
        None
    }

    /// The row under way has ended at `to`, by `course`; it `is_whole` when that was not for its length.
    pub(crate) fn ended(&mut self, to: NodeId, course: Course, is_whole: bool) {
        for passed in self.passed.drain(..) {
            let known = &mut self.rests[passed.state as usize];
            // A row that goes round has passed it twice.
            if known.is_some() && !passed.is_first {
                continue;
            }
            *known = Some(Rest {
                to,
                first: passed.first,
                then: course.since(passed.course),
                is_whole,
                is_first: passed.is_first,
            });
        }
    }

    /// Bytes that it takes, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.states.bytes() + self.rests.bytes()
    }
}
