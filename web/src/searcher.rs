//! The page's side of the worker that searches: a second worker of the same script, so that runs are answered while a
//! search goes on. It is started when the first search is asked for, and replaced when it dies or does not stop.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use interleave_playground::{SearchAsk, SearchTold};
use yew::Callback;

use crate::employed::{Employed, Said};
use crate::outcomes::OutcomesAction;
use crate::protocol::{Ask, Told};

/// A search that does not stop in this time is ended with its worker, in milliseconds.
const STOP_LIMIT_MS: u32 = 20_000;

/// A handle to the worker.
#[derive(Clone)]
pub struct Searcher(Rc<RefCell<Inner>>);

struct Inner {
    itself: Weak<RefCell<Inner>>,
    on_told: Callback<OutcomesAction>,
    worker: Option<Employed>,
    is_ready: bool,
    /// What was asked before the worker was ready.
    waiting: Vec<SearchAsk>,
    stopping: Option<Timeout>,
}

impl Searcher {
    /// A worker that is started with the first thing asked.
    #[must_use]
    pub fn new(on_told: Callback<OutcomesAction>) -> Self {
        Self(Rc::new_cyclic(|itself| {
            RefCell::new(Inner {
                itself: itself.clone(),
                on_told,
                worker: None,
                is_ready: false,
                waiting: Vec::new(),
                stopping: None,
            })
        }))
    }

    /// Hands something in.
    pub fn ask(&self, ask: SearchAsk) {
        let mut inner = self.0.borrow_mut();
        if matches!(ask, SearchAsk::Stop) {
            inner.limit_stop();
        }
        if inner.worker.is_none() && !inner.start() {
            drop(inner);
            self.0.borrow().on_told.emit(OutcomesAction::Lost);
            return;
        }
        if inner.is_ready {
            inner.send(ask);
        } else {
            inner.waiting.push(ask);
        }
    }
}

impl Inner {
    fn start(&mut self) -> bool {
        let itself = self.itself.clone();
        self.worker = Employed::start(move |said| {
            if let Some(inner) = itself.upgrade() {
                receive(&inner, said);
            }
        });
        self.worker.is_some()
    }

    fn send(&self, ask: SearchAsk) {
        if let Some(worker) = &self.worker {
            worker.ask(&Ask::Search(ask));
        }
    }

    fn limit_stop(&mut self) {
        let itself = self.itself.clone();
        self.stopping = Some(Timeout::new(STOP_LIMIT_MS, move || {
            if let Some(inner) = itself.upgrade() {
                lose(&inner);
            }
        }));
    }

    fn end(&mut self) {
        self.stopping = None;
        self.is_ready = false;
        self.worker = None;
    }
}

fn receive(inner: &Rc<RefCell<Inner>>, said: Said) {
    let told = match said {
        Said::Ready => {
            let mut inner = inner.borrow_mut();
            inner.is_ready = true;
            for ask in std::mem::take(&mut inner.waiting) {
                inner.send(ask);
            }
            return;
        }
        Said::Loading | Said::Loaded => return,
        Said::Died => return lose(inner),
        Said::Told(told) => told,
    };
    let Some(Told::Search(told)) = told.map(|told| *told) else {
        return;
    };
    if !matches!(told, SearchTold::Progress(_)) {
        inner.borrow_mut().stopping = None;
    }
    // With nothing borrowed: the page may well ask the next thing at once.
    let on_told = inner.borrow().on_told.clone();
    on_told.emit(OutcomesAction::Told(told));
}

/// The worker died or does not answer.
fn lose(inner: &Rc<RefCell<Inner>>) {
    inner.borrow_mut().end();
    let on_told = inner.borrow().on_told.clone();
    on_told.emit(OutcomesAction::Lost);
}
