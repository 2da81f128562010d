//! Scheduling by hand: what can be chosen now, and following choices that were made.

use interleave_engine::Interleaving;
use interleave_trace::TaskId;
use serde::{Deserialize, Serialize};

use crate::graph::Picks;
use crate::search::Script;

/// Acts in a row that leave no choice and are done by themselves; a thread that goes round alone stops there.
const MOST_FORCED: u32 = 10_000;

/// A choice: who acts, and which of several waiters its act picks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Who acts.
    pub task: TaskId,
    /// Picks among waiters in this act; almost always none.
    pub picks: Vec<u8>,
}

/// Everything that can be chosen now, whoever acted last first. Empty when the run is over.
fn moves(run: &mut Interleaving<'_>) -> Vec<Move> {
    let mut options = Vec::new();
    run.settle(&mut options);
    let mut left: Vec<(TaskId, Picks)> = options
        .iter()
        .rev()
        .map(|task| (*task, Picks::new()))
        .collect();
    let mut found = Vec::new();
    while let Some((task, picks)) = left.pop() {
        let mut script = Script::new(&picks);
        run.clone().act(task, &mut script);
        left.extend(script.others(&picks).map(|other| (task, other)));
        found.push(Move {
            task,
            picks: picks.to_vec(),
        });
    }
    found
}

/// Makes the moves one after the other and all that leaves no choice before and between them. Answers how many
/// were possible; what comes after the first impossible one is left out.
pub fn follow(run: &mut Interleaving<'_>, chosen: &[Move]) -> usize {
    for (number, it) in chosen.iter().enumerate() {
        if !go_on(run).contains(it) {
            return number;
        }
        make(run, it);
    }
    chosen.len()
}

/// Makes a move, one of those that are possible now.
pub fn make(run: &mut Interleaving<'_>, it: &Move) {
    run.step_to(it.task, &mut Script::new(&it.picks));
}

/// Acts as long as there is no choice; what can be chosen then.
#[must_use]
pub fn go_on(run: &mut Interleaving<'_>) -> Vec<Move> {
    for _ in 0..MOST_FORCED {
        let possible = moves(run);
        let [only] = &*possible else {
            return possible;
        };
        make(run, only);
    }
    moves(run)
}
