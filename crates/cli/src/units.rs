//! Amounts with units on the command line: `10ms`, `1.5s`, `250us`, `2MiB`.

/// Reads a length of time with its unit (ns, us, µs, ms, s) as whole nanoseconds; without a unit only 0.
pub fn parse_time(text: &str) -> Result<u64, String> {
    let (number, unit) = split_unit(text);
    let scale = match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "" if number == "0" => 1,
        "" => return Err(format!("`{text}` needs a unit: ns, us, ms or s, like 10ms")),
        _ => {
            return Err(format!(
                "`{text}` is not a time: write it like 10ms, 1.5s or 250us"
            ));
        }
    };
    scaled(number, scale).ok_or_else(|| {
        format!("`{text}` is not a time of whole nanoseconds below 584 years: write it like 10ms")
    })
}

/// Reads a count, with `_` between digits allowed, or an amount of memory (B, KiB, MiB, GiB).
pub fn parse_count(text: &str) -> Result<u64, String> {
    let (number, unit) = split_unit(text);
    let scale = match unit {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(format!("`{text}` is not a number")),
    };
    scaled(number, scale).ok_or_else(|| format!("`{text}` is not a whole number that fits 64 bits"))
}

/// Where the number ends and the unit begins; space between them is allowed.
fn split_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_')
        .unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// `number` (digits, perhaps with a decimal point) times `scale`, when that is a whole number that fits.
fn scaled(number: &str, scale: u64) -> Option<u64> {
    let number = number.replace('_', "");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let has_digits = !whole.is_empty() && (number.contains('.') != part.is_empty());
    if !has_digits || part.contains('.') || part.len() > 18 {
        return None;
    }
    let digits: u128 = format!("{whole}{part}").parse().ok()?;
    let divisor = 10u128.pow(part.len() as u32);
    let product = digits.checked_mul(u128::from(scale))?;
    if !product.is_multiple_of(divisor) {
        return None;
    }
    u64::try_from(product / divisor).ok()
}

/// Splits `NAME=VALUE`.
pub fn parse_pair<'t>(option: &str, text: &'t str) -> Result<(&'t str, &'t str), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim(), value.trim())),
        _ => Err(format!("{option} `{text}`: write NAME=VALUE")),
    }
}

/// Whether two names are the same but for case, spaces, `-` and `_`.
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|c| !matches!(c, ' ' | '-' | '_'))
            .flat_map(char::to_lowercase)
            .collect()
    };
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_units() {
        let cases = [
            ("10ms", Ok(10_000_000)),
            ("1.5s", Ok(1_500_000_000)),
            ("250 us", Ok(250_000)),
            ("7µs", Ok(7_000)),
            ("1_000ns", Ok(1_000)),
            ("0", Ok(0)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_time(text), expected, "{text}");
        }
        for bad in [
            "",
            "10",
            "ms",
            "1.5ns",
            "1..5s",
            "1.s",
            ".5s",
            "-1ms",
            "1m",
            "1e3s",
            "99999999999999s",
        ] {
            assert!(parse_time(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn counts() {
        assert_eq!(parse_count("1_000_000"), Ok(1_000_000));
        assert_eq!(parse_count("2MiB"), Ok(2 << 20));
        assert!(
            parse_count("x").is_err() && parse_count("-1").is_err() && parse_count("").is_err()
        );
    }

    #[test]
    fn names_match_whatever_their_separators() {
        assert!(same_name("child sleep", "Child-sleep") && same_name("a_b", "ab"));
        assert!(!same_name("child sleep", "child rounds"));
    }
}
