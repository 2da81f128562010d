//! The editor's script as this program sees it: what `web/editor/editor.mjs` exports, and places in a text counted as
//! the script counts them.

use js_sys::Array;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// The script.
    pub type EditorScript;

    /// Puts an editor into an element. It tells what was typed; drags on literals as (which, phase, pixels), of which
    /// phase 0 begins a drag; and the line that the cursor went to.
    #[wasm_bindgen(method)]
    pub fn open(
        this: &EditorScript,
        parent: &Element,
        text: &str,
        label: &str,
        on_text: &Closure<dyn FnMut(String)>,
        on_scrub: &Closure<dyn FnMut(u32, u32, f64)>,
        on_line: &Closure<dyn FnMut(u32)>,
    ) -> CodeEditor;

    /// An editor in the page.
    pub type CodeEditor;

    /// Replaces the text; cursor and history stay.
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &CodeEditor, text: &str);

    /// Marks the literals that can be dragged, each `[from, to, index, title]`.
    #[wasm_bindgen(method, js_name = setLiterals)]
    pub fn set_literals(this: &CodeEditor, all: &Array);

    /// Marks where threads are, each `[line, colour class, whether it acts there, name]`.
    #[wasm_bindgen(method, js_name = setPlaces)]
    pub fn set_places(this: &CodeEditor, all: &Array);

    /// Underlines what is wrong, each `[from, to, severity, message]`.
    #[wasm_bindgen(method, js_name = setProblems)]
    pub fn set_problems(this: &CodeEditor, all: &Array);

    /// Puts the cursor into it.
    #[wasm_bindgen(method)]
    pub fn focus(this: &CodeEditor);

    /// Takes it out of the page.
    #[wasm_bindgen(method)]
    pub fn close(this: &CodeEditor);
}

/// A place in `source`, counted in bytes, as JavaScript counts: in UTF-16 units.
#[must_use]
pub fn utf16(source: &str, byte: u32) -> u32 {
    let before = source
        .char_indices()
        .take_while(|(at, _)| *at < byte as usize);
    let units = before.map(|(_, letter)| letter.len_utf16() as u32);
    units.sum()
}

/// One entry of a list.
#[must_use]
pub fn entry<const N: usize>(parts: [JsValue; N]) -> JsValue {
    parts.into_iter().collect::<Array>().into()
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn places_are_counted_as_the_script_does() {
        let source = "// 多 😀\nfn";
        let fn_at = source.find("fn").expect("it is there") as u32;
        assert_eq!(fn_at, 12);
        assert_eq!(utf16(source, fn_at), 8);
        assert_eq!(utf16(source, 0), 0);
        assert_eq!(utf16(source, 99), 10);
    }
}
