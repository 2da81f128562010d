//! What page and worker say to each other: Postcard's bytes but for the greeting.
//!
//! Both sides are built together, so the format needs neither names nor versions; and reading it takes the page a
//! tenth of the code that JSON would.

use interleave_playground::{RunReply, RunRequest, SearchAsk, SearchTold};
use serde::{Deserialize, Serialize};

/// The worker's first word: it listens from now on.
pub const READY: &str = "ready";

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// A run, answered by one.
    Run(RunRequest),
    /// Something about all interleavings.
    Search(SearchAsk),
}

/// What the worker tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A run's answer.
    Run(RunReply),
    /// Something about all interleavings.
    Search(SearchTold),
}

/// What is asked, as it travels; `None` when it cannot be written, which only a bug could cause.
#[must_use]
pub fn write_ask(ask: &Ask) -> Option<Vec<u8>> {
    postcard::to_allocvec(ask).ok()
}

/// What is asked, as it arrived.
#[must_use]
pub fn read_ask(bytes: &[u8]) -> Option<Ask> {
    postcard::from_bytes(bytes).ok()
}

/// What is told, as it travels.
#[must_use]
pub fn write_told(told: &Told) -> Option<Vec<u8>> {
    postcard::to_allocvec(told).ok()
}

/// What is told, as it arrived.
#[must_use]
pub fn read_told(bytes: &[u8]) -> Option<Told> {
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
            view: ViewOptions {
                language: Language::Zh,
                ..ViewOptions::default()
            },
        });
        let bytes = write_ask(&request).expect("it is plain data");
        assert_eq!(read_ask(&bytes), Some(request));
    }
}
