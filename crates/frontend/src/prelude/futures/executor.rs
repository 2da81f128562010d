//! `futures::executor` (`futures-executor/src/local_pool.rs`): threads that poll and park.

use std::fmt;
use futures::stream::FuturesUnordered;
use futures::task::SpawnError;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};

struct ThreadNotify {
    thread: T,
    is_woken: A,
}

impl Wake for ThreadNotify {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let was_woken = self.is_woken.swap(true, Ordering::SeqCst);
        if !was_woken {
            self.thread.unpark();
        }
    }
}

/// Whether this thread is inside of one of these executors, none of which may be entered again.
static ENTERED: std::thread::LocalKey = std::thread::LocalKey::of_cell(|| std::cell::Cell::new(false));

#[derive(Debug)]
pub struct Enter {}

#[derive(Debug)]
pub struct EnterError {}

impl fmt::Display for EnterError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("an execution scope has already been entered")
    }
}

impl std::error::Error for EnterError {}

pub fn enter() -> Result {
    if ENTERED.replace(true) {
        return Err(EnterError {});
    }
    Ok(Enter {})
}

impl Drop for Enter {
    fn drop(&mut self) {
        ENTERED.set(false);
    }
}

fn run_executor(poll: F) -> T {
    let entered = enter().expect("cannot execute `LocalPool` executor from within another executor");
    wait_for(poll)
}

/// As other crates do it, whose executors may be inside of each other.
pub fn nested_block_on(future: F) -> T {
    let mut future = intrinsic::into_future(future);
    wait_for(|cx, woken| future.poll(cx))
}

fn wait_for(poll: F) -> T {
    let notify = Arc::new(ThreadNotify {
        thread: std::thread::current(),
        is_woken: std::sync::atomic::AtomicBool::new(false),
    });
    let waker = Waker { target: notify.clone() };
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = poll(&mut cx, &notify.is_woken) {
            return value;
        }
        while !notify.is_woken.swap(false, Ordering::SeqCst) {
            std::thread::park();
        }
    }
}

pub fn block_on(future: F) -> T {
    let mut future = intrinsic::into_future(future);
    run_executor(|cx, woken| future.poll(cx))
}

pub fn block_on_stream(stream: S) -> BlockingStream {
    BlockingStream { stream }
}

pub struct BlockingStream {
    stream: S,
}

impl BlockingStream {
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl Iterator for BlockingStream {
    fn next(&mut self) -> Option {
        run_executor(|cx, woken| self.stream.poll_next(cx))
    }
}

/// What has been spawned since the pool looked.
struct Incoming {
    futures: Vec,
}

pub struct LocalPool {
    pool: FuturesUnordered,
    incoming: I,
}

impl LocalPool {
    pub fn new() -> LocalPool {
        LocalPool {
            pool: FuturesUnordered::new(),
            incoming: Rc::new(Incoming { futures: Vec::new() }),
        }
    }

    pub fn default() -> LocalPool {
        LocalPool::new()
    }

    pub fn spawner(&self) -> LocalSpawner {
        LocalSpawner { incoming: Rc::downgrade(&self.incoming) }
    }

    pub fn run(&mut self) {
        run_executor(|cx, woken| self.poll_pool(cx))
    }

    pub fn run_until(&mut self, future: F) -> T {
        let mut future = intrinsic::into_future(future);
        run_executor(|cx, woken| {
            if let Poll::Ready(value) = future.poll(cx) {
                return Poll::Ready(value);
            }
            self.poll_pool(cx);
            Poll::Pending
        })
    }

    pub fn try_run_one(&mut self) -> bool {
        run_executor(|cx, woken| loop {
            self.take_incoming();
            match self.pool.poll_next(cx) {
                Poll::Ready(Some(_)) => return Poll::Ready(true),
                Poll::Ready(None) => return Poll::Ready(false),
                Poll::Pending => {}
            }
            if self.incoming.futures.is_empty() {
                if woken.load(Ordering::SeqCst) {
                    return Poll::Pending;
                }
                return Poll::Ready(false);
            }
        })
    }

    pub fn run_until_stalled(&mut self) {
        run_executor(|cx, woken| {
            if self.poll_pool(cx).is_pending() && woken.load(Ordering::SeqCst) {
                return Poll::Pending;
            }
            Poll::Ready(())
        })
    }

    fn take_incoming(&mut self) {
        for future in std::mem::take(&mut self.incoming.futures) {
            self.pool.push(future);
        }
    }

    fn poll_pool(&mut self, cx: &mut Context) -> Poll {
        loop {
            self.take_incoming();
            let poll = self.pool.poll_next(cx);
            if !self.incoming.futures.is_empty() {
                continue;
            }
            match poll {
                Poll::Ready(Some(_)) => {}
                Poll::Ready(None) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

#[derive(Clone)]
pub struct LocalSpawner {
    incoming: I,
}

impl LocalSpawner {
    pub fn spawn(&self, future: F) -> Result {
        match self.incoming.upgrade() {
            Some(incoming) => {
                incoming.futures.push(future);
                Ok(())
            }
            None => Err(SpawnError::shutdown()),
        }
    }

    pub fn spawn_local(&self, future: F) -> Result {
        self.spawn(future)
    }

    pub fn spawn_with_handle(&self, future: F) -> Result {
        let (future, handle) = remote(future);
        self.spawn(future)?;
        Ok(handle)
    }

    pub fn spawn_local_with_handle(&self, future: F) -> Result {
        self.spawn_with_handle(future)
    }
}

pub fn remote(future: F) -> P {
    let (sender, receiver) = futures::channel::oneshot::channel();
    let kept = Arc::new(Kept { is_forgotten: false });
    (Remote { future, sender: Some(sender), kept: kept.clone() }, RemoteHandle { receiver, kept })
}

/// A spawned future that gives its output to a handle and ends when nobody wants it.
struct Remote {
    future: F,
    sender: Option,
    kept: K,
}

/// Whether the future goes on although nobody wants its output.
struct Kept {
    is_forgotten: bool,
}

impl Future for Remote {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let is_unwanted = self.sender.as_mut().unwrap().poll_canceled(cx).is_ready();
        if is_unwanted && !self.kept.is_forgotten {
            return Poll::Ready(());
        }
        let outcome = match std::panic::catch_unwind(|| self.future.poll(cx)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(payload) => Err(payload),
        };
        self.sender.take().unwrap().send(outcome);
        Poll::Ready(())
    }
}

pub struct RemoteHandle {
    receiver: R,
    kept: K,
}

impl RemoteHandle {
    pub fn forget(self) {
        self.kept.is_forgotten = true;
    }
}

impl Future for RemoteHandle {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.receiver.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(Ok(value))) => Poll::Ready(value),
            Poll::Ready(Ok(Err(payload))) => std::panic::resume_unwind(payload),
            Poll::Ready(Err(error)) => panic!("called `Result::unwrap()` on an `Err` value: Canceled"),
        }
    }
}
