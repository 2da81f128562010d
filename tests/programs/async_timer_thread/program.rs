// Two ways of block_on, a timer thread with a heap, join by hand, and polling without being woken.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::{Condvar, Mutex};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

struct ThreadWaker(Thread);
impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}
fn block_on<T>(fut: impl Future<Output = T>) -> T {
    let mut fut = pin!(fut);
    let t = thread::current();
    let waker = Arc::new(ThreadWaker(t)).into();
    let mut cx = Context::from_waker(&waker);
    let mut polls = 0;
    loop {
        polls += 1;
        match fut.as_mut().poll(&mut cx) {
            Poll::Ready(res) => {
                println!("[ready after {polls} polls]");
                return res;
            }
            Poll::Pending => thread::park(),
        }
    }
}
struct Signal {
    state: Mutex<bool>,
    cond: Condvar,
}
impl Signal {
    fn new() -> Self {
        Self {
            state: Mutex::new(false),
            cond: Condvar::new(),
        }
    }
    fn wait(&self) {
        let mut s = self.state.lock().unwrap();
        while !*s {
            s = self.cond.wait(s).unwrap();
        }
        *s = false;
    }
}
impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.state.lock().unwrap() = true;
        self.cond.notify_one();
    }
}
fn block_on2<F: Future>(mut fut: F) -> F::Output {
    let mut fut = unsafe { Pin::new_unchecked(&mut fut) };
    let signal = Arc::new(Signal::new());
    let waker = Waker::from(Arc::clone(&signal));
    let mut cx = Context::from_waker(&waker);
    loop {
        match fut.as_mut().poll(&mut cx) {
            Poll::Ready(v) => break v,
            Poll::Pending => signal.wait(),
        }
    }
}
// a timer thread with a heap
struct Entry {
    at: Instant,
    waker: Waker,
}
impl PartialEq for Entry {
    fn eq(&self, o: &Self) -> bool {
        self.at == o.at
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, o: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(o))
    }
}
impl Ord for Entry {
    fn cmp(&self, o: &Self) -> std::cmp::Ordering {
        self.at.cmp(&o.at)
    }
}
#[derive(Clone)]
struct Timer {
    heap: Arc<(Mutex<BinaryHeap<Reverse<Entry>>>, Condvar)>,
}
impl Timer {
    fn start() -> Self {
        let heap: Arc<(Mutex<BinaryHeap<Reverse<Entry>>>, Condvar)> = Arc::default();
        let h = heap.clone();
        thread::spawn(move || {
            let (lock, cvar) = &*h;
            let mut heap = lock.lock().unwrap();
            loop {
                let now = Instant::now();
                while heap.peek().is_some_and(|Reverse(e)| e.at <= now) {
                    heap.pop().unwrap().0.waker.wake();
                }
                heap = match heap.peek() {
                    None => cvar.wait(heap).unwrap(),
                    Some(Reverse(e)) => {
                        let d = e.at - now;
                        cvar.wait_timeout(heap, d).unwrap().0
                    }
                };
            }
        });
        Timer { heap }
    }
    fn sleep(&self, d: Duration) -> Sleep {
        Sleep {
            at: Instant::now() + d,
            timer: self.clone(),
            registered: false,
        }
    }
}
struct Sleep {
    at: Instant,
    timer: Timer,
    registered: bool,
}
impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.at {
            return Poll::Ready(());
        }
        if !self.registered {
            let (lock, cvar) = &*self.timer.heap;
            lock.lock().unwrap().push(Reverse(Entry {
                at: self.at,
                waker: cx.waker().clone(),
            }));
            cvar.notify_one();
            self.registered = true;
        }
        Poll::Pending
    }
}
struct Join<A: Future, B: Future> {
    a: MaybeDone<A>,
    b: MaybeDone<B>,
}
enum MaybeDone<F: Future> {
    Pending(Pin<Box<F>>),
    Done(Option<F::Output>),
}
impl<F: Future> MaybeDone<F> {
    fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        match self {
            MaybeDone::Done(_) => true,
            MaybeDone::Pending(f) => match f.as_mut().poll(cx) {
                Poll::Ready(v) => {
                    *self = MaybeDone::Done(Some(v));
                    true
                }
                Poll::Pending => false,
            },
        }
    }
    fn take(&mut self) -> F::Output {
        match self {
            MaybeDone::Done(v) => v.take().unwrap(),
            _ => unreachable!(),
        }
    }
}
impl<A: Future, B: Future> Future for Join<A, B>
where
    A::Output: Unpin,
    B::Output: Unpin,
{
    type Output = (A::Output, B::Output);
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let (x, y) = (this.a.poll(cx), this.b.poll(cx));
        if x && y {
            Poll::Ready((this.a.take(), this.b.take()))
        } else {
            Poll::Pending
        }
    }
}
fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: MaybeDone::Pending(Box::pin(a)),
        b: MaybeDone::Pending(Box::pin(b)),
    }
}
fn noop() -> Waker {
    const VTABLE: RawWakerVTable = RawWakerVTable::new(
        |_| RawWaker::new(std::ptr::null(), &VTABLE),
        |_| {},
        |_| {},
        |_| {},
    );
    unsafe { Waker::from_raw(RawWaker::new(std::ptr::null(), &VTABLE)) }
}
fn main() {
    let timer = Timer::start();
    let start = Instant::now();
    let r = block_on(async {
        let (a, b) = join(
            async {
                timer.sleep(Duration::from_millis(30)).await;
                "slow"
            },
            async {
                timer.sleep(Duration::from_millis(10)).await;
                println!("fast done");
                5
            },
        )
        .await;
        format!("{a} {b}")
    });
    println!("{r} {}", start.elapsed().as_millis() >= 30);
    println!(
        "{}",
        block_on2(async {
            timer.sleep(Duration::from_millis(5)).await;
            7
        })
    );
    let w = noop();
    let mut cx = Context::from_waker(&w);
    let mut f = Box::pin(timer.sleep(Duration::from_millis(3)));
    let mut n = 0;
    while f.as_mut().poll(&mut cx).is_pending() {
        n += 1;
        thread::sleep(Duration::from_millis(2));
    }
    println!("{}", n >= 1);
}
