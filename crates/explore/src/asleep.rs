//! Sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, chapter 5)
//! over a graph of states.
//!
//! When `t` has been followed from a state and then `u` is, and the two commute there, `t` need not be done after `u`:
//! it leads where `u` leads after `t`, and that is in the graph by then. `t` is *asleep* after `u`. It stays so as long
//! as what is done commutes with it.
//!
//! A search that only wants the outcomes would leave such acts out, and would then have to search a state again that it
//! reaches with fewer acts asleep (Godefroid, Holzmann and Pirottin, State-Space Caching Revisited, CAV 1992). Here their
//! edges are written into the graph all the same, without being done: no state is searched twice, and the outcomes and
//! the counts of schedules are exactly those of a search of every act. (That one may tell apart states that differ only
//! in references which nobody follows any more.)

use interleave_engine::Touched;
use interleave_trace::TaskId;

use crate::graph::{Graph, NodeId};

/// An act that was followed from a state, or is asleep there.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) task: TaskId,
    pub(crate) touched: Touched,
    /// Where it leads.
    pub(crate) to: NodeId,
}

/// What sleeps after `act` was done where `before` had been followed: all of it that commutes with `act` and leads to a
/// known place.
pub(crate) fn asleep_after(
    graph: &Graph,
    before: &[Followed],
    act: &Followed,
) -> impl Iterator<Item = Followed> {
    let sleeping = |it: &Followed| {
        if !it.touched.commutes_with(&act.touched) {
            return None;
        }
        Some(Followed {
            to: graph.lone_target(it.to, act.task)?,
            ..it.clone()
        })
    };
    before.iter().filter_map(sleeping)
}
