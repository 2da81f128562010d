//! Instants of two kinds: std's, and tokio's, which are those of a runtime's clock. That clock can stand still, so what
//! `elapsed` asks depends on whose instant it is. Both are nanoseconds in 63 bits; the highest bit tells them apart.

/// Set in the instants of runtimes' clocks.
const OF_RUNTIME: u64 = 1 << 63;

/// Nanoseconds since the start.
#[must_use]
pub const fn instant_ns(instant: u64) -> u64 {
    instant & !OF_RUNTIME
}

/// Whether it is of a runtime's clock.
#[must_use]
pub const fn is_of_runtime(instant: u64) -> bool {
    instant & OF_RUNTIME != 0
}

/// The same instant by a runtime's clock.
#[must_use]
pub const fn of_runtime(instant: u64) -> u64 {
    instant | OF_RUNTIME
}

/// So many nanoseconds later by the same clock.
pub(crate) fn later(instant: u64, ns: u64) -> Option<u64> {
    let at = instant_ns(instant).checked_add(ns)?;
    (!is_of_runtime(at)).then_some(at | instant & OF_RUNTIME)
}

/// So many nanoseconds earlier by the same clock.
pub(crate) fn earlier(instant: u64, ns: u64) -> Option<u64> {
    let at = instant_ns(instant).checked_sub(ns)?;
    Some(at | instant & OF_RUNTIME)
}

/// Nanoseconds from one to the other.
pub(crate) fn between(later: u64, earlier: u64) -> Option<u64> {
    instant_ns(later).checked_sub(instant_ns(earlier))
}
