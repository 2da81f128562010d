//! Every interleaving of a text: the complete set of its outcomes, as plain data.

use std::cell::Cell;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use interleave_engine::{Machine, Timing};
use interleave_explore::{
    Found, Incomplete, Kind, Options, PictureState, Progress, Reduction, Report, Search,
};
use interleave_program::LineIndex;
use interleave_report::{Language, outcome_sentence, without_thread_marks};
use interleave_trace::LimitKind;
use serde::{Deserialize, Serialize};

use crate::findings::{Finding, findings};
use crate::json::{DeadlockJson, EdgeJson, Teller};
use crate::pipeline::{Prepared, Refused, without_place};
use crate::questions::{Answer, Question};

/// What to search.
#[derive(Clone, Debug, Default)]
pub struct ExploreOptions {
    /// The number of cores that the program is told, and limits.
    pub machine: Machine,
    /// Timing and the greatest number of states.
    pub search: Options,
}

/// The answer, as `interleave explore --format json` prints it: a fixed interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExploreJson {
    /// Whether these are all outcomes.
    pub complete: bool,
    /// Why not: `by` is "request", "states", "outcomes", "memory", or "run" when all states were searched but some runs
    /// end at a `limit` or at something that is not supported. Null when complete.
    pub incomplete: Option<Incomplete>,
    /// Different states seen.
    pub states: u64,
    /// Acts followed.
    pub edges: u64,
    /// States whose acts have not all been followed; 0 when complete.
    pub frontier: u64,
    /// "free", "exact" or "jitter-" and nanoseconds.
    pub timing: String,
    /// Whether the search was reduced: then `schedules` counts those that differ only in the order of independent acts
    /// as fewer than they are, and `share` is that of the reduced choices.
    pub reduced: bool,
    /// All outcomes: by kind, the likeliest first.
    pub outcomes: Vec<OutcomeJson>,
    /// Places between which another thread can come, and what comes of it.
    pub findings: Vec<Finding>,
    /// Answers to the questions that were asked, in order.
    pub answers: Vec<Answer>,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeJson {
    /// "finished", "panicked", "deadlock", "livelock" or "limit".
    pub outcome: String,
    /// The process's exit code; null when it never exits.
    pub exit_code: Option<i32>,
    /// Lines of standard output.
    pub stdout: Vec<String>,
    /// Lines of standard error.
    pub stderr: Vec<String>,
    /// How many schedules lead to it, in decimal; "unbounded" when threads can go round as often as they like.
    pub schedules: String,
    /// How likely it is when every choice is made evenly, 0 to 1.
    pub share: f64,
    /// A schedule with as few context switches as possible; `run --schedule` repeats it.
    pub witness: String,
    /// Its context switches.
    pub switches: u32,
    /// Choices of the witness without which the run ends otherwise.
    pub decisive: Vec<String>,
    /// How it ends, in a sentence.
    pub sentence: String,
    /// Who waits for whom, when nobody can go on.
    pub deadlock: Option<DeadlockJson>,
    /// Threads that can never go on although the process ends.
    pub stuck: Vec<EdgeJson>,
}

/// A complete or stopped search.
#[derive(Clone, Debug, PartialEq)]
pub struct Exploration {
    /// What was found.
    pub report: Report,
    /// The states, the start first, when there are few enough to be drawn.
    pub states: Option<Vec<PictureState>>,
    timing: Timing,
    source: String,
}

/// A search that has looked at so many pairs of tasks of states, and has no end in sight, gives a reduced one the word.
/// That is 800,000 states of five threads, and 2,000 of a hundred, who are more work each and are never done.
const EXACT_WORK: u64 = 20_000_000;

/// With more states than this the graph is not drawn.
const MOST_DRAWN: usize = 400;

/// Searches every interleaving of `source`. `watch` is told the progress now and then; the search stops when it
/// answers `false`.
///
/// # Errors
/// When the text or the machine is refused.
pub fn explore(
    source: &str,
    options: &ExploreOptions,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Result<Exploration, Refused> {
    /// Acts between two looks at the progress.
    const SLICE: u64 = 10_000;
    let mut exploring = Exploring::start(source, options);
    loop {
        if let Some(exploration) = exploring.step(SLICE) {
            return exploration;
        }
        if !watch(exploring.progress()) {
            exploring.stop();
        }
    }
}

/// A search that is done in slices. What it works on is its own: it borrows nothing.
pub struct Exploring {
    /// The search as a coroutine: each poll is a slice. It ends only when there is nothing to search.
    search: Pin<Box<dyn Future<Output = Result<Infallible, Refused>>>>,
    shared: Rc<Shared>,
}

/// What the two sides tell each other.
#[derive(Default)]
struct Shared {
    budget: Cell<u64>,
    is_stopped: Cell<bool>,
    progress: Cell<Progress>,
    /// Whether that is the progress of a try with a reduced search.
    is_trying: Cell<bool>,
    found: Cell<Option<Exploration>>,
    /// How many times as much it may search when it goes on.
    times: Cell<u64>,
}

impl Exploring {
    /// A search that has not begun.
    #[must_use]
    pub fn start(source: &str, options: &ExploreOptions) -> Self {
        let shared = Rc::new(Shared::default());
        let search = search(source.to_owned(), options.clone(), Rc::clone(&shared));
        Self {
            search: Box::pin(search),
            shared,
        }
    }

    /// Follows up to `budget` acts. Answers what was found once there is nothing left to do, which may take a while
    /// of its own. After an error it must not be called again.
    ///
    /// # Errors
    /// When the text or the machine is refused.
    pub fn step(&mut self, budget: u64) -> Option<Result<Exploration, Refused>> {
        self.shared.budget.set(budget);
        match self
            .search
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(Err(refused)) => Some(Err(refused)),
            Poll::Ready(Ok(never)) => match never {},
            Poll::Pending => self.shared.found.take().map(Ok),
        }
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.shared.progress.get()
    }

    /// Whether a reduced search is having its try, whose progress is then told.
    #[must_use]
    pub fn is_trying(&self) -> bool {
        self.shared.is_trying.get()
    }

    /// The next step answers with what has been found so far.
    pub fn stop(&self) {
        self.shared.is_stopped.set(true);
    }

    /// After an answer that is not complete: the next steps search on from where it stopped, up to so many `times` the
    /// states and outcomes. Nothing is searched again.
    pub fn resume(&self, times: u64) {
        self.shared.is_stopped.set(false);
        self.shared.times.set(times);
    }
}

async fn search(
    source: String,
    options: ExploreOptions,
    shared: Rc<Shared>,
) -> Result<Infallible, Refused> {
    let prepared = Prepared::new(&source);
    let code = prepared.code()?;
    let bad_machine = |error| Refused {
        diagnostics: vec![without_place("bad-machine", &error)],
    };
    let timing = options.search.timing;
    let machine = options.machine.clone();
    let start =
        |options: Options| Search::new(code, &source, &machine, options).map_err(bad_machine);
    let mut search = start(options.search.clone())?;
    run(&mut search, &shared, EXACT_WORK).await;
    let is_known = search.progress().is_done && search.incomplete().is_none();
    if options.search.reduction == Reduction::Sleeping && !is_known && search.is_reducible() {
        // All outcomes without exact counts say more than some of them with.
        let mut reduced = start(Options {
            reduction: Reduction::Persistent,
            ..options.search
        })?;
        shared.is_trying.set(true);
        run(&mut reduced, &shared, EXACT_WORK).await;
        shared.is_trying.set(false);
        if reduced.progress().is_done && reduced.incomplete().is_none() {
            search = reduced;
        }
    }
    loop {
        run(&mut search, &shared, u64::MAX).await;
        let report = search.report().map_err(bad_machine)?;
        let states = search.picture(&report, MOST_DRAWN);
        shared.found.set(Some(Exploration {
            report,
            states,
            timing,
            source: source.clone(),
        }));
        // Whoever asks again wants more.
        pause().await;
        search.resume(shared.times.take().max(1));
    }
}

/// Goes on until there is nothing left to do, or so many pairs of tasks of states have been looked at.
async fn run(search: &mut Search<'_>, shared: &Shared, work: u64) {
    while search
        .progress()
        .states
        .saturating_mul(search.tasks().pow(2))
        < work
    {
        let progress = search.step(shared.budget.get());
        shared.progress.set(progress);
        if progress.is_done {
            break;
        }
        pause().await;
        if shared.is_stopped.get() {
            search.stop();
        }
    }
}

/// Pending once.
pub(crate) async fn pause() {
    let mut is_over = false;
    poll_fn(|_| match std::mem::replace(&mut is_over, true) {
        false => Poll::Pending,
        true => Poll::Ready(()),
    })
    .await;
}

/// The set of what `source` can write to standard output when it finishes, panics or gets stuck, in order; and
/// whether it is complete.
///
/// # Errors
/// When the text is refused.
pub fn outputs(source: &str, options: &ExploreOptions) -> Result<(Vec<String>, bool), Refused> {
    let mut options = options.clone();
    options.search.reduction = Reduction::Persistent;
    options.search.is_judged = false;
    let exploration = explore(source, &options, &mut |_| true)?;
    let is_complete = exploration.report.is_complete();
    let found = exploration.report.outcomes;
    let outputs: std::collections::BTreeSet<String> =
        found.into_iter().map(|it| it.stdout).collect();
    Ok((outputs.into_iter().collect(), is_complete))
}

impl Exploration {
    /// As JSON, with answers to `questions`.
    #[must_use]
    pub fn json(&self, language: Language, questions: &[Question]) -> ExploreJson {
        let progress = self.report.progress;
        let outcomes = self.report.outcomes.iter();
        ExploreJson {
            complete: self.report.is_complete(),
            incomplete: self.report.incomplete,
            reduced: self.report.is_reduced,
            states: progress.states,
            edges: progress.edges,
            frontier: progress.frontier,
            timing: self.timing.prefix().trim_end_matches(':').to_owned(),
            outcomes: outcomes.map(|it| self.outcome(it, language)).collect(),
            findings: findings(&self.report.outcomes, &self.source),
            answers: questions.iter().map(|it| it.answer(&self.report)).collect(),
        }
    }

    /// Why there may be more outcomes than were found, in words; `None` when there are none.
    #[must_use]
    pub fn why_incomplete(&self, language: Language) -> Option<String> {
        let Progress {
            states, outcomes, ..
        } = self.report.progress;
        let (en, zh) = match self.report.incomplete? {
            Incomplete::Request | Incomplete::States => (
                format!("stopped at {states} states"),
                format!("在 {states} 个状态处停下"),
            ),
            Incomplete::Outcomes => (
                format!("stopped at {outcomes} outcomes"),
                format!("在 {outcomes} 种结局处停下"),
            ),
            Incomplete::Memory => (
                format!("stopped at {states} states, which take all the memory that it may use"),
                format!("在 {states} 个状态处停下，可用内存已满"),
            ),
            Incomplete::Run(LimitKind::Unsupported) => (
                "some runs meet something that is not supported".to_owned(),
                "有些运行遇到了不支持的东西".to_owned(),
            ),
            Incomplete::Clock => (
                "a clock is looked at after sleeps that may be late, and shows the earliest instant that it can".to_owned(),
                "在可能迟到的睡眠之后读了时钟，时钟给出的是最早的可能时刻".to_owned(),
            ),
            Incomplete::Run(_) => (
                "some runs end at a limit".to_owned(),
                "有些运行到了限制就结束".to_owned(),
            ),
        };
        Some(match language {
            Language::En => format!("not complete: {en}; there may be other outcomes"),
            Language::Zh => format!("不完整：{zh}；可能还有其他结局"),
        })
    }

    /// How an outcome ends, in a sentence with marks.
    #[must_use]
    pub fn sentence(&self, found: &Found, language: Language) -> String {
        match found.kind {
            Kind::Livelock => language
                .pick(
                    "Livelock: from here the threads go round for ever and never finish.",
                    "活锁：从这里起各线程无休止地循环，永远不会结束。",
                )
                .to_owned(),
            _ => outcome_sentence(&found.witness.trace, &self.source, language),
        }
    }

    /// The program's text.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    fn outcome(&self, found: &Found, language: Language) -> OutcomeJson {
        let trace = &found.witness.trace;
        let teller = Teller {
            trace,
            source: &self.source,
            index: LineIndex::new(&self.source),
        };
        let outcome = match found.kind {
            Kind::Finished => "finished",
            Kind::Panicked => "panicked",
            Kind::Deadlock => "deadlock",
            Kind::Livelock => "livelock",
            Kind::Limit => "limit",
        };
        let choices = found.witness.schedule.split_once(':');
        let choices = choices.map_or("", |(_, choices)| choices).split('-');
        let decisive = choices.zip(&found.witness.matters);
        let sentence = without_thread_marks(&self.sentence(found, language));
        OutcomeJson {
            outcome: outcome.to_owned(),
            exit_code: found.exit_code,
            stdout: found.stdout.lines().map(str::to_owned).collect(),
            stderr: found.stderr.lines().map(str::to_owned).collect(),
            schedules: found.schedules.to_string(),
            share: found.share,
            witness: found.witness.schedule.clone(),
            switches: found.witness.switches,
            decisive: decisive
                .filter(|(_, matters)| **matters)
                .map(|(choice, _)| choice.to_owned())
                .collect(),
            sentence,
            deadlock: teller.deadlock(),
            stuck: trace.stuck.iter().map(|edge| teller.edge(edge)).collect(),
        }
    }
}
