//! `smol::{Executor, LocalExecutor}`: a queue of tasks that whoever polls `run` or `tick` polls
//! (`async-executor/src/lib.rs`).

use smol::Executor as LocalExecutor;
use smol::Task;
use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::task::{JoinHandle, new_cell};

/// How many tasks one poll of `run` polls.
const TASKS_PER_POLL: usize = 200;

/// `sleepers`: those who found nothing to run, the latest of them woken first; one at a time.
struct State {
    queue: VecDeque,
    active: Vec,
    sleepers: Vec,
    is_one_told: bool,
}

impl State {
    fn schedule(&self, task: T) {
        intrinsic::shared_access();
        self.queue.push_back(task);
        self.notify();
    }

    fn notify(&self) {
        if self.is_one_told {
            return;
        }
        if let Some(sleeper) = self.sleepers.pop() {
            self.is_one_told = true;
            sleeper.is_told = true;
            if let Some(waker) = sleeper.waker.take() {
                waker.wake();
            }
        }
    }
}

struct Sleeper {
    waker: Option,
    is_told: bool,
}

/// Looks for tasks on behalf of one `run` or `tick`.
struct Ticker {
    state: S,
    sleeper: Option,
}

impl Ticker {
    fn next_task(&mut self) -> NextTask {
        NextTask { ticker: self }
    }

    fn poll_task(&mut self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        match self.state.queue.pop_front() {
            Some(task) => {
                self.get_up();
                self.state.notify();
                Poll::Ready(task)
            }
            None => {
                self.lie_down(cx.waker().clone());
                Poll::Pending
            }
        }
    }

    fn lie_down(&mut self, waker: Waker) {
        if let Some(sleeper) = &self.sleeper {
            if !sleeper.is_told {
                sleeper.waker = Some(waker);
                return;
            }
        }
        self.get_up();
        let sleeper = Arc::new(Sleeper { waker: Some(waker), is_told: false });
        self.state.sleepers.push(sleeper.clone());
        self.sleeper = Some(sleeper);
    }

    /// Whether it had been told of a task.
    fn get_up(&mut self) -> bool {
        let Some(sleeper) = self.sleeper.take() else {
            return false;
        };
        if sleeper.is_told {
            self.state.is_one_told = false;
            return true;
        }
        self.state.sleepers.retain(|other| !Arc::ptr_eq(other, &sleeper));
        false
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        if self.get_up() {
            self.state.notify();
        }
    }
}

struct NextTask {
    ticker: T,
}

impl Future for NextTask {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.ticker.poll_task(cx)
    }
}

/// A task of the executor; `cell` is what its handle awaits.
struct ExecutorTask {
    future: Option,
    cell: C,
    state: S,
    is_scheduled: bool,
    is_running: bool,
}

impl Wake for ExecutorTask {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        intrinsic::shared_access();
        if self.is_scheduled || self.future.is_none() {
            return;
        }
        self.is_scheduled = true;
        if !self.is_running {
            self.state.schedule(self.clone());
        }
    }
}

impl ExecutorTask {
    fn run(self: Arc<Self>) {
        self.is_scheduled = false;
        if self.future.is_none() {
            return;
        }
        if self.cell.is_aborted() {
            self.finish(Err(self.cell.error(None)));
            return;
        }
        self.is_running = true;
        let waker = Waker { target: self.clone() };
        let mut cx = Context::from_waker(&waker);
        let outcome = std::panic::catch_unwind(|| self.future.as_mut().unwrap().poll(&mut cx));
        self.is_running = false;
        match outcome {
            Ok(Poll::Ready(value)) => self.finish(Ok(value)),
            Ok(Poll::Pending) => {
                if self.is_scheduled {
                    self.state.schedule(self.clone());
                }
            }
            Err(payload) => self.finish(Err(self.cell.error(Some(payload)))),
        }
    }

    fn finish(self: &Arc<Self>, result: Result) {
        self.future = None;
        self.state.active.retain(|other| !Arc::ptr_eq(other, self));
        self.cell.complete(result);
    }
}

pub struct Executor {
    state: S,
}

impl Executor {
    pub fn new() -> Executor {
        Executor {
            state: Arc::new(State {
                queue: VecDeque::new(),
                active: Vec::new(),
                sleepers: Vec::new(),
                is_one_told: false,
            }),
        }
    }

    pub fn is_empty(&self) -> bool {
        intrinsic::shared_access();
        self.state.active.is_empty()
    }

    pub fn spawn(&self, future: F) -> Task {
        let cell = new_cell();
        let task = Arc::new(ExecutorTask {
            future: Some(intrinsic::into_future(future)),
            cell: cell.clone(),
            state: self.state.clone(),
            is_scheduled: true,
            is_running: false,
        });
        cell.held = Some(Waker { target: task.clone() });
        self.state.active.push(task.clone());
        self.state.schedule(task);
        Task { handle: Some(JoinHandle { cell }) }
    }

    pub fn spawn_many(&self, futures: I, handles: &mut H) {
        for future in futures {
            handles.push(self.spawn(future));
        }
    }

    pub fn try_tick(&self) -> bool {
        intrinsic::shared_access();
        let Some(task) = self.state.queue.pop_front() else {
            return false;
        };
        self.state.notify();
        task.run();
        true
    }

    pub async fn tick(&self) {
        let mut ticker = self.ticker();
        let task = ticker.next_task().await;
        drop(ticker);
        task.run();
    }

    pub async fn run(&self, future: F) -> T {
        smol::future::or(future, run_forever(self.ticker())).await
    }

    fn ticker(&self) -> Ticker {
        Ticker { state: self.state.clone(), sleeper: None }
    }
}

async fn run_forever(ticker: Ticker) {
    let mut ticker = ticker;
    loop {
        for _ in 0..TASKS_PER_POLL {
            ticker.next_task().await.run();
        }
        tokio::task::yield_now().await;
    }
}

impl Default for Executor {
    fn default() -> Executor {
        Executor::new()
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        while let Some(task) = self.state.active.pop() {
            task.future = None;
        }
        self.state.queue.clear();
    }
}

impl fmt::Debug for Executor {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Executor { .. }")
    }
}
