//! What the page asks of a search and what it is told: plain data, words in the reader's language.

use interleave_engine::Timing;
use interleave_explore::{Kind, Move};
use interleave_report::{Language, StateGraph};
use interleave_trace::TaskId;
use serde::{Deserialize, Serialize};

use crate::reply::SchedulerRun;

/// Something asked of the [`crate::Explorer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchAsk {
    /// A new search; one that is under way is given up.
    Start(SearchRequest),
    /// Stop, and tell what has been found.
    Stop,
    /// Go on with the last search, which has stopped.
    GoOn,
    /// A question about what the last search has found.
    Question {
        /// The words.
        first: String,
        /// With this: whether `first` can come before it. Without: whether `first` can be printed.
        second: Option<String>,
    },
    /// Where a run stands after some moves.
    Play(PlayRequest),
}

/// A search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchRequest {
    /// The reply carries it back.
    pub number: u64,
    /// The program's text.
    pub source: String,
    /// What is known about time.
    pub timing: Timing,
    /// The search stops after so many states.
    pub max_states: u64,
    /// Choices made already.
    pub moves: Vec<Move>,
    /// Language of all words.
    pub language: Language,
}

/// A run that somebody schedules by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayRequest {
    /// The reply carries it back.
    pub number: u64,
    /// The program's text.
    pub source: String,
    /// What is known about time.
    pub timing: Timing,
    /// Choices made so far.
    pub moves: Vec<Move>,
    /// Language of all words.
    pub language: Language,
}

/// What the [`crate::Explorer`] tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SearchTold {
    /// How far it is.
    Progress(SearchProgress),
    /// What has been found.
    Found(Box<FoundView>),
    /// The text is refused.
    Refused {
        /// The request's.
        number: u64,
        /// Why, in a sentence.
        reason: String,
    },
    /// The answer to a question.
    Answer(AnswerView),
    /// Where the run stands.
    Played(Box<PlayView>),
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchProgress {
    /// The request's.
    pub number: u64,
    /// Different states seen.
    pub states: u64,
    /// Acts followed.
    pub acts: u64,
    /// States whose acts have not all been followed.
    pub frontier: u64,
    /// Different outcomes seen.
    pub outcomes: u64,
    /// Whether it is a try with fewer states that is under way, whose figures begin anew.
    pub is_try: bool,
    /// How long it has taken, in milliseconds; filled in by whoever has a clock.
    pub elapsed_ms: u64,
}

/// Everything that a search has found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FoundView {
    /// How far it got, with the request's number.
    pub progress: SearchProgress,
    /// Why there may be more outcomes, in words; `None` when these are all.
    pub incomplete: Option<String>,
    /// Whether the search can go on from where it stopped.
    pub can_go_on: bool,
    /// Whether the search was reduced: counts of schedules are then least ones, and shares those of the reduced choices.
    pub is_reduced: bool,
    /// Outcomes by kind, the likeliest first. With very many those that end badly are told before likelier good ones.
    pub outcomes: Vec<OutcomeView>,
    /// Outcomes that are not told one by one.
    pub left_out: u64,
    /// Races.
    pub findings: Vec<FindingView>,
    /// What one may set out to reach.
    pub goals: Vec<Goal>,
    /// The states, when there are few enough.
    pub graph: Option<StateGraph>,
    /// Names of the threads, for the graph's colours.
    pub threads: Vec<String>,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// How it ends.
    pub kind: Kind,
    /// Lines of standard output.
    pub stdout: Vec<String>,
    /// Lines of standard error.
    pub stderr: Vec<String>,
    /// The process's exit code; `None` when it never exits.
    pub exit_code: Option<i32>,
    /// How it ends, in a sentence with marks.
    pub sentence: String,
    /// Whether threads wait for each other for ever.
    pub is_stuck: bool,
    /// Lines at which they wait and at which what they wait for was taken, from 1.
    pub lines: Vec<u32>,
    /// How many schedules lead to it, "" when without bound.
    pub schedules: String,
    /// How likely it is under even choices, like "12.5 %".
    pub share: String,
    /// The same in millionths.
    pub share_ppm: u32,
    /// A schedule with as few context switches as possible.
    pub witness: String,
    /// Its context switches.
    pub switches: u32,
    /// How many of its choices cannot be left out, of how many.
    pub decisive: [u32; 2],
}

/// A race.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// What, in a sentence with marks.
    pub sentence: String,
    /// Lines of its places, from 1.
    pub lines: Vec<u32>,
    /// Numbers, from 0, of an outcome without it and of one with it.
    pub outcomes: [Option<u32>; 2],
}

/// Something to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// What, in a sentence with marks.
    pub sentence: String,
    /// Numbers of the outcomes that reach it.
    pub outcomes: Vec<u32>,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    /// In a sentence with marks.
    pub sentence: String,
    /// Whether it can.
    pub is_yes: bool,
    /// A schedule that shows it.
    pub witness: Option<String>,
}

/// Where a run stands that somebody schedules by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayView {
    /// The request's.
    pub number: u64,
    /// The moves, without those that were not possible.
    pub moves: Vec<Move>,
    /// What can be chosen now; nothing when the run is over.
    pub options: Vec<MoveView>,
    /// The outcome when the run is over, to be compared with those of a search.
    pub ended: Option<EndedView>,
    /// The run so far.
    pub run: SchedulerRun,
}

/// How a played run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedView {
    /// Lines of standard output.
    pub stdout: Vec<String>,
    /// Lines of standard error.
    pub stderr: Vec<String>,
    /// In a sentence with marks.
    pub sentence: String,
    /// Whether threads wait for each other for ever.
    pub is_stuck: bool,
}

impl EndedView {
    /// Whether this is that outcome.
    #[must_use]
    pub fn is(&self, outcome: &OutcomeView) -> bool {
        (&self.stdout, &self.stderr, &self.sentence)
            == (&outcome.stdout, &outcome.stderr, &outcome.sentence)
    }
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveView {
    /// What to send back.
    pub made: Move,
    /// Who would act.
    pub task: TaskId,
    /// Its name.
    pub thread: String,
    /// Line of the source, from 1; 0 when none.
    pub line: u32,
    /// What it would do, in a sentence with marks.
    pub does: String,
}
