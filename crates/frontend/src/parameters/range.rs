//! How far a slider goes, and in which steps.

use interleave_program::ParameterUnit;

use super::find::Found;

/// Ends and step of a slider, in values of the literal.
pub(super) struct Slider {
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) step: i64,
}

/// The slider for a literal; `range` and `step` are what a comment says, in shown values.
pub(super) fn slider(found: &Found, range: Option<(i64, i64)>, step: Option<i64>) -> Slider {
    let shown = found.value.saturating_add(found.shown_offset);
    let (low, high) = range.unwrap_or_else(|| default_range(shown, found.unit));
    let in_literal = |shown: i64| shown.saturating_sub(found.shown_offset);
    let min = in_literal(low).max(found.smallest).min(found.value);
    let max = in_literal(high).min(found.largest).max(found.value);
    let wanted = step.unwrap_or_else(|| default_step(min, max, found));
    let step = if on_grid(found.value, min, wanted) {
        wanted
    } else {
        1
    };
    Slider { min, max, step }
}

/// Durations start at 0, counts at 1; four times the present value is in reach.
fn default_range(shown: i64, unit: ParameterUnit) -> (i64, i64) {
    let reach = shown.saturating_mul(4);
    match unit {
        _ if shown < 0 => (reach, 0.max(reach.saturating_neg())),
        ParameterUnit::Count => (1.min(shown), reach.max(12)),
        ParameterUnit::Seconds => (0, reach.max(10)),
        _ if shown >= 100 => (0, reach.max(2_000)),
        _ if shown >= 10 => (0, reach.max(200)),
        _ => (0, reach.max(40)),
    }
}

/// The largest round step that gives at least forty positions and keeps the present value on the grid.
fn default_step(min: i64, max: i64, found: &Found) -> i64 {
    if matches!(found.unit, ParameterUnit::Count) && max.saturating_sub(min) < 1_000 {
        return 1;
    }
    let reach = max.saturating_sub(min);
    let widest = match found.unit {
        ParameterUnit::Milliseconds if reach <= 10_000 => (reach / 40).min(50),
        _ => reach / 40,
    };
    let powers = (0..17).map(|power| 10_i64.pow(power));
    powers
        .flat_map(|power| [power, power * 5])
        .take_while(|step| *step <= widest)
        .filter(|step| on_grid(found.value, min, *step))
        .last()
        .unwrap_or(1)
}

fn on_grid(value: i64, min: i64, step: i64) -> bool {
    step > 0 && value.saturating_sub(min) % step == 0
}
