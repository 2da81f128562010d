// An executor's loop written out: poll those who are ready, then wait for events; a reactor with its own clock.
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
struct Reactor {
    now: u64,
    timers: BTreeMap<u64, Vec<Waker>>,
}

thread_local! {
    static REACTOR: RefCell<Reactor> = RefCell::default();
}

struct Delay {
    at: u64,
}

fn delay(ms: u64) -> Delay {
    REACTOR.with(|reactor| Delay { at: reactor.borrow().now + ms })
}

impl Future for Delay {
    type Output = u64;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        REACTOR.with(|reactor| {
            let mut reactor = reactor.borrow_mut();
            if reactor.now >= self.at {
                return Poll::Ready(reactor.now);
            }
            reactor.timers.entry(self.at).or_default().push(cx.waker().clone());
            Poll::Pending
        })
    }
}

struct Ready {
    queue: Mutex<VecDeque<usize>>,
}

struct TaskWaker {
    id: usize,
    ready: Arc<Ready>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.ready.queue.lock().unwrap().push_back(self.id);
    }
}

struct Executor {
    tasks: BTreeMap<usize, Pin<Box<dyn Future<Output = ()>>>>,
    ready: Arc<Ready>,
}

impl Executor {
    fn new() -> Self {
        Executor { tasks: BTreeMap::new(), ready: Arc::new(Ready { queue: Mutex::default() }) }
    }

    fn spawn(&mut self, future: impl Future<Output = ()> + 'static) {
        let id = self.tasks.len() + 1;
        self.tasks.insert(id, Box::pin(future));
        self.ready.queue.lock().unwrap().push_back(id);
    }

    fn run(mut self) {
        loop {
            while let Some(id) = self.next_ready() {
                let Some(task) = self.tasks.get_mut(&id) else { continue };
                let waker = Waker::from(Arc::new(TaskWaker { id, ready: self.ready.clone() }));
                println!("  poll task {id}");
                if task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                    println!("  task {id} is done");
                    self.tasks.remove(&id);
                }
            }
            if self.tasks.is_empty() {
                return;
            }
            let wakers = REACTOR.with(|reactor| {
                let mut reactor = reactor.borrow_mut();
                let (at, wakers) = reactor.timers.pop_first().expect("somebody waits for a timer");
                println!("wait until {at} ms");
                reactor.now = at;
                wakers
            });
            wakers.into_iter().for_each(Waker::wake);
        }
    }

    fn next_ready(&self) -> Option<usize> {
        self.ready.queue.lock().unwrap().pop_front()
    }
}

fn main() {
    let mut executor = Executor::new();
    let results = Rc::new(RefCell::new(Vec::new()));
    for (name, pauses) in [("a", vec![30, 30]), ("b", vec![20, 10, 40]), ("c", vec![])] {
        let results = results.clone();
        executor.spawn(async move {
            for pause in pauses {
                let now = delay(pause).await;
                println!("    {name} at {now} ms");
            }
            results.borrow_mut().push(name);
        });
    }
    executor.run();
    println!("{:?}", results.borrow());
}
