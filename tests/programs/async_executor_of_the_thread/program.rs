// An executor that a thread local leads to; what its tasks are woken by is made by `into`.
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

struct Delay {
    when: Instant,
    waker: Option<Arc<Mutex<Waker>>>,
}
impl Future for Delay {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.when {
            return Poll::Ready(());
        }
        if let Some(waker) = &self.waker {
            let mut waker = waker.lock().unwrap();
            if !waker.will_wake(cx.waker()) {
                *waker = cx.waker().clone();
            }
        } else {
            let when = self.when;
            let waker = Arc::new(Mutex::new(cx.waker().clone()));
            self.waker = Some(waker.clone());
            thread::spawn(move || {
                let now = Instant::now();
                if now < when {
                    thread::sleep(when - now);
                }
                let waker = waker.lock().unwrap();
                waker.wake_by_ref();
            });
        }
        Poll::Pending
    }
}
async fn delay(dur: Duration) {
    let future = Delay {
        when: Instant::now() + dur,
        waker: None,
    };
    future.await;
}
struct TaskFuture {
    future: Pin<Box<dyn Future<Output = ()> + Send>>,
    poll: Poll<()>,
}
struct Task {
    task_future: Mutex<TaskFuture>,
    executor: mpsc::Sender<Arc<Task>>,
    name: &'static str,
}
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        println!("wake {}", self.name);
        self.schedule();
    }
}
impl TaskFuture {
    fn new(f: impl Future<Output = ()> + Send + 'static) -> TaskFuture {
        TaskFuture {
            future: Box::pin(f),
            poll: Poll::Pending,
        }
    }
    fn poll(&mut self, cx: &mut Context<'_>) {
        if self.poll.is_pending() {
            self.poll = self.future.as_mut().poll(cx);
        }
    }
}
impl Task {
    fn schedule(self: &Arc<Self>) {
        let _ = self.executor.send(self.clone());
    }
    fn poll(self: Arc<Self>) {
        let waker = self.clone().into();
        let mut cx = Context::from_waker(&waker);
        let mut tf = self.task_future.try_lock().unwrap();
        tf.poll(&mut cx);
    }
    fn spawn<F: Future<Output = ()> + Send + 'static>(
        f: F,
        sender: &mpsc::Sender<Arc<Task>>,
        name: &'static str,
    ) {
        let task = Arc::new(Task {
            task_future: Mutex::new(TaskFuture::new(f)),
            executor: sender.clone(),
            name,
        });
        let _ = sender.send(task);
    }
}
struct MiniTokio {
    scheduled: mpsc::Receiver<Arc<Task>>,
    sender: mpsc::Sender<Arc<Task>>,
}
thread_local! { static CURRENT: RefCell<Option<mpsc::Sender<Arc<Task>>>> = const { RefCell::new(None) }; }
impl MiniTokio {
    fn new() -> MiniTokio {
        let (sender, scheduled) = mpsc::channel();
        MiniTokio { scheduled, sender }
    }
    fn run(self) {
        CURRENT.with(|c| *c.borrow_mut() = Some(self.sender.clone()));
        drop(self.sender);
        CURRENT.with_borrow(|c| println!("have sender {}", c.is_some()));
        while let Ok(task) = self.scheduled.recv_timeout(Duration::from_millis(200)) {
            println!("poll {}", task.name);
            task.poll();
        }
        CURRENT.with(|c| c.borrow_mut().take());
    }
}
fn spawn(name: &'static str, f: impl Future<Output = ()> + Send + 'static) {
    CURRENT.with(|c| {
        let c = c.borrow();
        Task::spawn(f, c.as_ref().expect("in executor"), name);
    })
}
fn main() {
    let mt = MiniTokio::new();
    Task::spawn(
        async {
            spawn("world", async {
                delay(Duration::from_millis(30)).await;
                println!("world");
            });
            spawn("hello", async {
                println!("hello");
            });
            delay(Duration::from_millis(60)).await;
            println!("bye");
        },
        &mt.sender,
        "root",
    );
    mt.run();
    println!("end");
}
