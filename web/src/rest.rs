//! The rest of this program, which the build takes out of it (`xtask/src/parts.rs`): the page and its worker start
//! without.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// `web/static/rest.js`; throws when the rest cannot be had.
    #[wasm_bindgen(js_namespace = interleave, js_name = loadRest)]
    fn load_rest_over(exports: &JsValue);
}

/// Loads the rest at once. Nobody but the build's stubs calls this.
#[wasm_bindgen]
pub fn load_rest() {
    load_rest_over(&wasm_bindgen::exports());
}
