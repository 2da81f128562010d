//! How fast the playhead moves.

use interleave_playground::Nanos;

/// How fast time plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// The whole run in [`Speed::WHOLE_RUN_MS`].
    #[default]
    WholeRun,
    /// So many thousandths of real time: 1000 is real time.
    Permille(u32),
}

impl Speed {
    /// How long the whole run plays at [`Speed::WholeRun`], in milliseconds.
    pub const WHOLE_RUN_MS: u64 = 6_000;

    /// Virtual time that passes in `elapsed_ms` of real time, in a run that ends at `end`.
    #[must_use]
    pub fn advance(self, elapsed_ms: u64, end: Nanos) -> Nanos {
        let passed = match self {
            Self::WholeRun => {
                u128::from(end.0) * u128::from(elapsed_ms) / u128::from(Self::WHOLE_RUN_MS)
            }
            Self::Permille(permille) => u128::from(elapsed_ms) * 1_000 * u128::from(permille),
        };
        Nanos(u64::try_from(passed).unwrap_or(u64::MAX))
    }
}
