//! A conversation about one text: its last runs are kept, so that what is asked about them needs no new run.

use interleave_engine::Machine;
use interleave_report::{About, Explanation, LaneOptions, Lanes, explain, lanes};
use interleave_trace::{Nanos, Trace};
use serde::{Deserialize, Serialize};

use crate::compilation::Compilation;
use crate::forks::{Forks, forks};
use crate::pipeline::Prepared;
use crate::ready::Ready;
use crate::reply::RunReply;
use crate::request::{RunRequest, ViewOptions};
use crate::run::{reply, traces};

/// The lanes of all kept runs in a stretch of time, in more detail than the whole has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailRequest {
    /// Number of the [`RunRequest`] whose runs are meant.
    pub number: u64,
    /// Begin of the stretch.
    pub from: Nanos,
    /// End of the stretch.
    pub to: Nanos,
}

/// The answer to a [`DetailRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanesReply {
    /// What was asked.
    pub request: DetailRequest,
    /// One a run.
    pub lanes: Vec<Lanes>,
}

/// Why something happened in a kept run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainRequest {
    /// Number of the [`RunRequest`].
    pub number: u64,
    /// Which of its runs.
    pub run: u32,
    /// What is asked about.
    pub about: About,
}

/// What else could happen at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForksRequest {
    /// The text.
    pub source: String,
    /// The machine.
    pub machine: Machine,
    /// The choices so far.
    pub schedule: String,
    /// From when on.
    pub at: Nanos,
    /// What to make of it.
    pub view: ViewOptions,
}

/// Keeps the last text and its runs.
#[derive(Debug, Default)]
pub struct Session {
    ready: Option<Ready>,
    compilation: Option<Compilation>,
    number: u64,
    view: ViewOptions,
    traces: Vec<Trace>,
}

impl Session {
    /// A conversation that need not compile the text of `ready`.
    #[must_use]
    pub fn with_ready(ready: Option<Ready>) -> Self {
        Self {
            ready,
            ..Self::default()
        }
    }

    /// As [`crate::run`]; keeps the runs.
    #[must_use]
    pub fn run(&mut self, request: &RunRequest) -> RunReply {
        // Long traces take much room: the old ones go before the new ones come.
        self.traces = Vec::new();
        let compilation = match self.compilation.take() {
            Some(mut compilation) => {
                compilation.change(&request.source);
                compilation
            }
            None => Compilation::new(self.first(&request.source)),
        };
        let compilation = self.compilation.insert(compilation);
        let prepared = compilation.prepared();
        let traces = traces(prepared, request);
        let reply = reply(prepared, request, &traces);
        self.number = request.number;
        self.view = request.view.clone();
        self.traces = traces.unwrap_or_default();
        reply
    }

    /// The first text: no other is made beforehand.
    fn first(&mut self, source: &str) -> Prepared<'static> {
        let ready = self.ready.take();
        let prepared = ready.and_then(|ready| ready.prepared(source));
        prepared.unwrap_or_else(|| Prepared::new(source.to_owned()))
    }

    /// Lanes in detail; `None` when other runs are kept by now.
    #[must_use]
    pub fn detail(&self, request: &DetailRequest) -> Option<LanesReply> {
        let options = LaneOptions {
            window: Some((request.from, request.to)),
            ..self.view.lanes()
        };
        let lanes = self.traces.iter().map(|trace| lanes(trace, options));
        (request.number == self.number).then(|| LanesReply {
            request: request.clone(),
            lanes: lanes.collect(),
        })
    }

    /// Why; `None` when other runs are kept by now.
    #[must_use]
    pub fn explain(&self, request: &ExplainRequest) -> Option<Explanation> {
        let trace = self.traces.get(request.run as usize)?;
        let source = self.compilation.as_ref()?.prepared().source();
        let language = self.view.language;
        (request.number == self.number).then(|| explain(trace, source, request.about, language))
    }

    /// What else could happen; needs no kept run.
    #[must_use]
    pub fn forks(&self, request: &ForksRequest) -> Forks {
        forks(request)
    }
}
