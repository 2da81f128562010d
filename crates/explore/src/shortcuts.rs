//! Where a row of acts without a choice leads, from a state in its middle.
//!
//! Such acts are one edge with the act before them, and the states between them are no nodes. But rows that begin
//! differently come together: once all other threads have ended, what `main` does depends on little. Whoever comes
//! to a state on a row that was gone before goes on from that row's end instead of doing its acts again.

use interleave_engine::Interleaving;
use interleave_trace::TaskId;

use crate::graph::{Course, NodeId, States};
use crate::rows::Rows;

/// Acts in a row after which it is asked whether the rest is known; not at once, for most rows are short.
const FIRST_ASKED: u32 = 2;

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
}

/// A state that the row under way has passed, and the course after the act from there.
#[derive(Clone, Copy, Debug)]
struct Passed {
    state: u32,
    first: TaskId,
    course: Course,
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
        if !(acts == FIRST_ASKED || after_end) || course.forced > MOST_FORCED {
            return None;
        }
        let (state, is_new) = self.states.number(state);
        if is_new {
            self.rests.push(None);
        }
        if let Some(rest) = self.rests[state as usize] {
            course.then(rest.first);
            course.append(rest.then);
            return Some(rest.to);
        }
        let mut after = *course;
        after.then(first);
        self.passed.push(Passed {
            state,
            first,
            course: after,
        });
        None
    }

    /// The row under way has ended at `to`, by `course`.
    pub(crate) fn ended(&mut self, to: NodeId, course: Course) {
        for passed in self.passed.drain(..) {
            let rest = Rest {
                to,
                first: passed.first,
                then: course.since(passed.course),
            };
            self.rests[passed.state as usize] = Some(rest);
        }
    }

    /// Bytes that it takes, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.states.bytes() + self.rests.bytes()
    }
}
