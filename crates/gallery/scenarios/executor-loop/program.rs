use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

type Ready = Arc<Mutex<VecDeque<usize>>>;
type Queue<'q> = MutexGuard<'q, VecDeque<usize>>;
type Task = Pin<Box<dyn Future<Output = ()>>>;

fn queue(ready: &Ready) -> Queue<'_> {
    ready.lock().unwrap()
}

struct Signal {
    id: usize,
    ready: Ready,
    executor: Thread,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        queue(&self.ready).push_back(self.id);
        self.executor.unpark();
    }
}

struct Nap(Option<Duration>);

impl Future for Nap {
    type Output = ();

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let Some(time) = self.0.take() else {
            return Poll::Ready(());
        };
        let waker = cx.waker().clone();
        thread::spawn(move || {
            thread::sleep(time);
            waker.wake();
        });
        Poll::Pending
    }
}

async fn work(name: &str, nap: Duration) {
    println!("{name}: first poll");
    Nap(Some(nap)).await;
    println!("{name}: second poll, done");
}

fn main() {
    let ready = Ready::default();
    let naps = [
        Duration::from_millis(200),
        Duration::from_millis(300),
    ];
    let mut tasks: Vec<Task> = vec![
        Box::pin(work("ann", naps[0])),
        Box::pin(work("ben", naps[1])),
    ];
    let mut left = tasks.len();
    queue(&ready).extend(0..left);
    while left > 0 {
        let first = queue(&ready).pop_front();
        let Some(id) = first else {
            println!("executor: waits");
            thread::park();
            continue;
        };
        let waker = Waker::from(Arc::new(Signal {
            id,
            ready: Arc::clone(&ready),
            executor: thread::current(),
        }));
        let mut cx = Context::from_waker(&waker);
        let task = tasks[id].as_mut();
        if task.poll(&mut cx).is_ready() {
            left -= 1;
        }
    }
}
