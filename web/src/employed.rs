//! A worker of the page's script: what is said to it and by it. It ends with this handle.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{MessageEvent, Worker};

use crate::host;
use crate::protocol::{Ask, LOADED, LOADING, READY, Told, read_told, write_ask};

/// The worker's script, beside the page.
const SCRIPT: &str = "./worker_loader.js";

/// What is heard of a worker.
#[derive(Debug)]
pub(crate) enum Said {
    /// It is up.
    Ready,
    /// It fetches more of its program before it answers.
    Loading,
    /// It has fetched it.
    Loaded,
    /// It answers; nothing when that cannot be read.
    Told(Option<Box<Told>>),
    /// It has died.
    Died,
}

pub(crate) struct Employed {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Employed {
    /// Starts a worker, if the browser lets us.
    pub(crate) fn start(on_said: impl Fn(Said) + 'static) -> Option<Self> {
        let early = host::take_worker().ok().flatten();
        let worker = early.or_else(|| Worker::new(SCRIPT).ok())?;
        let on_said = Rc::new(on_said);
        let on_died = Rc::clone(&on_said);
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                on_said(read(&event.data()));
            }
        });
        let on_error = EventListener::new(&worker, "error", move |_| on_died(Said::Died));
        Some(Self {
            worker,
            _listeners: [on_message, on_error],
        })
    }

    /// Asks something; whether it could be sent.
    pub(crate) fn ask(&self, ask: &Ask) -> bool {
        let bytes = write_ask(ask).map(|bytes| Uint8Array::from(bytes.as_slice()));
        bytes.is_some_and(|bytes| self.worker.post_message(&bytes).is_ok())
    }
}

impl Drop for Employed {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn read(data: &JsValue) -> Said {
    match data.as_string().as_deref() {
        Some(READY) => return Said::Ready,
        Some(LOADING) => return Said::Loading,
        Some(LOADED) => return Said::Loaded,
        _ => {}
    }
    let bytes = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    Said::Told(bytes.and_then(|bytes| read_told(&bytes)).map(Box::new))
}
