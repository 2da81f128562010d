//! The part of the time axis that is in view: zooming and panning.

use interleave_playground::Nanos;

/// A stretch of virtual time, `from..to`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Left edge.
    pub from: Nanos,
    /// Right edge, after `from`.
    pub to: Nanos,
}

impl Viewport {
    /// The closest that one can look: a hundred nanoseconds.
    const CLOSEST_NS: u64 = 100;

    /// The whole of a run that ends at `end`.
    #[must_use]
    pub fn whole(end: Nanos) -> Self {
        Self {
            from: Nanos::ZERO,
            // A run that takes no time has an axis all the same.
            to: if end == Nanos::ZERO {
                Nanos::from_millis(1)
            } else {
                end
            },
        }
    }

    fn length(self) -> u64 {
        self.to.0.saturating_sub(self.from.0).max(1)
    }

    /// The same length, moved into `0..end`; `None` when it would be the whole run or more.
    #[must_use]
    pub fn within(self, end: Nanos) -> Option<Self> {
        let length = self.length().max(Self::CLOSEST_NS);
        if length >= end.0 {
            return None;
        }
        let from = self.from.0.min(end.0 - length);
        Some(Self {
            from: Nanos(from),
            to: Nanos(from + length),
        })
    }

    /// Scaled by `permille` thousandths about `anchor`, which keeps its place on the screen.
    #[must_use]
    pub fn zoomed(self, permille: u64, anchor: Nanos) -> Self {
        let length = u128::from(self.length());
        let scaled = (length * u128::from(permille) / 1_000).max(u128::from(Self::CLOSEST_NS));
        let anchor = anchor.0.clamp(self.from.0, self.to.0);
        let before = u128::from(anchor - self.from.0) * scaled / length;
        let from = anchor.saturating_sub(u64::try_from(before).unwrap_or(u64::MAX));
        let length = u64::try_from(scaled).unwrap_or(u64::MAX);
        Self {
            from: Nanos(from),
            to: Nanos(from.saturating_add(length)),
        }
    }

    /// Moved by `permille` thousandths of its length, to the right when positive; stops at 0.
    #[must_use]
    pub fn panned(self, permille: i64) -> Self {
        let length = i128::from(self.length());
        let shift = length * i128::from(permille) / 1_000;
        let from = (i128::from(self.from.0) + shift).max(0);
        Self {
            from: Nanos(u64::try_from(from).unwrap_or(u64::MAX)),
            to: Nanos(u64::try_from(from + length).unwrap_or(u64::MAX)),
        }
    }

    /// Moved just as far as is needed to have `at` in view, with a margin of a tenth.
    #[must_use]
    pub fn showing(self, at: Nanos) -> Self {
        let length = self.length();
        let margin = length / 10;
        if at < self.from {
            let from = at.0.saturating_sub(margin);
            return Self {
                from: Nanos(from),
                to: Nanos(from.saturating_add(length)),
            };
        }
        if at > self.to {
            let to = at.0.saturating_add(margin);
            return Self {
                from: Nanos(to.saturating_sub(length)),
                to: Nanos(to),
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use interleave_playground::Nanos;

    use super::Viewport;

    const END: Nanos = Nanos(1_000_000);

    fn view(from: u64, to: u64) -> Viewport {
        Viewport {
            from: Nanos(from),
            to: Nanos(to),
        }
    }

    #[test]
    fn zooming_keeps_the_anchor_in_place() {
        let close = Viewport::whole(END).zoomed(500, Nanos(200_000));
        assert_eq!(close, view(100_000, 600_000));
        assert_eq!(close.zoomed(4_000, Nanos(200_000)).within(END), None);
    }

    #[test]
    fn panning_stays_inside() {
        let right = view(500_000, 900_000).panned(1_000).within(END);
        assert_eq!(right, Some(view(600_000, 1_000_000)));
        let left = view(100_000, 500_000).panned(-2_000).within(END);
        assert_eq!(left, Some(view(0, 400_000)));
    }

    #[test]
    fn the_selected_instant_comes_into_view() {
        assert_eq!(view(0, 100_000).showing(Nanos(50_000)), view(0, 100_000));
        assert_eq!(
            view(0, 100_000).showing(Nanos(500_000)),
            view(410_000, 510_000)
        );
    }
}
