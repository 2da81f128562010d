//! A real run that was recorded, or several of the same program: when each line was printed, to be laid over the lanes.
//!
//! `static/browser.js` reads the JSON of `interleave verify` and `interleave run` and hands over lines of five cells.

use interleave_playground::Nanos;

/// Lines that are taken in at most.
const MOST_LINES: usize = 5_000;

/// When something happened in the recorded runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// In the quickest run.
    pub earliest: Nanos,
    /// In the middle one.
    pub median: Nanos,
    /// In the slowest one.
    pub latest: Nanos,
}

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The label of the thread that printed it.
    pub thread: String,
    /// The line without its end.
    pub text: String,
    /// When.
    pub times: Times,
}

/// A recorded run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its lines in order.
    pub lines: Vec<Measured>,
    /// When it ended.
    pub end: Times,
}

impl Recording {
    /// Reads lines of thread, text, earliest, median and latest time in nanoseconds, cells apart by a tab; the line
    /// without a thread is the end.
    #[must_use]
    pub fn from_lines(text: &str) -> Option<Self> {
        let mut lines = Vec::new();
        let mut end = None;
        for line in text.lines().take(MOST_LINES) {
            let mut cells = line.split('\t');
            let (thread, text) = (cells.next()?, cells.next()?);
            let mut time = || cells.next()?.parse().ok().map(Nanos);
            let times = Times {
                earliest: time()?,
                median: time()?,
                latest: time()?,
            };
            if thread.is_empty() {
                end = Some(times);
            } else {
                lines.push(Measured {
                    thread: thread.to_owned(),
                    text: text.to_owned(),
                    times,
                });
            }
        }
        let last = lines.last().map(|line: &Measured| line.times);
        end.or(last).map(|end| Self { lines, end })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use interleave_playground::Nanos;
    use proptest::prelude::*;

    use super::Recording;

    #[test]
    fn lines_and_the_end_are_read() {
        let read = Recording::from_lines("main\tmain: 1\t1\t2\t3\n\t\t7\t8\t9").expect("it is one");
        assert_eq!(read.lines.len(), 1);
        assert_eq!(read.lines[0].times.median, Nanos(2));
        assert_eq!(read.end.latest, Nanos(9));
        assert_eq!(Recording::from_lines(""), None);
        assert_eq!(Recording::from_lines("main\tx\t1\t2"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[a-z0-9\t\n-]{0,60}") {
            let _ = Recording::from_lines(&text);
        }
    }
}
