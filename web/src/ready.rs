//! The first program, compiled by the build: what the worker has at hand before its compiler is there.
//!
//! The build puts it beside the worker's program (`xtask/src/parts.rs`), where `static/worker_loader.js` finds it.

use interleave_playground::{Ready, scenarios};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = interleave, js_name = ready)]
    static FOUND: Option<Uint8Array>;
}

/// The gallery's first program, compiled, as bytes; none when it is refused, which only a bug could cause.
#[must_use]
pub fn make() -> Vec<u8> {
    let first = scenarios().first();
    let ready = first.and_then(|scenario| Ready::new(scenario.source()));
    let bytes = ready.and_then(|ready| postcard::to_allocvec(&ready).ok());
    bytes.unwrap_or_default()
}

/// What the build put beside the program.
pub(crate) fn found() -> Option<Ready> {
    let bytes = FOUND.with(Clone::clone)?;
    postcard::from_bytes(&bytes.to_vec()).ok()
}
