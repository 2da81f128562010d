//! What page and worker say to each other: Postcard's bytes but for the greeting.
//!
//! Both sides are built together, so the format needs neither names nor versions; and reading it takes the page a
//! tenth of the code that JSON would.

use interleave_notes::{NotesAsk, NotesTold};
use interleave_playground::{
    DetailRequest, ExplainRequest, Explanation, ExportRequest, Forks, ForksRequest, LanesReply,
    LiveRequest, RunReply, RunRequest, SearchAsk, SearchTold,
};
use serde::{Deserialize, Serialize};

use crate::live::LiveTold;

/// The worker's first word: it listens from now on.
pub const READY: &str = "ready";

/// The worker fetches the rest of its program (`static/worker_loader.js`): what it was asked waits so long.
pub const LOADING: &str = "loading";

/// It goes on.
pub const LOADED: &str = "loaded";

/// What [`Ask::Run`] and [`Told::Run`] begin with when they travel.
const RUN: u8 = 0;

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// A run; the worker keeps it for the questions that follow.
    Run(RunRequest),
    /// Part of the kept runs' lanes in more detail.
    Detail(DetailRequest),
    /// Why something happened in a kept run.
    Explain(ExplainRequest),
    /// What else could have happened.
    Forks(ForksRequest),
    /// Something about all interleavings.
    Search(SearchAsk),
    /// A run in another format.
    Export(ExportRequest),
    /// Something about the study notes or a scenario.
    Notes(NotesAsk),
    /// A run on the worker's own event loop; the worker does nothing else after it.
    Live(LiveRequest),
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// To [`Ask::Run`].
    Run(RunReply),
    /// To [`Ask::Detail`].
    Detail(LanesReply),
    /// To [`Ask::Explain`].
    Explained(Explanation),
    /// To [`Ask::Forks`].
    Forks(Forks),
    /// Something about all interleavings.
    Search(SearchTold),
    /// To [`Ask::Export`]; "" when the run was refused.
    Exported(String),
    /// To [`Ask::Notes`].
    Notes(NotesTold),
    /// What happens in a live run, several for one question.
    Live(LiveTold),
    /// The question was about runs that are no longer kept.
    Outdated,
}

/// A question as it travels; `None` when it cannot be written, which only a bug could cause.
#[must_use]
pub fn write_ask(ask: &Ask) -> Option<Vec<u8>> {
    postcard::to_allocvec(ask).ok()
}

/// A question as it arrived.
#[must_use]
pub fn read_ask(bytes: &[u8]) -> Option<Ask> {
    match bytes.split_first() {
        Some((&RUN, run)) => postcard::from_bytes(run).ok().map(Ask::Run),
        _ => read_other_ask(bytes),
    }
}

/// What a first visit does without: a function of its own, so that it is fetched later.
#[inline(never)]
fn read_other_ask(bytes: &[u8]) -> Option<Ask> {
    postcard::from_bytes(bytes).ok()
}

/// An answer as it travels.
#[must_use]
pub fn write_told(told: &Told) -> Option<Vec<u8>> {
    postcard::to_allocvec(told).ok()
}

/// An answer as it arrived.
#[must_use]
pub fn read_told(bytes: &[u8]) -> Option<Told> {
    match bytes.split_first() {
        Some((&RUN, run)) => postcard::from_bytes(run).ok().map(Told::Run),
        _ => read_other_told(bytes),
    }
}

/// As [`read_other_ask`].
#[inline(never)]
fn read_other_told(bytes: &[u8]) -> Option<Told> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Language, Machine, Nanos, RunRequest, ViewOptions};

    use super::{Ask, read_ask, write_ask};

    #[test]
    fn a_request_survives_the_way() {
        let request = Ask::Run(RunRequest {
            number: 7,
            source: "fn main() { println!(\"\\\"多\\\"\"); }".to_owned(),
            machines: vec![
                Machine {
                    quantum: Nanos(u64::MAX),
                    ..Machine::default()
                };
                4
            ],
            schedule: String::new(),
            also: vec!["3.1".to_owned()],
            view: ViewOptions {
                language: Language::Zh,
                ..ViewOptions::default()
            },
        });
        let bytes = write_ask(&request).expect("it is plain data");
        assert_eq!(read_ask(&bytes), Some(request));
    }
}
