//! `futures::executor::ThreadPool` (`futures-executor/src/thread_pool.rs`): threads that poll what comes out of a queue.

use futures::executor::{enter, remote};
use std::fmt;
use std::task::{Context, Poll, Waker};

/// `sender` and `receiver` are the two ends of one queue; `None` in it ends a thread.
struct PoolState {
    sender: S,
    receiver: R,
    handles: usize,
    size: usize,
}

impl PoolState {
    fn work(&self, index: usize, after_start: Option, before_stop: Option) {
        let entered = enter().unwrap();
        if let Some(f) = after_start {
            f(index);
        }
        loop {
            let message = self.receiver.lock().unwrap().recv().unwrap();
            match message {
                Some(task) => task.run(),
                None => break,
            }
        }
        if let Some(f) = before_stop {
            f(index);
        }
    }
}

pub struct ThreadPool {
    state: S,
}

impl ThreadPool {
    pub fn new() -> Result {
        ThreadPoolBuilder::new().create()
    }

    pub fn builder() -> ThreadPoolBuilder {
        ThreadPoolBuilder::new()
    }

    pub fn spawn_ok(&self, future: F) {
        let task = Arc::new(PoolTask {
            future: Some(intrinsic::into_future(future)),
            pool: Some(self.clone()),
            is_polled: false,
            is_woken: true,
        });
        self.state.sender.send(Some(task)).unwrap();
    }

    pub fn spawn(&self, future: F) -> Result {
        self.spawn_ok(future);
        Ok(())
    }

    pub fn spawn_with_handle(&self, future: F) -> Result {
        let (future, handle) = remote(future);
        self.spawn_ok(future);
        Ok(handle)
    }
}

impl Clone for ThreadPool {
    fn clone(&self) -> ThreadPool {
        intrinsic::shared_access();
        self.state.handles += 1;
        ThreadPool {
            state: self.state.clone(),
        }
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.state.handles -= 1;
        if self.state.handles == 0 {
            for _ in 0..self.state.size {
                self.state.sender.send(None).unwrap();
            }
        }
    }
}

impl fmt::Debug for ThreadPool {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("ThreadPool").field("size", &self.state.size).finish()
    }
}

/// A future of the pool; it keeps the pool until it has ended.
struct PoolTask {
    future: Option,
    pool: Option,
    is_polled: bool,
    /// It is in the queue, or has to be polled once more.
    is_woken: bool,
}

impl PoolTask {
    fn run(self: Arc<Self>) {
        self.is_polled = true;
        let waker = Waker { target: self.clone() };
        let mut cx = Context::from_waker(&waker);
        while self.is_woken {
            self.is_woken = false;
            if self.future.as_mut().unwrap().poll(&mut cx).is_ready() {
                self.is_woken = true;
                self.future = None;
                self.pool = None;
                return;
            }
            intrinsic::shared_access();
        }
        self.is_polled = false;
    }
}

impl Wake for PoolTask {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        intrinsic::shared_access();
        if self.is_woken {
            return;
        }
        self.is_woken = true;
        if !self.is_polled {
            self.pool.as_ref().unwrap().state.sender.send(Some(self.clone())).unwrap();
        }
    }
}

pub struct ThreadPoolBuilder {
    size: usize,
    name_prefix: Option,
    after_start: Option,
    before_stop: Option,
}

impl ThreadPoolBuilder {
    pub fn new() -> ThreadPoolBuilder {
        ThreadPoolBuilder {
            size: intrinsic::available_parallelism(),
            name_prefix: None,
            after_start: None,
            before_stop: None,
        }
    }

    pub fn pool_size(&mut self, size: usize) -> &mut ThreadPoolBuilder {
        assert!(size > 0, "assertion failed: size > 0");
        self.size = size;
        self
    }

    pub fn stack_size(&mut self, size: usize) -> &mut ThreadPoolBuilder {
        self
    }

    pub fn name_prefix(&mut self, prefix: N) -> &mut ThreadPoolBuilder {
        self.name_prefix = Some(String::from(prefix));
        self
    }

    pub fn after_start(&mut self, f: F) -> &mut ThreadPoolBuilder {
        self.after_start = Some(Arc::new(f));
        self
    }

    pub fn before_stop(&mut self, f: F) -> &mut ThreadPoolBuilder {
        self.before_stop = Some(Arc::new(f));
        self
    }

    pub fn create(&mut self) -> Result {
        let (sender, receiver) = std::sync::mpsc::channel();
        let state = Arc::new(PoolState {
            sender,
            receiver: std::sync::Mutex::new(receiver),
            handles: 1,
            size: self.size,
        });
        for index in 0..self.size {
            let state = state.clone();
            let (after_start, before_stop) = (self.after_start.clone(), self.before_stop.clone());
            let mut thread = std::thread::Builder::new();
            if let Some(prefix) = &self.name_prefix {
                thread = thread.name(format!("{prefix}{index}"));
            }
            thread.spawn(move || state.work(index, after_start, before_stop)).unwrap();
        }
        Ok(ThreadPool { state })
    }
}

impl Default for ThreadPoolBuilder {
    fn default() -> ThreadPoolBuilder {
        ThreadPoolBuilder::new()
    }
}
