//! The page's side of the worker: latest wins, and a worker that dies or hangs is replaced.

use std::cell::RefCell;
use std::mem::discriminant;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use yew::Callback;

use crate::employed::{Employed, Said};
use crate::protocol::{Ask, Told};
use crate::queue::Queue;

/// A run that takes longer is ended, in milliseconds.
const RUN_LIMIT_MS: u32 = 5_000;

/// A worker that does not come up in this time is given up, in milliseconds.
const START_LIMIT_MS: u32 = 60_000;

/// Workers that may die before they were ever ready; then there is no point in trying again.
const MOST_STILLBORN: u32 = 2;

/// What the page hears.
#[derive(Debug)]
pub enum Heard {
    /// An answer.
    Told(Box<Told>),
    /// The run took too long and was ended.
    TimedOut,
    /// The worker died in a run and was replaced.
    Lost,
    /// There is no worker and will be none.
    Gone,
}

/// A handle to the worker.
#[derive(Clone)]
pub struct Simulator(Rc<RefCell<Inner>>);

struct Inner {
    itself: Weak<RefCell<Inner>>,
    on_heard: Callback<Heard>,
    queue: Queue<Ask>,
    worker: Option<Employed>,
    answer_limit_ms: u32,
    limit: Option<Timeout>,
    was_ready: bool,
    stillborn: u32,
}

impl Simulator {
    /// Starts a worker whose answers may take as long as a run.
    #[must_use]
    pub fn start(on_heard: Callback<Heard>) -> Self {
        Self::start_with(RUN_LIMIT_MS, on_heard)
    }

    /// Starts a worker whose answers may take `limit_ms`.
    #[must_use]
    pub fn start_with(limit_ms: u32, on_heard: Callback<Heard>) -> Self {
        let inner = Rc::new_cyclic(|itself| {
            RefCell::new(Inner {
                itself: itself.clone(),
                on_heard,
                queue: Queue::new(is_same_kind),
                worker: None,
                answer_limit_ms: limit_ms,
                limit: None,
                was_ready: false,
                stillborn: 0,
            })
        });
        let heard = inner.borrow_mut().start();
        tell(&inner, heard);
        Self(inner)
    }

    /// Hands a question in: asked at once, or as soon as the present one is answered, unless a newer one of its kind
    /// comes before.
    pub fn submit(&self, ask: Ask) {
        let mut inner = self.0.borrow_mut();
        if let Some(ask) = inner.queue.offer(ask) {
            inner.send(&ask);
        }
    }
}

/// Whether a newer question makes an older one needless.
fn is_same_kind(one: &Ask, other: &Ask) -> bool {
    match (one, other) {
        (Ask::Notes(one), Ask::Notes(other)) => {
            discriminant(&one.about) == discriminant(&other.about)
        }
        _ => discriminant(one) == discriminant(other),
    }
}

/// Tells the page, with nothing borrowed: it may well submit the next request at once.
fn tell(inner: &Rc<RefCell<Inner>>, heard: Option<Heard>) {
    let on_heard = inner.borrow().on_heard.clone();
    if let Some(heard) = heard {
        on_heard.emit(heard);
    }
}

impl Inner {
    /// Something that happens to the worker, as a function of this.
    fn hook<E: 'static>(
        &self,
        act: impl Fn(&mut Inner, E) -> Option<Heard> + 'static,
    ) -> impl Fn(E) + 'static {
        let itself = self.itself.clone();
        move |event| {
            if let Some(inner) = itself.upgrade() {
                let heard = act(&mut inner.borrow_mut(), event);
                tell(&inner, heard);
            }
        }
    }

    fn start(&mut self) -> Option<Heard> {
        self.was_ready = false;
        self.worker = Employed::start(self.hook(Inner::receive));
        if self.worker.is_none() {
            return Some(Heard::Gone);
        }
        self.set_limit(START_LIMIT_MS);
        None
    }

    fn set_limit(&mut self, limit_ms: u32) {
        let on_limit = self.hook(|inner: &mut Inner, (): ()| inner.replace(Heard::TimedOut));
        self.limit = Some(Timeout::new(limit_ms, move || on_limit(())));
    }

    fn send(&mut self, ask: &Ask) {
        if self.worker.as_ref().is_some_and(|worker| worker.ask(ask)) {
            self.set_limit(self.answer_limit_ms);
        }
    }

    fn receive(&mut self, said: Said) -> Option<Heard> {
        if self.is_about_loading(&said) {
            return None;
        }
        self.limit = None;
        let heard = match said {
            Said::Ready => {
                self.was_ready = true;
                self.stillborn = 0;
                None
            }
            Said::Told(told) => told.map(Heard::Told),
            Said::Loading | Said::Loaded => None,
            Said::Died => return self.replace(Heard::Lost),
        };
        if let Some(ask) = self.queue.take_next() {
            self.send(&ask);
        }
        heard
    }

    /// Whether it is only about the program's rest on its way: that time is no part of a run's.
    fn is_about_loading(&mut self, said: &Said) -> bool {
        let limit_ms = match said {
            Said::Loading => START_LIMIT_MS,
            Said::Loaded => self.answer_limit_ms,
            _ => return false,
        };
        if self.limit.is_some() {
            self.set_limit(limit_ms);
        }
        true
    }

    /// Ends the worker and starts another one, unless they never come up.
    fn replace(&mut self, why: Heard) -> Option<Heard> {
        self.limit = None;
        self.worker = None;
        self.queue.stop();
        if !self.was_ready {
            self.stillborn += 1;
            if self.stillborn >= MOST_STILLBORN {
                return Some(Heard::Gone);
            }
        }
        let was_ready = self.was_ready;
        self.start().or(was_ready.then_some(why))
    }
}
