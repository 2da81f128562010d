//! What `static/browser.js` and `static/embed.js` offer this program; `start.js` puts it in place first.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};

#[wasm_bindgen(js_namespace = interleave)]
extern "C" {
    /// The worker that `start.js` started while this program was on its way, for who asks first.
    #[wasm_bindgen(catch, js_name = takeWorker)]
    pub fn take_worker() -> Result<Option<web_sys::Worker>, JsValue>;

    /// Whether the rest of this program is there (`crate::rest`). While it is not, only the first picture is drawn.
    #[wasm_bindgen(js_name = isWhole)]
    pub fn is_whole() -> bool;

    /// Calls back when it is there, if it was not.
    #[wasm_bindgen(js_name = whenWhole)]
    pub fn when_whole(then: &Closure<dyn FnMut()>);

    /// The whole page is being drawn: what its reader did before happens as soon as it is.
    #[wasm_bindgen(js_name = drawnWhole)]
    pub fn drawn_whole();

    /// A text as it stands in links.
    #[wasm_bindgen(catch)]
    pub async fn pack(text: &str) -> Result<JsValue, JsValue>;

    /// The text that was packed so.
    #[wasm_bindgen(catch)]
    pub async fn unpack(packed: &str) -> Result<JsValue, JsValue>;

    /// The editor's script, which exports [`crate::code_editor`]'s functions.
    #[wasm_bindgen(catch, js_name = loadEditor)]
    pub async fn load_editor() -> Result<JsValue, JsValue>;

    /// Puts a text on the clipboard; says whether it could.
    pub async fn copy(text: &str) -> JsValue;

    /// Puts an SVG on the clipboard as PNG; says whether it could.
    #[wasm_bindgen(js_name = copyPicture)]
    pub async fn copy_picture(svg: &str) -> JsValue;

    /// Hands a file to the reader.
    pub fn download(name: &str, media_type: &str, text: &str);

    /// Hands an SVG to the reader as PNG; says whether it could.
    #[wasm_bindgen(js_name = downloadPicture)]
    pub async fn download_picture(name: &str, svg: &str) -> JsValue;

    /// What a worker of its own answers.
    #[wasm_bindgen(js_name = askOnce, catch)]
    pub async fn ask_once(ask: &Uint8Array) -> Result<JsValue, JsValue>;

    /// Tells of every file dropped onto the page: its name, and its text if it is one.
    #[wasm_bindgen(js_name = onDrop)]
    pub fn on_drop(on_file: &Closure<dyn FnMut(String, Option<String>)>);

    /// The lines of a recorded run for [`crate::recording`]; `None` when the JSON is none.
    pub fn recording(json: &str) -> Option<String>;

    /// Whether this page is shown as a part of another one.
    #[wasm_bindgen(js_name = isEmbed)]
    pub fn is_embed() -> bool;

    /// What follows `#` in the address, or what an embed was left with.
    pub fn address() -> String;

    /// Keeps the page's state for the next visit.
    pub fn keep(hash: &str);

    /// Listens to the page that holds this one; every message comes as `key=value&…`.
    pub fn listen(on_message: &Closure<dyn FnMut(String)>);

    /// Tells the page that holds this one something, with `key=value&…` as its fields.
    pub fn tell(kind: &str, pairs: &str);
}
