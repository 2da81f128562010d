//! Deadlock: who waits for whom when nobody can go on.

use interleave_program::TypeTag;
use interleave_trace::{BlockReason, DeadlockEdge, EventId, Outcome, SyncId, TaskId};

use crate::simulation::Simulation;
use crate::sync::{Holder, SyncState};

impl Simulation<'_> {
    /// Nobody runs, nothing is planned, and main has not ended.
    pub(crate) fn end_by_deadlock(&mut self) {
        let blocked: Vec<TaskId> = self.blocked().collect();
        let cycle = self.cycle(&blocked);
        let is_cycle = cycle.is_some();
        let tasks = cycle.unwrap_or(blocked);
        let cycle = tasks.into_iter().filter_map(|it| self.edge(it)).collect();
        self.outcome
            .get_or_insert(Outcome::Deadlock { cycle, is_cycle });
    }

    /// Tasks that wait in a cycle, and those that wait for them.
    pub(crate) fn stuck(&self) -> Vec<DeadlockEdge> {
        let blocked: Vec<TaskId> = self.blocked().collect();
        let mut is_stuck = vec![None; self.tasks.len()];
        let mut on_path = vec![false; self.tasks.len()];
        for &task in &blocked {
            let mut path = Vec::new();
            let mut at = Some(task);
            let verdict = loop {
                let Some(here) = at else { break false };
                if let Some(verdict) = is_stuck[here.index()] {
                    break verdict;
                }
                if std::mem::replace(&mut on_path[here.index()], true) {
                    break true;
                }
                path.push(here);
                at = self.waits_for(here);
            };
            for here in path {
                is_stuck[here.index()] = Some(verdict);
                on_path[here.index()] = false;
            }
        }
        let stuck = |task: &TaskId| is_stuck[task.index()] == Some(true);
        let stuck = blocked.into_iter().filter(stuck);
        stuck.filter_map(|task| self.edge(task)).collect()
    }

    fn blocked(&self) -> impl Iterator<Item = TaskId> {
        let all = (0..self.tasks.len()).map(TaskId::from_index);
        all.filter(|task| self.is_blocked(*task))
    }

    /// The first cycle of tasks that wait for each other, in order, from its lowest-numbered task.
    fn cycle(&self, blocked: &[TaskId]) -> Option<Vec<TaskId>> {
        let mut seen_from = vec![None; self.tasks.len()];
        for &start in blocked {
            let mut at = Some(start);
            while let Some(here) = at {
                match seen_from[here.index()] {
                    Some(from) if from == start => return Some(self.cycle_from(here)),
                    Some(_) => break,
                    None => seen_from[here.index()] = Some(start),
                }
                at = self.waits_for(here);
            }
        }
        None
    }

    fn cycle_from(&self, member: TaskId) -> Vec<TaskId> {
        let next = |task: &TaskId| self.waits_for(*task).filter(|next| *next != member);
        let mut cycle: Vec<TaskId> = std::iter::successors(Some(member), next).collect();
        let lowest = (0..cycle.len()).min_by_key(|index| cycle[*index]);
        cycle.rotate_left(lowest.unwrap_or(0));
        cycle
    }

    /// The task that could let `task` go on, when it is known.
    fn waits_for(&self, task: TaskId) -> Option<TaskId> {
        match self.reason_of(task)? {
            BlockReason::Join { target } => Some(target),
            BlockReason::Lock { lock, .. } => match &self.syncs[lock.index()].state {
                SyncState::Mutex(mutex) => mutex.owner,
                _ => None,
            },
            BlockReason::Read { lock, .. } | BlockReason::Write { lock, .. } => {
                self.rw_holder(lock).map(|holder| holder.task)
            }
            BlockReason::Once { once } => match &self.syncs[once.index()].state {
                SyncState::Once(once) => once.running.map(|(task, _)| task),
                _ => None,
            },
            BlockReason::Scope { scope } => self.scopes[scope as usize]
                .threads
                .iter()
                .copied()
                .find(|thread| !self.tasks[thread.index()].is_finished()),
            _ => None,
        }
    }

    /// Who still has the other end of the channel that a task waits at: the first of them.
    fn other_end(&self, reason: BlockReason) -> Option<TaskId> {
        let (tags, channel): (&[TypeTag], SyncId) = match reason {
            BlockReason::Receive { channel, .. } => {
                (&[TypeTag::SENDER, TypeTag::SYNC_SENDER], channel)
            }
            BlockReason::Send { channel } => (&[TypeTag::RECEIVER], channel),
            _ => return None,
        };
        let owns = |task: &crate::task::Task| {
            let vm = task.vm.as_ref();
            vm.is_some_and(|vm| vm.owns_handle(&self.heap, tags, channel.0))
        };
        self.tasks.iter().position(owns).map(TaskId::from_index)
    }

    /// Who has a readers-writer lock, of several the first that waits itself.
    fn rw_holder(&self, lock: SyncId) -> Option<Holder> {
        let SyncState::RwLock(lock) = &self.syncs[lock.index()].state else {
            return None;
        };
        let waits = |it: &&Holder| self.is_blocked(it.task);
        let waiting = lock.holders.iter().find(waits);
        waiting.or(lock.holders.first()).copied()
    }

    fn edge(&self, task: TaskId) -> Option<DeadlockEdge> {
        let mut reason = self.reason_of(task)?;
        let waits_for = self.waits_for(task).or_else(|| self.other_end(reason));
        let mut held_since = None;
        if let BlockReason::Lock { lock, holder } = &mut reason {
            *holder = waits_for;
            if let SyncState::Mutex(mutex) = &self.syncs[lock.index()].state {
                held_since = waits_for.map(|_| mutex.held_since);
            }
        }
        match &mut reason {
            BlockReason::Read { lock, holder } | BlockReason::Write { lock, holder } => {
                *holder = waits_for;
                held_since = self.rw_holder(*lock).map(|it| it.since);
            }
            BlockReason::Once { once } => {
                if let SyncState::Once(once) = &self.syncs[once.index()].state {
                    held_since = once.running.map(|(_, since)| since);
                }
            }
            _ => {}
        }
        let blocked = self.details[task.index()].rare().blocked_event;
        Some(DeadlockEdge {
            task,
            reason,
            blocked: blocked.unwrap_or(EventId(0)),
            span: self.span_of(task),
            waits_for,
            held_since,
        })
    }
}
