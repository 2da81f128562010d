//! Any text as a program: `cargo +nightly fuzz run -O --no-cfg-fuzzing source`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| interleave_tests::fuzz::source(text));
