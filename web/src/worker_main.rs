//! The worker's program: answers runs, so that the page never waits for one.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    interleave_web::answer_runs();
}

/// What the build is to put beside this program.
#[wasm_bindgen]
#[must_use]
pub fn ready_made() -> Vec<u8> {
    interleave_web::ready::make()
}
