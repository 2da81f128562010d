//! Lengths of time in words: "500 ms", "1.5 s", "250 µs", "40 ns".

use interleave_trace::Nanos;

const UNITS: [(u64, &str, &str); 4] = [
    (1, "ns", "from_nanos"),
    (1_000, "µs", "from_micros"),
    (1_000_000, "ms", "from_millis"),
    (1_000_000_000, "s", "from_secs"),
];

/// `length` in the largest unit that keeps it at 1 or more, with at most three decimals and no trailing zeros.
#[must_use]
pub fn length_text(length: Nanos) -> String {
    let ns = length.0;
    let (unit_ns, unit) = match ns {
        0 => return "0 ms".to_owned(),
        1..1_000 => (1, "ns"),
        1_000..1_000_000 => (1_000, "µs"),
        1_000_000..1_000_000_000 => (1_000_000, "ms"),
        _ => (1_000_000_000, "s"),
    };
    format!("{} {unit}", decimal(ns, unit_ns))
}

/// `length` in the unit of the constructor that `code` names (`Duration::from_millis(1000)`: "1000 ms"), so that a
/// reader finds the literal again; like [`length_text`] when it names none or the length is no whole number of it.
pub(crate) fn length_as_written(length: Nanos, code: &str) -> String {
    let mut named = UNITS.iter().filter(|(_, _, name)| calls(code, name));
    match (named.next(), named.next()) {
        (Some((unit_ns, unit, _)), None) if length.0.is_multiple_of(*unit_ns) => {
            format!("{} {unit}", length.0 / unit_ns)
        }
        _ => length_text(length),
    }
}

/// Whether `name` stands before an opening parenthesis; asked of every sleep of a run.
fn calls(code: &str, name: &str) -> bool {
    let (code, name) = (code.as_bytes(), name.as_bytes());
    let mut opened = code.windows(name.len() + 1);
    opened.any(|here| here.last() == Some(&b'(') && here.starts_with(name))
}

fn decimal(ns: u64, unit_ns: u64) -> String {
    let thousandths = ns / unit_ns * 1_000 + (ns % unit_ns * 1_000 + unit_ns / 2) / unit_ns;
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How many decimals of a second show all of `times` exactly, at least three.
#[must_use]
pub fn decimals_needed(times: impl IntoIterator<Item = Nanos>) -> u32 {
    let mut digits = 3;
    for time in times {
        while digits < 9 && !time.0.is_multiple_of(10u64.pow(9 - digits)) {
            digits += 1;
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_as_a_person_would_write_them() {
        let cases = [
            (0, "0 ms"),
            (40, "40 ns"),
            (250_000, "250 µs"),
            (500_000_000, "500 ms"),
            (1_000_000_000, "1 s"),
            (1_500_000_000, "1.5 s"),
            (10_000_000_000, "10 s"),
            (1_234_567, "1.235 ms"),
            (u64::MAX, "18446744073.71 s"),
        ];
        for (ns, text) in cases {
            assert_eq!(length_text(Nanos(ns)), text);
        }
    }

    #[test]
    fn lengths_keep_the_unit_of_the_source() {
        let second = Nanos::from_millis(1_000);
        let cases = [
            (second, "sleep(Duration::from_millis(1000))", "1000 ms"),
            (second, "sleep(Duration::from_secs(1))", "1 s"),
            (second, "sleep(pause)", "1 s"),
            (Nanos(1_500), "from_micros(1) + from_nanos(500)", "1.5 µs"),
            (Nanos(1_500), "from_secs(x)", "1.5 µs"),
            (Nanos::ZERO, "from_millis(0)", "0 ms"),
        ];
        for (length, code, text) in cases {
            assert_eq!(length_as_written(length, code), text);
        }
    }

    #[test]
    fn decimals_are_three_unless_more_are_needed() {
        assert_eq!(decimals_needed([Nanos::from_millis(5)]), 3);
        assert_eq!(decimals_needed([Nanos(0), Nanos(10_000)]), 5);
        assert_eq!(decimals_needed([Nanos(1)]), 9);
    }
}
