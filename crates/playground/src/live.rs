//! A run on a real event loop: whoever has one gives it turns and the time, and is told what to poll and which timers to
//! set; at the end the lines are held against the simulated ones.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use interleave_engine::{Live as EngineLive, LiveNote, Machine, Model};
use interleave_report::{Language, outcome_sentence};
use interleave_trace::{Event, EventKind, Nanos, TaskId, Trace};
use serde::{Deserialize, Serialize};

use crate::explore::pause;
use crate::output::output_lines;
use crate::pipeline::{Prepared, Refused, without_place};
use crate::reply::OutputLine;

/// What to run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveRequest {
    /// The program's text.
    pub source: String,
    /// The machine; its model is the event loop.
    pub machine: Machine,
    /// Language of all words.
    pub language: Language,
}

/// Something happens on the event loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveTurn {
    /// It is this future's turn to be polled.
    Poll(TaskId),
    /// A timer that was to fire at this time has fired.
    Timer(Nanos),
}

/// What came of a turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveStep {
    /// What to poll and which timers to set, in order.
    pub notes: Vec<LiveNote>,
    /// When the run has to go on at the latest.
    pub next_at: Option<Nanos>,
    /// What has been printed, and when.
    pub printed: Vec<LivePrint>,
    /// Whether the future whose turn it was has given its value.
    pub is_ready: bool,
    /// Whether the run is over.
    pub is_over: bool,
}

/// A piece of output as it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LivePrint {
    /// Nanoseconds since the run began.
    pub at: Nanos,
    /// Who printed it.
    pub task: TaskId,
    /// What.
    pub text: String,
}

/// A live run held against the simulated one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveReport {
    /// The lines in their real order.
    pub lines: Vec<LiveLine>,
    /// The simulated lines when they are others, or in another order.
    pub expected: Option<Vec<String>>,
    /// When it ended, and when the simulated run did.
    pub end: [Nanos; 2],
    /// How it ended, in a sentence with marks.
    pub outcome: String,
    /// Futures that the event loop polled, and timers that it set.
    pub futures: u32,
    /// Timers of sleeps that it set.
    pub timers: u32,
}

/// A line of a live run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveLine {
    /// The label of the task that printed it.
    pub thread: String,
    /// The line without its end.
    pub text: String,
    /// When it really came.
    pub at: Nanos,
    /// When the simulated one came, when the order is equal.
    pub simulated: Option<Nanos>,
    /// Timers one after the other until then: each may be late.
    pub timers: u32,
}

impl LiveReport {
    /// Whether the order is the simulated one.
    #[must_use]
    pub fn is_same_order(&self) -> bool {
        self.expected.is_none()
    }

    /// How late the line comes that comes latest for each timer before it.
    #[must_use]
    pub fn late_by(&self) -> Nanos {
        let late = |line: &LiveLine| {
            let late = line.at.saturating_sub(line.simulated?);
            Some(Nanos(late.0 / u64::from(line.timers.max(1))))
        };
        self.lines.iter().filter_map(late).max().unwrap_or_default()
    }

    /// How early the earliest line comes.
    #[must_use]
    pub fn early_by(&self) -> Nanos {
        let early = |line: &LiveLine| Some(line.simulated?.saturating_sub(line.at));
        self.lines
            .iter()
            .filter_map(early)
            .max()
            .unwrap_or_default()
    }
}

/// A live run. What it works on is its own: it borrows nothing.
pub struct Live {
    /// The run as a coroutine: each poll is a turn.
    run: Pin<Box<dyn Future<Output = ()>>>,
    shared: Rc<Shared>,
}

/// What the two sides tell each other.
struct Shared {
    clock: Box<dyn Fn() -> Nanos>,
    turn: Cell<Option<LiveTurn>>,
    step: RefCell<LiveStep>,
    ended: RefCell<Option<Result<LiveReport, Refused>>>,
}

impl Live {
    /// The future that is polled first.
    pub const MAIN: TaskId = EngineLive::MAIN;

    /// Compiles the program and simulates it, which takes its time; the run itself begins with its first turn. `clock`
    /// says how long it has been going on.
    #[must_use]
    pub fn start(request: LiveRequest, clock: Box<dyn Fn() -> Nanos>) -> Self {
        let shared = Rc::new(Shared {
            clock,
            turn: Cell::new(None),
            step: RefCell::default(),
            ended: RefCell::new(None),
        });
        let run = run(request, Rc::clone(&shared));
        let mut live = Self {
            run: Box::pin(run),
            shared,
        };
        live.go_on();
        live
    }

    fn go_on(&mut self) {
        if self.shared.ended.borrow().is_none() {
            let mut context = Context::from_waker(Waker::noop());
            let _ = self.run.as_mut().poll(&mut context);
        }
    }

    /// Gives the run a turn. A run that is over does nothing more.
    pub fn turn(&mut self, turn: LiveTurn) -> LiveStep {
        self.shared.turn.set(Some(turn));
        self.go_on();
        let mut step = self.shared.step.take();
        step.is_over = self.shared.ended.borrow().is_some();
        step
    }

    /// What a run that is over has come to.
    #[must_use]
    pub fn ended(&self) -> Option<Result<LiveReport, Refused>> {
        self.shared.ended.borrow().clone()
    }
}

async fn run(request: LiveRequest, shared: Rc<Shared>) {
    let ended = run_to_end(&request, &shared).await;
    shared.ended.replace(Some(ended));
}

async fn run_to_end(request: &LiveRequest, shared: &Shared) -> Result<LiveReport, Refused> {
    let source = &*request.source;
    let prepared = Prepared::new(source);
    let machine = Machine {
        model: Model::EventLoop,
        ..request.machine.clone()
    };
    let refused = |diagnostics| Refused { diagnostics };
    let simulated = prepared.run(&machine, "").map_err(refused)?;
    let mut live = EngineLive::new(prepared.code()?, source, &machine)
        .map_err(|error| refused(vec![without_place("bad-machine", &error)]))?;
    let (mut futures, mut timers, mut read) = (BTreeSet::from([Live::MAIN]), 0, 0);
    loop {
        pause().await;
        let turn = shared.turn.take();
        match turn {
            Some(LiveTurn::Poll(task)) => live.poll(task, &shared.clock),
            Some(LiveTurn::Timer(at)) => live.pass(at, &shared.clock),
            None => {}
        }
        let notes = live.notes();
        for note in &notes {
            match note {
                LiveNote::Woken(task) => drop(futures.insert(*task)),
                LiveNote::TimerSet(_) => timers += 1,
            }
        }
        let printed = live.events()[read..].iter().filter_map(print_of).collect();
        read = live.events().len();
        shared.step.replace(LiveStep {
            notes,
            next_at: live.next_at(),
            printed,
            is_ready: matches!(turn, Some(LiveTurn::Poll(task)) if live.is_ready(task)),
            is_over: false,
        });
        if live.is_over() {
            break;
        }
    }
    let trace = live.finish();
    let futures = futures.len() as u32;
    Ok(LiveReport {
        futures,
        timers,
        ..report(&trace, &simulated, request)
    })
}

fn print_of(event: &Event) -> Option<LivePrint> {
    match &event.kind {
        EventKind::Printed { text, .. } => Some(LivePrint {
            at: event.at,
            task: event.task,
            text: text.clone(),
        }),
        _ => None,
    }
}

fn report(trace: &Trace, simulated: &Trace, request: &LiveRequest) -> LiveReport {
    let source = &*request.source;
    let (real, ideal) = (output_lines(trace, source), output_lines(simulated, source));
    let texts = |lines: &[OutputLine]| -> Vec<String> {
        lines.iter().map(|line| line.text.clone()).collect()
    };
    let expected = Some(texts(&ideal)).filter(|ideal| *ideal != texts(&real));
    let timers = |at: Nanos| {
        let instants = simulated.events.iter().map(|event| event.at);
        let before: BTreeSet<Nanos> = instants.filter(|it| *it <= at && it.0 > 0).collect();
        before.len() as u32
    };
    let lines = real.iter().enumerate().map(|(number, line)| {
        let ideal = ideal.get(number).filter(|_| expected.is_none());
        LiveLine {
            thread: line.thread.clone(),
            text: line.text.clone(),
            at: line.at_ns,
            simulated: ideal.map(|ideal| ideal.at_ns),
            timers: ideal.map_or(0, |ideal| timers(ideal.at_ns)),
        }
    });
    LiveReport {
        lines: lines.collect(),
        end: [trace.end, simulated.end],
        outcome: outcome_sentence(trace, source, request.language),
        expected,
        ..LiveReport::default()
    }
}
