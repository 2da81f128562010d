//! Two searches that must have found the same.

use interleave_playground::Found;

/// The same outcomes, in the same order, with the same counts, shares and fewest switches.
///
/// # Panics
/// When they are not.
pub fn assert_same_found(name: &str, plain: &[Found], sleeping: &[Found]) {
    assert_eq!(plain.len(), sleeping.len(), "{name}");
    for (one, other) in plain.iter().zip(sleeping) {
        assert_eq!(
            (one.kind, one.exit_code, &one.stdout, &one.stderr),
            (other.kind, other.exit_code, &other.stdout, &other.stderr),
            "{name}"
        );
        assert_eq!(one.schedules, other.schedules, "{name}: {}", one.stdout);
        assert!(
            (one.share - other.share).abs() < 1e-6,
            "{name}: {}",
            one.stdout
        );
        assert_eq!(
            one.witness.switches, other.witness.switches,
            "{name}: {}",
            one.stdout
        );
    }
}
