//! Figures as people read them: three digits that count, and a unit.

/// A length of time: "50 ns", "2.3 µs", "10.3 ms", "1.02 s".
#[must_use]
pub fn time(ns: u64) -> String {
    scaled(
        u128::from(ns),
        &[
            (1, "ns"),
            (1_000, "µs"),
            (1_000_000, "ms"),
            (1_000_000_000, "s"),
        ],
    )
}

/// An amount of memory: "400 B", "9.5 KiB", "2 MiB", "1.91 TiB".
#[must_use]
pub fn memory(bytes: u128) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let steps: Vec<_> = (0..5).map(|power| 1 << (10 * power)).zip(units).collect();
    scaled(bytes, &steps)
}

/// A number with its thousands apart: "1,000,000".
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Seconds with three decimals: "2.000 s".
#[must_use]
pub fn seconds(ns: u64) -> String {
    let ms = (ns + 500_000) / 1_000_000;
    format!("{}.{:03} s", ms / 1_000, ms % 1_000)
}

/// `value` in the largest of `units` in which it is at least one.
fn scaled(value: u128, units: &[(u128, &str)]) -> String {
    let fits = units.iter().rev().find(|(size, _)| value >= *size);
    let (size, unit) = fits.or(units.first()).copied().unwrap_or((1, ""));
    let whole = value / size;
    let decimals = match whole {
        0..10 => 2,
        10..100 => 1,
        _ => 0,
    };
    let scale = 10u128.pow(decimals);
    let rounded = (value * scale + size / 2) / size;
    let fraction = rounded % scale;
    let mut text = (rounded / scale).to_string();
    if fraction > 0 {
        let digits = format!("{fraction:0width$}", width = decimals as usize);
        text = format!("{text}.{}", digits.trim_end_matches('0'));
    }
    format!("{text} {unit}")
}

#[cfg(test)]
mod tests {
    use super::{count, memory, seconds, time};

    #[test]
    fn figures_have_a_unit_and_no_needless_digits() {
        assert_eq!(time(0), "0 ns");
        assert_eq!(time(2_340), "2.34 µs");
        assert_eq!(time(10_000_000), "10 ms");
        assert_eq!(time(1_016_657_772), "1.02 s");
        assert_eq!(memory(400), "400 B");
        assert_eq!(memory(2 << 20), "2 MiB");
        assert_eq!(memory(1_000_000 * (2 << 20)), "1.91 TiB");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!(seconds(1_999_600_000), "2.000 s");
    }
}
