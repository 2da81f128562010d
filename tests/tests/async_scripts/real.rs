//! A script performed by tokio itself: the current-thread runtime with its clock paused.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex as StdMutex};
use std::time::Duration;

use tokio::sync::{Mutex, Notify, RwLock, Semaphore, mpsc, oneshot, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{Instant, sleep, timeout};

use crate::script::{CHANNELS, LOCKS, Op, PERMITS, Script};

struct World {
    tasks: Vec<Vec<Op>>,
    lines: Arc<StdMutex<Vec<String>>>,
    start: Instant,
    senders: Vec<mpsc::Sender<u32>>,
    receivers: Vec<Mutex<mpsc::Receiver<u32>>>,
    sender: mpsc::UnboundedSender<u32>,
    receiver: Mutex<mpsc::UnboundedReceiver<u32>>,
    locks: Vec<Mutex<u32>>,
    shared: RwLock<u32>,
    permits: Semaphore,
    notify: Notify,
    watch: watch::Sender<u32>,
    handles: StdMutex<Vec<Option<JoinHandle<()>>>>,
}

impl World {
    fn new(script: &Script, lines: Arc<StdMutex<Vec<String>>>) -> Self {
        let (senders, receivers) = CHANNELS
            .into_iter()
            .map(|room| {
                let (tx, rx) = mpsc::channel(room);
                (tx, Mutex::new(rx))
            })
            .unzip();
        let (sender, receiver) = mpsc::unbounded_channel();
        Self {
            tasks: script.tasks.clone(),
            lines,
            start: Instant::now(),
            senders,
            receivers,
            sender,
            receiver: Mutex::new(receiver),
            locks: (0..LOCKS).map(|_| Mutex::new(0)).collect(),
            shared: RwLock::new(0),
            permits: Semaphore::new(PERMITS),
            notify: Notify::new(),
            watch: watch::Sender::new(0),
            handles: StdMutex::new(script.tasks.iter().map(|_| None).collect()),
        }
    }

    fn log(&self, task: usize, text: &str) {
        let line = format!("{} {task} {text}", self.start.elapsed().as_millis());
        self.lines.lock().expect("nobody panics here").push(line);
    }
}

struct Guard(Arc<World>, usize, u32);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.log(self.1, &format!("drop {}", self.2));
    }
}

/// What a block leaves, dropped as variables are: the last first.
struct Guards(Vec<Guard>);

impl Drop for Guards {
    fn drop(&mut self) {
        while let Some(guard) = self.0.pop() {
            drop(guard);
        }
    }
}

/// The lines that the script writes.
pub fn perform(script: &Script) -> Vec<String> {
    let lines = Arc::new(StdMutex::new(Vec::new()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime of one thread");
    runtime.block_on(async {
        // Task ids count on in a process, and tasks are dropped by their last two bits: begin as a fresh process does.
        while !tokio::spawn(async {})
            .id()
            .to_string()
            .parse::<u64>()
            .is_ok_and(|id| id % 4 == 0)
        {}
        yield_now().await;
        let world = Arc::new(World::new(script, lines.clone()));
        let main = block(world.clone(), 0, world.tasks[0].clone());
        if timeout(Duration::from_secs(1000), main).await.is_err() {
            world.log(0, "stuck");
        }
    });
    drop(runtime);
    let lines = lines.lock().expect("nobody panics here");
    lines.clone()
}

type Boxed = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The operations of a block in order; what they leave is dropped at its end, the last first.
fn block(w: Arc<World>, task: usize, ops: Vec<Op>) -> Boxed {
    Box::pin(async move {
        let mut guards = Guards(Vec::new());
        for op in ops {
            match op {
                Op::Guard(number) => guards.0.push(Guard(w.clone(), task, number)),
                op => perform_op(w.clone(), task, op).await,
            }
        }
        drop(guards);
    })
}

async fn perform_op(w: Arc<World>, task: usize, op: Op) {
    match op {
        Op::Log(number) => w.log(task, &format!("log {number}")),
        Op::Sleep(ms) => sleep(Duration::from_millis(ms)).await,
        Op::Yield => yield_now().await,
        Op::Spawn(other) => {
            let handle = tokio::spawn(block(w.clone(), other, w.tasks[other].clone()));
            w.handles.lock().expect("no panic")[other] = Some(handle);
        }
        Op::Await(other) => {
            let handle = w.handles.lock().expect("no panic")[other].take();
            if let Some(handle) = handle {
                match handle.await {
                    Ok(()) => w.log(task, &format!("joined {other}")),
                    Err(e) => w.log(task, &format!("joined {other} {}", e.is_cancelled())),
                }
            }
        }
        Op::Abort(other) => {
            if let Some(handle) = &w.handles.lock().expect("no panic")[other] {
                handle.abort();
            }
        }
        Op::Send(channel, value) => {
            w.senders[channel].send(value).await.expect("it is open");
            w.log(task, &format!("sent {value}"));
        }
        Op::SendUnbounded(value) => w.sender.send(value).expect("it is open"),
        Op::Recv(channel) => {
            let got = w.receivers[channel].lock().await.recv().await;
            w.log(task, &format!("got {got:?}"));
        }
        Op::RecvUnbounded => {
            let got = w.receiver.lock().await.recv().await;
            w.log(task, &format!("got {got:?}"));
        }
        Op::TryRecv(channel) => {
            if let Ok(mut receiver) = w.receivers[channel].try_lock() {
                w.log(task, &format!("tried {:?}", receiver.try_recv()));
            }
        }
        Op::Lock(lock, ops) => {
            let mut guard = w.locks[lock].lock().await;
            *guard += 1;
            w.log(task, &format!("locked {}", *guard));
            block(w.clone(), task, ops).await;
        }
        Op::Acquire(count, ops) => {
            let _permit = w.permits.acquire_many(count).await.expect("it is open");
            w.log(task, "permit");
            block(w.clone(), task, ops).await;
        }
        Op::Read(ops) => {
            let guard = w.shared.read().await;
            w.log(task, &format!("read {}", *guard));
            block(w.clone(), task, ops).await;
        }
        Op::Write(ops) => {
            let mut guard = w.shared.write().await;
            *guard += 1;
            w.log(task, "write");
            block(w.clone(), task, ops).await;
        }
        Op::NotifyOne => w.notify.notify_one(),
        Op::NotifyWaiters => w.notify.notify_waiters(),
        Op::Notified => {
            w.notify.notified().await;
            w.log(task, "notified");
        }
        Op::Timeout(ms, ops) => {
            let done = timeout(Duration::from_millis(ms), block(w.clone(), task, ops)).await;
            w.log(task, &format!("in time {}", done.is_ok()));
        }
        Op::Select(first, second) => {
            tokio::select! {
                biased;
                _ = block(w.clone(), task, first) => w.log(task, "first"),
                _ = block(w.clone(), task, second) => w.log(task, "second"),
            }
        }
        Op::Join(first, second) => {
            tokio::join!(
                block(w.clone(), task, first),
                block(w.clone(), task, second),
            );
        }
        Op::Guard(_) => {}
        Op::Repeat(times, ops) => {
            for _ in 0..times {
                block(w.clone(), task, ops.clone()).await;
            }
        }
        Op::Oneshot(ms, value) => {
            let (tx, rx) = oneshot::channel();
            let sender = async move {
                sleep(Duration::from_millis(ms)).await;
                let _ = tx.send(value);
            };
            let (got, ()) = tokio::join!(rx, sender);
            w.log(task, &format!("oneshot {got:?}"));
        }
        Op::Changed => {
            let mut receiver = w.watch.subscribe();
            receiver.changed().await.expect("it is open");
            let value = *receiver.borrow();
            w.log(task, &format!("watched {value}"));
        }
        Op::SetWatch(value) => {
            w.watch.send_replace(value);
        }
        Op::Panic => {
            if w.start.elapsed().as_millis() < 2000 {
                std::panic::resume_unwind(Box::new("as the script says"));
            }
        }
    }
}
