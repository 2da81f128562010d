//! The worker's side: takes requests one at a time and answers each with a run.
//!
//! A run that takes too long is ended from outside, by ending the worker; so nothing here watches a clock.

use interleave_playground::run;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::protocol::{READY, read_request, write_reply};

/// Listens for requests and says that it does.
pub fn listen() {
    std::panic::set_hook(Box::new(|panic| {
        // The worker dies of it and is replaced; whoever looks into the console learns why.
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    let handler = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let answer = answer(&event.data());
        if let Some(answer) = answer {
            hand_over(&answering, &answer);
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    post(&scope, &JsValue::from_str(READY));
}

fn answer(request: &JsValue) -> Option<Uint8Array> {
    let request = read_request(&request.dyn_ref::<Uint8Array>()?.to_vec())?;
    let reply = write_reply(&run(&request))?;
    Some(Uint8Array::from(reply.as_slice()))
}

/// Posts bytes that are not needed here any more: the page gets them without another copy.
fn hand_over(scope: &DedicatedWorkerGlobalScope, bytes: &Uint8Array) {
    let _ = scope.post_message_with_transfer(bytes, &Array::of1(&bytes.buffer()));
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    // It fails only for values that cannot be copied, and texts and bytes always can.
    let _ = scope.post_message(message);
}
