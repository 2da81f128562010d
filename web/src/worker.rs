//! The worker's side: takes requests one at a time and answers each with a run; or searches all interleavings, in
//! slices, so that it hears what is asked meanwhile.
//!
//! A run that takes too long is ended from outside, by ending the worker; so nothing here watches how long one takes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_playground::{Explorer, LiveRequest, SearchAsk, SearchTold, Session, export};
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::event_loop::run_live;
use crate::protocol::{Ask, READY, Told, read_ask, write_told};
use crate::ready;

/// How long a slice of a search is to be, in milliseconds: what is asked meanwhile waits so long.
const SLICE_MS: f64 = 40.0;

/// Milliseconds between two reports of a search's progress.
const REPORT_MS: f64 = 100.0;

/// Acts of the first slice, and the most and least of any.
const FIRST_BUDGET: f64 = 1_000.0;
const LEAST_BUDGET: f64 = 50.0;
const MOST_BUDGET: f64 = 1_000_000.0;

/// Listens for requests and says that it does.
pub fn listen() {
    std::panic::set_hook(Box::new(|panic| {
        // The worker dies of it and is replaced; whoever looks into the console learns why.
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    let searching = Rc::new(RefCell::new(Searching::new(scope.clone())));
    let session = RefCell::new(Session::with_ready(ready::found()));
    let handler = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match asked(&event.data()) {
            Some(Ask::Run(request)) => {
                let reply = session.borrow_mut().run(&request);
                tell(&answering, &Told::Run(reply));
            }
            Some(ask) => other(&searching, &mut session.borrow_mut(), ask),
            None => {}
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    post(&scope, &JsValue::from_str(READY));
}

fn asked(data: &JsValue) -> Option<Ask> {
    read_ask(&data.dyn_ref::<Uint8Array>()?.to_vec())
}

/// All but a run. A function of its own: the first picture does without (`xtask/src/parts.rs`).
#[inline(never)]
fn other(searching: &Rc<RefCell<Searching>>, session: &mut Session, ask: Ask) {
    let scope = searching.borrow().scope.clone();
    match ask {
        Ask::Search(ask) => search(searching, ask),
        Ask::Live(request) => live(&scope, request),
        ask => tell(&scope, &answer(session, ask)),
    }
}

/// What is told at once; searches go on in slices instead.
fn answer(session: &mut Session, ask: Ask) -> Told {
    let told = match ask {
        Ask::Run(request) => Some(Told::Run(session.run(&request))),
        Ask::Detail(request) => session.detail(&request).map(Told::Detail),
        Ask::Explain(request) => session.explain(&request).map(Told::Explained),
        Ask::Forks(request) => Some(Told::Forks(session.forks(&request))),
        Ask::Export(request) => Some(Told::Exported(export(&request).unwrap_or_default())),
        Ask::Notes(ask) => Some(Told::Notes(interleave_notes::answer(&ask))),
        Ask::Search(_) | Ask::Live(_) => None,
    };
    told.unwrap_or(Told::Outdated)
}

/// The searches of this worker.
struct Searching {
    scope: DedicatedWorkerGlobalScope,
    explorer: Explorer,
    /// Acts of the next slice.
    budget: f64,
    /// When the search began and when its progress was last told.
    began_at: f64,
    told_at: f64,
    /// The next slice.
    next: Option<Timeout>,
}

impl Searching {
    fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self {
            scope,
            explorer: Explorer::default(),
            budget: FIRST_BUDGET,
            began_at: 0.0,
            told_at: 0.0,
            next: None,
        }
    }

    /// One slice, and how long the next is to be.
    fn slice(&mut self) {
        let start = Date::now();
        let told = self.explorer.step(self.budget as u64);
        let end = Date::now();
        let took = (end - start).max(1.0);
        let fitting = (self.budget * SLICE_MS / took).clamp(self.budget / 4.0, self.budget * 2.0);
        self.budget = fitting.clamp(LEAST_BUDGET, MOST_BUDGET);
        let elapsed_ms = (end - self.began_at).max(0.0) as u64;
        match told {
            Some(SearchTold::Progress(mut progress)) if end - self.told_at >= REPORT_MS => {
                self.told_at = end;
                progress.elapsed_ms = elapsed_ms;
                tell(&self.scope, &Told::Search(SearchTold::Progress(progress)));
            }
            Some(SearchTold::Progress(_)) | None => {}
            Some(SearchTold::Found(mut found)) => {
                found.progress.elapsed_ms = elapsed_ms;
                self.told_at = end;
                tell(&self.scope, &Told::Search(SearchTold::Found(found)));
            }
            Some(told) => tell(&self.scope, &Told::Search(told)),
        }
    }
}

fn search(searching: &Rc<RefCell<Searching>>, ask: SearchAsk) {
    let mut it = searching.borrow_mut();
    if matches!(ask, SearchAsk::Start(_)) {
        it.budget = FIRST_BUDGET;
        it.began_at = Date::now();
        it.told_at = it.began_at;
    }
    if matches!(ask, SearchAsk::GoOn) {
        // The time in which it stood still is not its own.
        let now = Date::now();
        it.began_at += now - it.told_at;
        it.told_at = now;
    }
    if let Some(told) = it.explorer.ask(ask) {
        tell(&it.scope, &Told::Search(told));
    }
    if it.next.is_none() {
        drop(it);
        go_on(searching);
    }
}

/// Runs a program on this worker's event loop.
fn live(scope: &DedicatedWorkerGlobalScope, request: LiveRequest) {
    if let Some(performance) = scope.performance() {
        let scope = scope.clone();
        run_live(request, performance, move |told| {
            tell(&scope, &Told::Live(told));
        });
    }
}

/// Plans the next slice after what has been asked meanwhile.
fn go_on(searching: &Rc<RefCell<Searching>>) {
    let next = searching.borrow().explorer.is_busy().then(|| {
        let searching = Rc::clone(searching);
        Timeout::new(0, move || {
            searching.borrow_mut().slice();
            go_on(&searching);
        })
    });
    searching.borrow_mut().next = next;
}

fn tell(scope: &DedicatedWorkerGlobalScope, told: &Told) {
    if let Some(bytes) = write_told(told) {
        hand_over(scope, &Uint8Array::from(bytes.as_slice()));
    }
}

/// Posts bytes that are not needed here any more: the page gets them without another copy.
fn hand_over(scope: &DedicatedWorkerGlobalScope, bytes: &Uint8Array) {
    let _ = scope.post_message_with_transfer(bytes, &Array::of1(&bytes.buffer()));
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    // It fails only for values that cannot be copied, and texts and bytes always can.
    let _ = scope.post_message(message);
}
