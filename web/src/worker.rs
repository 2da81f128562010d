//! The worker's side: takes requests one at a time and answers each with a run.
//!
//! A run that takes too long is ended from outside, by ending the worker; so nothing here watches a clock.

use interleave_playground::run;
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
        let answer = event.data().as_string().and_then(|text| answer(&text));
        if let Some(answer) = answer {
            post(&answering, &answer);
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    post(&scope, READY);
}

fn answer(request: &str) -> Option<String> {
    let request = read_request(request)?;
    write_reply(&run(&request))
}

fn post(scope: &DedicatedWorkerGlobalScope, text: &str) {
    // It fails only for values that cannot be copied, and a text always can.
    let _ = scope.post_message(&JsValue::from_str(text));
}
