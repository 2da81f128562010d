//! Machine settings, schedules and sliders over the gallery: `cargo +nightly fuzz run -O --no-cfg-fuzzing machine`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| interleave_tests::fuzz::machine(data));
