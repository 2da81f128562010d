//! What page and worker say to each other: Postcard's bytes but for the greeting.
//!
//! Both sides are built together, so the format needs neither names nor versions; and reading it takes the page a
//! tenth of the code that JSON would.

use interleave_playground::{RunReply, RunRequest};

/// The worker's first word: it listens from now on.
pub const READY: &str = "ready";

/// A request as it travels; `None` when it cannot be written, which only a bug could cause.
#[must_use]
pub fn write_request(request: &RunRequest) -> Option<Vec<u8>> {
    postcard::to_allocvec(request).ok()
}

/// A request as it arrived.
#[must_use]
pub fn read_request(bytes: &[u8]) -> Option<RunRequest> {
    postcard::from_bytes(bytes).ok()
}

/// A reply as it travels.
#[must_use]
pub fn write_reply(reply: &RunReply) -> Option<Vec<u8>> {
    postcard::to_allocvec(reply).ok()
}

/// A reply as it arrived.
#[must_use]
pub fn read_reply(bytes: &[u8]) -> Option<RunReply> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Language, Machine, Nanos, RunRequest, ViewOptions};

    use super::{read_request, write_request};

    #[test]
    fn a_request_survives_the_way() {
        let request = RunRequest {
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
        };
        let bytes = write_request(&request).expect("it is plain data");
        assert_eq!(read_request(&bytes), Some(request));
    }
}
