// Executors inside of executors: those of `futures` panic, those of `smol` and hand-written ones do not. A flag with an
// `AtomicWaker`, futures that may be none, cells that are set once.

use futures::executor::{ThreadPool, block_on, enter};
use futures::future::{OptionFuture, ready};
use futures::task::{AtomicWaker, SpawnExt};
use smol::lock::OnceCell;
use std::collections::HashMap;
use std::panic::catch_unwind;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

struct Parker(Thread);

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn own_block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Parker(thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

struct Flag {
    is_set: AtomicBool,
    waker: AtomicWaker,
}

impl Flag {
    fn set(&self) {
        self.is_set.store(true, Ordering::Release);
        self.waker.wake();
    }
}

struct Waiting(Arc<Flag>);

impl Future for Waiting {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.waker.register(cx.waker());
        match self.0.is_set.load(Ordering::Acquire) {
            true => Poll::Ready("the flag is set"),
            false => Poll::Pending,
        }
    }
}

/// A future by hand whose fields are taken apart twice.
struct Map<F, G> {
    future: F,
    f: Option<G>,
}

impl<F: Future, R, G: FnOnce(F::Output) -> R> Future for Map<F, G> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let (future, f) = unsafe {
            let Self { future, f } = self.get_unchecked_mut();
            (Pin::new_unchecked(future), f)
        };
        future.poll(cx).map(|value| f.take().unwrap()(value))
    }
}

fn nests() -> bool {
    catch_unwind(|| block_on(async { block_on(async {}) })).is_ok()
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    println!("{}", smol::block_on(async { smol::block_on(async { 1 }) }));
    println!("{}", own_block_on(async { block_on(async { 2 }) }));
    println!("{}", block_on(async { own_block_on(async { 3 }) }));
    println!("{} {}", nests(), block_on(async { enter().is_ok() }));
    let pool = ThreadPool::builder().pool_size(1).create().unwrap();
    let handle = pool.spawn_with_handle(async { enter().map(drop) }).unwrap();
    println!("{:?}", block_on(handle).map_err(|error| error.to_string()));

    let flag = Arc::new(Flag { is_set: AtomicBool::new(false), waker: AtomicWaker::new() });
    let setter = thread::spawn({
        let flag = flag.clone();
        move || {
            thread::sleep(Duration::from_millis(5));
            flag.set();
        }
    });
    println!("{}", block_on(Map { future: Waiting(flag.clone()), f: Some(str::len) }));
    setter.join().unwrap();
    println!("{:?} {}", flag.waker, flag.waker.take().is_none());

    smol::block_on(async {
        let (some, none) = (OptionFuture::from(Some(ready(4))), OptionFuture::<futures::future::Ready<u8>>::from(None));
        println!("{:?} {:?}", some.await, none.await.or(Some(0)));
        let cell = OnceCell::new();
        println!("{cell:?} {:?}", cell.set(5).await);
        println!("{cell:?} {:?} {}", cell.set(6).await, cell.get_or_init(|| async { 7 }).await);
        let (sender, receiver) = smol::channel::bounded(1);
        drop(receiver);
        println!("{:?}", sender.send('x').await.map_err(|error| error.into_inner()));
    });
    let mut cells: HashMap<u8, Arc<tokio::sync::OnceCell<u8>>> = HashMap::new();
    let cell = cells.entry(1).or_default().clone();
    println!("{:?} {}", cell.set(8), cells[&1].initialized());
}
