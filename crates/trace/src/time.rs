//! Virtual time.

use serde::{Deserialize, Serialize};

/// Virtual time or a length of it in nanoseconds since the start of the run; at most 584 years.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Nanos(pub u64);

impl Nanos {
    /// Time zero, no time.
    pub const ZERO: Self = Self(0);
    /// The end of time: what an overlong sleep waits for.
    pub const MAX: Self = Self(u64::MAX);

    /// `ms` milliseconds.
    #[must_use]
    pub const fn from_millis(ms: u64) -> Self {
        Self(ms * 1_000_000)
    }

    /// `us` microseconds.
    #[must_use]
    pub const fn from_micros(us: u64) -> Self {
        Self(us * 1_000)
    }

    /// The sum, or `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The sum, at most [`Nanos::MAX`].
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, at least zero.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Seconds with `digits` decimals (0 to 9), rounded half up: `Nanos::from_millis(1500).seconds(3)` is "1.500".
    #[must_use]
    pub fn seconds(self, digits: u32) -> String {
        let digits = digits.min(9);
        let unit = 10u64.pow(9 - digits);
        let scaled = self.0 / unit + u64::from(2 * (self.0 % unit) >= unit);
        let per_second = 10u64.pow(digits);
        if digits == 0 {
            return scaled.to_string();
        }
        format!(
            "{}.{:0width$}",
            scaled / per_second,
            scaled % per_second,
            width = digits as usize
        )
    }
}
