//! The project's chores: serve, test, check, build, bench, tidy.
fn main() {}
