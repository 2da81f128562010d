//! A live run on the worker's own event loop: each of the program's futures is a future here, in the queue of
//! `wasm_bindgen_futures`, and each of its sleeps a timer of the browser.
//!
//! What is real is who is polled when, and when sleeps end. What a poll does is interpreted; threads of the program are
//! simulated, at the instants of the browser's clock.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use interleave_playground::{Live, LiveNote, LiveRequest, LiveTurn, Nanos, TaskId};
use wasm_bindgen_futures::spawn_local;
use web_sys::Performance;

use crate::live::LiveTold;

/// Naps that tell how late the browser's timers are before and after the run, of some lengths.
const NAPS_MS: [u32; 24] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
];

/// Runs a program live; `tell` hears what happens.
pub(crate) fn run_live(
    request: LiveRequest,
    performance: Performance,
    tell: impl Fn(LiveTold) + 'static,
) {
    spawn_local(async move {
        let before = latest_nap(&performance).await;
        tell(LiveTold::Measured(before));
        let began_at = Rc::new(Cell::new(0.0));
        let (clock, since) = (performance.clone(), Rc::clone(&began_at));
        let clock = Box::new(move || nanos(clock.now() - since.get()));
        let live = RefCell::new(Live::start(request, clock));
        began_at.set(performance.now());
        let host = Rc::new(Host {
            live,
            futures: RefCell::new(Vec::new()),
            planned: RefCell::new(None),
            is_over: Cell::new(false),
            performance,
            began_at,
            late: Cell::new(before),
            tell: Box::new(tell),
        });
        spawn_local(Rc::clone(&host).nap_meanwhile());
        host.wake(Live::MAIN);
    });
}

/// How late the latest of several timers is.
async fn latest_nap(performance: &Performance) -> Nanos {
    let mut latest = Nanos::ZERO;
    for ms in NAPS_MS {
        let start = performance.now();
        TimeoutFuture::new(ms).await;
        latest = latest.max(nanos(performance.now() - start - f64::from(ms)));
    }
    latest
}

/// Milliseconds of the browser's clock as nanoseconds, at least 0.
fn nanos(ms: f64) -> Nanos {
    Nanos((ms.max(0.0) * 1e6) as u64)
}

/// Everybody's side of the run.
struct Host {
    live: RefCell<Live>,
    /// By task: whether it is in the browser's queue of futures, and how it is woken there.
    futures: RefCell<Vec<Option<Waker>>>,
    /// The timer of what is nobody's sleep: threads, the network.
    planned: RefCell<Option<(Nanos, Timeout)>>,
    is_over: Cell<bool>,
    performance: Performance,
    began_at: Rc<Cell<f64>>,
    /// How late timers have been, before the run and since.
    late: Cell<Nanos>,
    tell: Box<dyn Fn(LiveTold)>,
}

impl Host {
    /// Milliseconds from now until an instant of the run, whole ones.
    fn ms_until(&self, at: Nanos) -> u32 {
        let left = at.0 as f64 / 1e6 - (self.performance.now() - self.began_at.get());
        left.ceil().clamp(0.0, f64::from(i32::MAX)) as u32
    }

    /// Gives the run a turn and does what comes of it; whether the future whose turn it was is ready.
    fn turn(self: &Rc<Self>, turn: LiveTurn) -> bool {
        if self.is_over.get() {
            return true;
        }
        let step = self.live.borrow_mut().turn(turn);
        if !step.printed.is_empty() {
            (self.tell)(LiveTold::Printed(step.printed));
        }
        for note in step.notes {
            match note {
                LiveNote::Woken(task) => self.wake(task),
                LiveNote::TimerSet(at) => spawn_local(Rc::clone(self).sleep(at)),
            }
        }
        if step.is_over {
            self.is_over.set(true);
            self.planned.replace(None);
            spawn_local(Rc::clone(self).end());
        } else {
            self.plan(step.next_at);
        }
        step.is_ready || step.is_over
    }

    /// Has a future polled, in the order of the browser's queue.
    fn wake(self: &Rc<Self>, task: TaskId) {
        let mut futures = self.futures.borrow_mut();
        let place = task.index();
        if futures.len() <= place {
            futures.resize(place + 1, None);
        }
        match &futures[place] {
            Some(waker) => waker.wake_by_ref(),
            None => {
                futures[place] = Some(Waker::noop().clone());
                let host = Rc::clone(self);
                spawn_local(LiveFuture { host, task });
            }
        }
    }

    /// A sleep of the program.
    async fn sleep(self: Rc<Self>, at: Nanos) {
        TimeoutFuture::new(self.ms_until(at)).await;
        self.turn(LiveTurn::Timer(at));
    }

    /// The run goes on at an instant, also when nobody is polled before.
    fn plan(self: &Rc<Self>, at: Option<Nanos>) {
        let mut planned = self.planned.borrow_mut();
        if planned.as_ref().map(|(at, _)| *at) == at {
            return;
        }
        *planned = at.map(|at| {
            let host = Rc::clone(self);
            let timeout = Timeout::new(self.ms_until(at), move || {
                host.turn(LiveTurn::Timer(at));
            });
            (at, timeout)
        });
    }

    /// Measures on while the program runs. What is due during a nap is late by no more than all of the nap.
    async fn nap_meanwhile(self: Rc<Self>) {
        while !self.is_over.get() {
            let start = self.performance.now();
            TimeoutFuture::new(1).await;
            let taken = nanos(self.performance.now() - start);
            self.late.set(self.late.get().max(taken));
        }
    }

    /// Tells what came of the run, with how late timers have been.
    async fn end(self: Rc<Self>) {
        let jitter = latest_nap(&self.performance).await.max(self.late.get());
        let ended = self.live.borrow().ended();
        (self.tell)(match ended {
            Some(Ok(report)) => LiveTold::Ended { report, jitter },
            Some(Err(refused)) => LiveTold::Refused(refused.to_string()),
            None => return,
        });
    }
}

/// A future of the program.
struct LiveFuture {
    host: Rc<Host>,
    task: TaskId,
}

impl Future for LiveFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(waker) = self.host.futures.borrow_mut().get_mut(self.task.index()) {
            *waker = Some(context.waker().clone());
        }
        match self.host.turn(LiveTurn::Poll(self.task)) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}
