//! Lanes in more detail than the whole run can have: asked for the part in view and its neighbourhood, drawn as soon as
//! they come; until then the whole run's lanes stand in.

use interleave_playground::{DetailRequest, Lanes, LanesReply, Nanos, SchedulerRun};

use crate::shared::Shared;
use crate::state::State;
use crate::view::Viewport;

/// One run's lanes, in as much detail as there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// The run.
    pub run: Shared<SchedulerRun>,
    /// Its number among the shown ones.
    pub number: usize,
    /// The lanes of the part in view.
    pub detail: Option<Shared<LanesReply>>,
}

impl Subject {
    /// The lanes to draw.
    #[must_use]
    pub fn lanes(&self) -> &Lanes {
        let detail = self.detail.as_ref();
        let lanes = detail.and_then(|detail| detail.lanes.get(self.number));
        lanes.unwrap_or(&self.run.lanes)
    }
}

impl State {
    /// What to ask the worker: nothing while the whole run's lanes show everything.
    #[must_use]
    pub fn detail_request(&self) -> Option<DetailRequest> {
        let (view, shown) = (self.viewport?, self.shown.as_ref()?);
        let is_simplified = shown.runs.iter().any(|run| run.lanes.left_out > 0);
        let (from, to) = neighbourhood(view);
        is_simplified.then_some(DetailRequest {
            number: shown.number,
            from,
            to,
        })
    }

    /// The lanes in detail, when there are any for what is in view.
    #[must_use]
    pub fn detail_in_view(&self) -> Option<Shared<LanesReply>> {
        let (view, shown) = (self.viewport?, self.shown.as_ref()?);
        let fits = |request: &DetailRequest| {
            request.number == shown.number && request.from <= view.from && view.to <= request.to
        };
        let detail = self.detail.as_ref()?;
        fits(&detail.request).then(|| detail.clone())
    }
}

/// A stretch around what is in view, at least as long on either side; the same for many views, so that panning and
/// zooming a little asks for nothing new.
fn neighbourhood(view: Viewport) -> (Nanos, Nanos) {
    let length = view.to.0.saturating_sub(view.from.0).max(1);
    let unit = length.checked_next_power_of_two().unwrap_or(u64::MAX);
    let first = view.from.0 / unit;
    let from = first.saturating_sub(1).saturating_mul(unit);
    (
        Nanos(from),
        Nanos(first.saturating_add(3).saturating_mul(unit)),
    )
}

#[cfg(test)]
mod tests {
    use interleave_playground::Nanos;

    use super::neighbourhood;
    use crate::view::Viewport;

    #[test]
    fn small_pans_ask_for_nothing_new() {
        let view = |from, to| Viewport {
            from: Nanos(from),
            to: Nanos(to),
        };
        let around = neighbourhood(view(10_000, 11_000));
        assert_eq!(around, (Nanos(8_192), Nanos(12_288)));
        assert_eq!(neighbourhood(view(10_200, 11_100)), around);
        for from in [0, 1, 4_095, 4_096, 1_000_000] {
            let (first, last) = neighbourhood(view(from, from + 3_000));
            assert!(first.0 <= from && from + 3_000 <= last.0);
        }
    }
}
