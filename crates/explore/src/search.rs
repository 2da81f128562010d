//! The search: depth first, in slices, so that whoever asked can show progress and stop it.

use std::collections::HashMap;

use interleave_engine::{
    ChoicePoint, Code, DefaultOracle, End, Interleaving, Machine, MachineError, Oracle, Timing,
    Touched, Wanted,
};
use interleave_trace::{LimitKind, TaskId};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::asleep::{Followed, asleep_after};
use crate::graph::{Course, Edge, Graph, NodeId, Picks, Standing};
use crate::moves::{Move, follow};
use crate::shortcuts::Shortcuts;

/// What to search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What is known about how long things take.
    pub timing: Timing,
    /// After so many states the search stops, incomplete.
    pub max_states: u64,
    /// After so many different outcomes the search stops, incomplete.
    pub max_outcomes: u64,
    /// When states and edges take so many bytes the search stops, incomplete. What is then told of them takes about
    /// half as much again.
    pub max_bytes: u64,
    /// What is not done twice.
    pub reduction: Reduction,
    /// With these only runs count whose standard output is one of them: states in which it is no beginning of any are
    /// left. A complete search then says of each whether it can be shown.
    pub only: Option<Vec<String>>,
    /// Whether witnesses are asked which of their choices matter; it takes a run a choice.
    pub is_judged: bool,
    /// Choices that have been made already: what is searched is what can still happen after them.
    pub moves: Vec<Move>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timing: Timing::Free,
            max_states: 1_000_000,
            max_outcomes: 10_000,
            max_bytes: 1_300_000_000,
            reduction: Reduction::default(),
            only: None,
            is_judged: true,
            moves: Vec::new(),
        }
    }
}

/// Which acts a search need not do. The outcomes are the same with each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// Every act is done from every state.
    Off,
    /// Acts that commute are done in one order (sleep sets); where the other order leads is known from the graph, so
    /// the graph is the same, and all counts are.
    #[default]
    Sleeping,
    /// Besides, acts that commute with all others are done at once (persistent sets, see the engine's `independence`):
    /// there are fewer states, and of schedules that differ only in the place of such acts one is counted.
    Persistent,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Different states seen.
    pub states: u64,
    /// Acts followed.
    pub edges: u64,
    /// States whose acts have not all been followed.
    pub frontier: u64,
    /// Different outcomes seen.
    pub outcomes: u64,
    /// Whether there is nothing left to do: the search is complete or has stopped.
    pub is_done: bool,
}

/// Why a search does not know all outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", content = "limit", rename_all = "snake_case")]
pub enum Incomplete {
    /// It was told to stop.
    Request,
    /// It has seen [`Options::max_states`].
    States,
    /// It has seen [`Options::max_outcomes`].
    Outcomes,
    /// It takes [`Options::max_bytes`].
    Memory,
    /// All states were searched, but some runs end at a limit of the machine, or at something that is not supported:
    /// how they would go on is not known.
    Run(LimitKind),
    /// All states were searched, but somebody looked at a clock after a sleep that may be late, and was told the earliest
    /// instant that it could have been; the later ones were not tried.
    Clock,
}

/// Acts in a row without a choice before a state is kept all the same: whoever goes round alone must be found out.
pub(crate) const MOST_IN_A_ROW: u32 = 64;

/// Acts after which it is asked how much memory is in use.
const MEMORY_EVERY: u64 = 64;

/// A state on the way from the start to where the search is.
struct Level<'c> {
    node: NodeId,
    /// In a box, as it goes from hand to hand.
    state: Box<Interleaving<'c>>,
    acts: Acts,
}

/// What is known of a state's acts.
#[derive(Default)]
struct Acts {
    /// Those that have not been followed, last first.
    left: Vec<(TaskId, Picks)>,
    edges: Vec<Edge>,
    followed: Vec<Followed>,
    asleep: Vec<Followed>,
}

impl Acts {
    /// Whether no act is left that has to be done.
    fn are_left_asleep(&self) -> bool {
        self.left
            .iter()
            .all(|(task, picks)| picks.is_empty() && self.asleep.iter().any(|it| it.task == *task))
    }

    fn clear(&mut self) {
        self.left.clear();
        self.edges.clear();
        self.followed.clear();
        self.asleep.clear();
    }
}

/// A search at one moment.
pub struct Search<'c> {
    pub(crate) code: &'c Code,
    pub(crate) source: &'c str,
    pub(crate) machine: Machine,
    pub(crate) options: Options,
    pub(crate) graph: Graph,
    shortcuts: Shortcuts,
    pub(crate) ends: HashMap<End, u32>,
    levels: Vec<Level<'c>>,
    is_persistent: bool,
    is_sleeping: bool,
    wanted: Option<Wanted>,
    /// Who acted last before the first choice, beginning with whoever moved last.
    pub(crate) start: Course,
    /// States that are done with: memory for the next ones.
    #[expect(clippy::vec_box, reason = "they go from hand to hand")]
    spare: Vec<Box<Interleaving<'c>>>,
    spare_acts: Vec<Acts>,
    /// Memory for who can act.
    able: Vec<TaskId>,
    /// Why it has stopped, with acts left to follow.
    stopped: Option<Incomplete>,
    /// What some run ended at that is no end of the program.
    cut_short: Option<LimitKind>,
    /// Whether a clock was looked at when it could have shown several instants.
    tells_earliest: bool,
    /// What the largest state on the way takes, roughly: a program that only begins is smaller than one that goes on.
    state_bytes: usize,
}

/// Answers given picks first, then 0, and remembers how many options there were.
pub(crate) struct Script<'p> {
    picks: &'p [u8],
    options: SmallVec<[u8; 8]>,
}

impl<'p> Script<'p> {
    pub(crate) fn new(picks: &'p [u8]) -> Self {
        Self {
            picks,
            options: SmallVec::new(),
        }
    }

    /// Whether the act had anything to pick.
    fn has_options(&self) -> bool {
        self.options.iter().any(|options| *options > 1)
    }

    /// Picks that the act turned out to have besides `picks`: each makes an act of its own.
    pub(crate) fn others(&self, picks: &Picks) -> impl Iterator<Item = Picks> {
        let later = self.options.iter().enumerate().skip(picks.len());
        later.flat_map(move |(at, options)| {
            (1..*options).rev().map(move |pick| {
                let mut other = picks.clone();
                other.resize(at, 0);
                other.push(pick);
                other
            })
        })
    }
}

impl Oracle for Script<'_> {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        let at = self.options.len();
        self.options
            .push(u8::try_from(point.options).unwrap_or(u8::MAX));
        self.picks.get(at).map_or(0, |pick| usize::from(*pick))
    }
}

impl<'c> Search<'c> {
    /// A search that has not begun. `source` is the program's text. Of the machine only the limits and the number of
    /// cores that the program is told count.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn new(
        code: &'c Code,
        source: &'c str,
        machine: &Machine,
        options: Options,
    ) -> Result<Self, MachineError> {
        let mut start = Interleaving::bare(code, source, machine, options.timing)?;
        follow(&mut start, &options.moves);
        let is_persistent =
            options.reduction == Reduction::Persistent && Interleaving::is_reducible(source);
        let is_sleeping =
            options.reduction != Reduction::Off && Interleaving::has_acts_that_commute(source);
        let texts = options.only.as_ref();
        let wanted = texts.map(|texts| Wanted::new(texts.iter().map(String::as_str)));
        let mut search = Self {
            code,
            source,
            machine: machine.clone(),
            options,
            graph: Graph::default(),
            shortcuts: Shortcuts::default(),
            ends: HashMap::new(),
            levels: Vec::new(),
            is_persistent,
            is_sleeping,
            wanted,
            start: Course::of(TaskId(0)),
            spare: Vec::new(),
            spare_acts: Vec::new(),
            able: Vec::new(),
            stopped: None,
            cut_short: None,
            tells_earliest: false,
            state_bytes: 0,
        };
        let last = search.options.moves.last().map_or(TaskId(0), |it| it.task);
        let mut course = Course::of(last);
        search.enter(Box::new(start), &mut course);
        search.start = course;
        let first = search.levels.first();
        search.state_bytes = first.map_or(0, |level| level.state.bytes());
        Ok(search)
    }

    /// Follows up to `budget` acts.
    pub fn step(&mut self, budget: u64) -> Progress {
        for act in 0..budget {
            if act % MEMORY_EVERY == 0
                && let Some(level) = self.levels.last()
            {
                self.state_bytes = self.state_bytes.max(level.state.bytes());
            }
            if self.stopped.is_none()
                && let Some(reason) = self.fullness(act % MEMORY_EVERY == 0)
            {
                self.give_up(reason);
            }
            if self.stopped.is_some() || !self.advance() {
                break;
            }
        }
        self.progress()
    }

    /// Why there is no room for more, when there is none.
    fn fullness(&self, asks_memory: bool) -> Option<Incomplete> {
        if self.graph.len() as u64 >= self.options.max_states {
            Some(Incomplete::States)
        } else if self.ends.len() as u64 > self.options.max_outcomes {
            Some(Incomplete::Outcomes)
        } else if asks_memory && self.bytes() as u64 >= self.options.max_bytes {
            Some(Incomplete::Memory)
        } else {
            None
        }
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            states: self.graph.len() as u64,
            edges: self.graph.edge_count() as u64,
            frontier: self.levels.len() as u64,
            outcomes: self.ends.len() as u64,
            is_done: self.levels.is_empty() || self.stopped.is_some(),
        }
    }

    /// Threads and tasks of the state where it is: a measure of what a state costs.
    #[must_use]
    pub fn tasks(&self) -> u64 {
        let level = self.levels.last();
        level.map_or(0, |level| level.state.tasks() as u64)
    }

    /// Stops: what has been found so far stays, and it can go on ([`Search::resume`]).
    pub fn stop(&mut self) {
        self.give_up(Incomplete::Request);
    }

    fn give_up(&mut self, reason: Incomplete) {
        if self.levels.is_empty() || self.stopped.is_some() {
            return;
        }
        self.stopped = Some(reason);
        for level in self.levels.iter().rev() {
            self.graph
                .finish(level.node, &level.acts.edges, Standing::Open);
        }
    }

    /// After a stop: goes on from where it was, up to so many `times` the states and outcomes. Memory stays what it may
    /// take. Nothing is searched again.
    pub fn resume(&mut self, times: u64) {
        self.options.max_states = self.options.max_states.saturating_mul(times);
        self.options.max_outcomes = self.options.max_outcomes.saturating_mul(times);
        if self.stopped.take().is_some() {
            self.graph.reopen(self.levels.len());
        }
    }

    /// Whether there is a search of fewer states that finds the same outcomes.
    #[must_use]
    pub fn is_reducible(&self) -> bool {
        !self.is_persistent && Interleaving::is_reducible(self.source)
    }

    /// Whether schedules that differ only in the order of independent acts are counted once.
    #[must_use]
    pub fn is_reduced(&self) -> bool {
        self.is_persistent
    }

    /// Why there may be other outcomes than those found; `None` when there are none.
    #[must_use]
    pub fn incomplete(&self) -> Option<Incomplete> {
        // That the search itself stopped says more.
        let clock = self.tells_earliest.then_some(Incomplete::Clock);
        self.stopped
            .or(self.cut_short.map(Incomplete::Run))
            .or(clock)
    }

    /// Whether every state was searched.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.levels.is_empty()
    }

    /// Bytes in use, roughly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let states = (self.levels.len() + self.spare.len()) * self.state_bytes;
        states + self.graph.bytes() + self.shortcuts.bytes()
    }

    /// Follows one act; `false` when none is left.
    fn advance(&mut self) -> bool {
        let Some(at) = self.levels.len().checked_sub(1) else {
            return false;
        };
        let level = &mut self.levels[at];
        let acts = &mut level.acts;
        let Some((task, picks)) = acts.left.pop() else {
            let mut level = self.levels.pop().expect("it is there");
            self.graph
                .finish(level.node, &level.acts.edges, Standing::Inner);
            self.spare.push(level.state);
            level.acts.clear();
            self.spare_acts.push(level.acts);
            return true;
        };
        if picks.is_empty()
            && let Some(asleep) = acts.asleep.iter().position(|it| it.task == task)
        {
            let asleep = acts.asleep.swap_remove(asleep);
            acts.edges.push(Edge {
                to: asleep.to,
                task,
                picks,
                course: Course::of(task),
            });
            acts.followed.push(asleep);
            return true;
        }
        // The last act that is done takes the state itself, unless it may turn out to be several.
        let is_last = acts.are_left_asleep() && level.state.picks_nobody(task);
        let mut state = match self.spare.pop() {
            Some(spare) if is_last => std::mem::replace(&mut level.state, spare),
            Some(mut spare) => {
                spare.copy_from(&level.state);
                spare
            }
            None => level.state.clone(),
        };
        let mut script = Script::new(&picks);
        if self.is_sleeping {
            state.note_touched(task);
        }
        state.act_then_settle(task, &mut script);
        let is_lone = !script.has_options();
        acts.left
            .extend(script.others(&picks).map(|other| (task, other)));
        let mut course = Course::of(task);
        let (node, touched) = self.enter(state, &mut course);
        self.levels[at].acts.edges.push(Edge {
            to: node,
            task,
            picks,
            course,
        });
        if self.is_sleeping && is_lone && course.forced == 0 {
            let act = Followed {
                task,
                touched,
                to: node,
            };
            self.followed(at, act);
        }
        true
    }

    /// `act` alone was followed from level `at`.
    fn followed(&mut self, at: usize, act: Followed) {
        let (before, after) = self.levels.split_at_mut(at + 1);
        if let Some(after) = after.first_mut() {
            let asleep = asleep_after(&self.graph, &before[at].acts.followed, &act);
            after.acts.asleep.extend(asleep);
        }
        before[at].acts.followed.push(act);
    }

    /// Goes on from `state` to where there is a choice, and puts that on top when it is new.
    /// Answers its node, and what the act that led to `state` has touched.
    fn enter(
        &mut self,
        mut state: Box<Interleaving<'c>>,
        course: &mut Course,
    ) -> (NodeId, Touched) {
        let mut able = std::mem::take(&mut self.able);
        state.settle(&mut able);
        let touched = state.take_touched();
        if let Some(node) = self.go_on(&mut state, &mut able, course) {
            self.spare.push(state);
            self.able = able;
            return (node, touched);
        }
        self.tells_earliest |= state.has_told_earliest();
        let (node, is_new) = self.graph.node(&state);
        let is_whole = u32::from(course.forced) < MOST_IN_A_ROW;
        self.shortcuts.ended(node, *course, is_whole);
        let end = if is_new { state.end() } else { None };
        let is_wanted = self
            .wanted
            .as_ref()
            .is_none_or(|wanted| state.may_become(wanted));
        if !is_wanted {
            if is_new {
                self.graph.finish(node, &[], Standing::Left);
            }
            self.spare.push(state);
        } else if let Some(end) = end {
            if let Some(limit) = end.limit() {
                // What runs into several limits is told the first.
                self.cut_short.get_or_insert(limit);
            }
            let next = self.ends.len() as u32;
            let outcome = *self.ends.entry(end).or_insert(next);
            self.graph.finish(node, &[], Standing::End(outcome));
            self.spare.push(state);
        } else if is_new {
            if self.is_persistent {
                state.keep_persistent(&mut able);
            }
            let mut acts = self.spare_acts.pop().unwrap_or_default();
            let left = able.iter().rev().map(|task| (*task, Picks::new()));
            acts.left.extend(left);
            self.levels.push(Level { node, state, acts });
        } else {
            self.spare.push(state);
        }
        self.able = able;
        (node, touched)
    }

    /// Acts as long as that leaves no choice, or commutes with all that others may do. `able` is who can act now, and
    /// then. Answers where that leads when it need not be done to the end to know.
    fn go_on(
        &mut self,
        state: &mut Interleaving<'c>,
        able: &mut Vec<TaskId>,
        course: &mut Course,
    ) -> Option<NodeId> {
        let mut after_end = false;
        for acts in 0..MOST_IN_A_ROW {
            let next = self.forced(state, able)?;
            // Where others could act too, the row is over soon.
            if able.len() == 1 {
                let known = self.shortcuts.known(state, next, (acts, after_end), course);
                if known.is_some() {
                    return known;
                }
            }
            after_end = state.ends(next);
            course.then(next);
            state.act_then_settle(next, &mut DefaultOracle);
            state.settle(able);
        }
        None
    }

    /// Who of `able` acts next without a choice.
    pub(crate) fn forced(&self, state: &Interleaving<'_>, able: &[TaskId]) -> Option<TaskId> {
        match able {
            [only] => Some(*only).filter(|only| state.picks_nobody(*only)),
            _ if self.is_persistent => state.independent(able),
            _ => None,
        }
    }
}
