//! What the page knows of a live run: lines as they come, and at the end how they compare with the simulated ones.

use interleave_playground::{LivePrint, LiveReport, LiveRequest, Nanos};
use serde::{Deserialize, Serialize};

use crate::recording::{Measured, Recording, Times};
use crate::settings::Tab;
use crate::shared::Shared;
use crate::state::State;

/// What the worker with the event loop tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LiveTold {
    /// How late its timers are; the run begins.
    Measured(Nanos),
    /// Output.
    Printed(Vec<LivePrint>),
    /// The run is over.
    Ended {
        /// What came of it.
        report: LiveReport,
        /// How late timers were before and after it.
        jitter: Nanos,
    },
    /// The program is refused, in a sentence.
    Refused(String),
    /// The worker did not answer.
    Lost,
}

/// A live run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// How late the browser's timers are, once that has been measured.
    pub jitter: Option<Nanos>,
    /// What has been printed so far.
    pub printed: Vec<LivePrint>,
    /// What came of it.
    pub report: Option<Shared<LiveReport>>,
    /// Why there is no run; "" when the worker was lost.
    pub refused: Option<String>,
}

/// Everything that can happen to it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum LiveAction {
    Start,
    Told(Box<LiveTold>),
    Close,
}

/// What each timer may be late for other reasons than the browser's: tokio's timers and the browser's both go by whole
/// milliseconds.
const ROUNDING: Nanos = Nanos(2_000_000);

impl Live {
    /// Whether a worker is at it.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.report.is_none() && self.refused.is_none()
    }

    /// How late a timer may be.
    #[must_use]
    pub fn tolerance(&self) -> Nanos {
        self.jitter.unwrap_or_default().saturating_add(ROUNDING)
    }

    /// Whether no line is later than its timers can be, and none too early.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        let tolerance = self.tolerance();
        self.report
            .as_ref()
            .is_some_and(|it| it.late_by() <= tolerance && it.early_by() <= tolerance)
    }

    fn apply(&mut self, told: LiveTold) {
        match told {
            LiveTold::Measured(jitter) => self.jitter = Some(jitter),
            LiveTold::Printed(printed) => self.printed.extend(printed),
            LiveTold::Ended { report, jitter } => {
                self.jitter = Some(jitter);
                self.report = Some(Shared::new(report));
            }
            LiveTold::Refused(why) => self.refused = Some(why),
            LiveTold::Lost => self.refused = Some(String::new()),
        }
    }

    /// The run's lines, to be laid over the lanes.
    fn recording(&self) -> Option<Recording> {
        let report = self.report.as_ref().filter(|it| it.is_same_order())?;
        let times = |at| Times {
            earliest: at,
            median: at,
            latest: at,
        };
        let lines = report.lines.iter().map(|line| Measured {
            thread: line.thread.clone(),
            text: line.text.clone(),
            times: times(line.at),
        });
        Some(Recording {
            lines: lines.collect(),
            end: times(report.end[0]),
        })
    }
}

impl State {
    /// Whether the program can be run live: it has futures, and it is not scheduled by hand.
    #[must_use]
    pub fn can_run_live(&self) -> bool {
        let is_of_futures = self.has_futures() || self.source.contains("Future");
        is_of_futures && !self.is_broken && self.tab != Tab::Outcomes
    }

    /// What to run live, while that is wanted.
    #[must_use]
    pub fn live_request(&self) -> Option<LiveRequest> {
        let is_running = self.live.as_ref().is_some_and(Live::is_running);
        is_running.then(|| LiveRequest {
            source: self.source.to_string(),
            machine: self.settings.machine(Tab::EventLoop),
            language: self.language,
        })
    }

    /// The live run, to be laid over the lanes.
    pub(crate) fn live_recording(&self) -> Option<Shared<Recording>> {
        let recording = self.live.as_ref()?.recording();
        recording.map(Shared::new)
    }

    /// A live run goes with the simulated one that it is compared with.
    pub(crate) fn change_live(&mut self, action: LiveAction) {
        match action {
            LiveAction::Start => {
                self.apply(crate::state::Action::SetTab(Tab::EventLoop));
                self.live = Some(Live::default());
            }
            LiveAction::Told(told) => {
                if let Some(live) = self.live.as_mut().filter(|live| live.is_running()) {
                    live.apply(*told);
                }
            }
            LiveAction::Close => self.live = None,
        }
    }
}
