//! What page and worker say to each other: texts, JSON but for the greeting.

use interleave_playground::{RunReply, RunRequest};

/// The worker's first word: it listens from now on.
pub const READY: &str = "ready";

/// A request as it travels; `None` when it cannot be written, which only a bug could cause.
#[must_use]
pub fn write_request(request: &RunRequest) -> Option<String> {
    serde_json::to_string(request).ok()
}

/// A request as it arrived.
#[must_use]
pub fn read_request(text: &str) -> Option<RunRequest> {
    serde_json::from_str(text).ok()
}

/// A reply as it travels.
#[must_use]
pub fn write_reply(reply: &RunReply) -> Option<String> {
    serde_json::to_string(reply).ok()
}

/// A reply as it arrived.
#[must_use]
pub fn read_reply(text: &str) -> Option<RunReply> {
    serde_json::from_str(text).ok()
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
        let text = write_request(&request).expect("it is plain data");
        assert_eq!(read_request(&text), Some(request));
    }
}
