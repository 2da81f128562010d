//! Machine settings, schedules and sliders over the gallery: `cargo +nightly fuzz run -O --no-cfg-fuzzing machine`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let scenarios = interleave_playground::scenarios().iter();
    let programs: Vec<&str> = scenarios.map(|it| it.source).collect();
    interleave_tests::fuzz::machine(data, &programs);
});
