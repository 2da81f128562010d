//! What the kernel counts of this process: `/proc/self/status` and the same of each of its threads.

use std::fs;

/// A number of `/proc/self/status`; memory in bytes.
pub(crate) fn status(field: &str) -> Result<u64, String> {
    let text = fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    field_of(&text, field).ok_or_else(|| format!("/proc/self/status has no {field}"))
}

/// Context switches of all threads so far, given up and taken away.
pub(crate) fn context_switches() -> Result<u64, String> {
    let mut sum = 0;
    let threads = fs::read_dir("/proc/self/task").map_err(|error| error.to_string())?;
    for thread in threads.flatten() {
        // A thread that has just ended has no file any more.
        let Ok(text) = fs::read_to_string(thread.path().join("status")) else {
            continue;
        };
        sum += field_of(&text, "voluntary_ctxt_switches").unwrap_or(0);
        sum += field_of(&text, "nonvoluntary_ctxt_switches").unwrap_or(0);
    }
    Ok(sum)
}

fn field_of(text: &str, field: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    let mut words = line.split_whitespace();
    let number: u64 = words.next()?.parse().ok()?;
    Some(match words.next() {
        Some("kB") => number * 1024,
        _ => number,
    })
}
