// An executor with a channel of ready tasks, and a timer future whose thread wakes it.

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

struct Shared {
    completed: bool,
    waker: Option<Waker>,
}

struct TimerFuture {
    shared: Arc<Mutex<Shared>>,
}

impl TimerFuture {
    fn new(duration: Duration) -> Self {
        let shared = Arc::new(Mutex::new(Shared {
            completed: false,
            waker: None,
        }));
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            thread::sleep(duration);
            let mut shared = of_thread.lock().unwrap();
            shared.completed = true;
            if let Some(waker) = shared.waker.take() {
                waker.wake();
            }
        });
        TimerFuture { shared }
    }
}

impl Future for TimerFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.shared.lock().unwrap();
        if shared.completed {
            Poll::Ready(())
        } else {
            shared.waker = Some(cx.waker().clone());
            Poll::Pending
        }
    }
}

struct Task {
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    ready: SyncSender<Arc<Task>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let again = Arc::clone(&self);
        self.ready.send(again).expect("the queue is full");
    }
}

struct Executor {
    ready: Receiver<Arc<Task>>,
}

#[derive(Clone)]
struct Spawner {
    ready: SyncSender<Arc<Task>>,
}

impl Spawner {
    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Arc::new(Task {
            future: Mutex::new(Some(Box::pin(future))),
            ready: self.ready.clone(),
        });
        self.ready.send(task).expect("the queue is full");
    }
}

impl Executor {
    fn run(&self) -> usize {
        let mut polls = 0;
        while let Ok(task) = self.ready.recv() {
            let mut slot = task.future.lock().unwrap();
            if let Some(mut future) = slot.take() {
                let waker = Waker::from(Arc::clone(&task));
                let mut context = Context::from_waker(&waker);
                polls += 1;
                if future.as_mut().poll(&mut context).is_pending() {
                    *slot = Some(future);
                }
            }
        }
        polls
    }
}

async fn greet(name: &'static str, pauses: u64) {
    for pause in 1..=pauses {
        println!("{name}: before pause {pause}");
        TimerFuture::new(Duration::from_millis(40 * pause)).await;
    }
    println!("{name}: done");
}

fn main() {
    let (ready, queue) = sync_channel(100);
    let executor = Executor { ready: queue };
    let spawner = Spawner { ready };
    spawner.spawn(greet("ada", 3));
    let inner = spawner.clone();
    spawner.spawn(async move {
        println!("bob: spawns eve");
        inner.spawn(async { println!("eve: here") });
        TimerFuture::new(Duration::from_millis(70)).await;
        println!("bob: done");
    });
    drop(spawner);
    println!("{} polls", executor.run());
}
