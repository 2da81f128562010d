// Wakers made of a table of closures, and a future that a thread completes.
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Condvar};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};
use std::thread;
use std::time::Duration;

#[derive(Default)]
struct Counts { clones: AtomicUsize, wakes: AtomicUsize, drops: AtomicUsize }
static VTABLE: RawWakerVTable = RawWakerVTable::new(
    |p| { unsafe { (*(p as *const Counts)).clones.fetch_add(1, Ordering::SeqCst) }; RawWaker::new(p, &VTABLE) },
    |p| { let c = unsafe { &*(p as *const Counts) }; c.wakes.fetch_add(1, Ordering::SeqCst); c.drops.fetch_add(1, Ordering::SeqCst); },
    |p| { unsafe { &*(p as *const Counts) }.wakes.fetch_add(1, Ordering::SeqCst); },
    |p| { unsafe { &*(p as *const Counts) }.drops.fetch_add(1, Ordering::SeqCst); },
);
struct Parker { token: Mutex<bool>, cv: Condvar }
impl Wake for Parker { fn wake(self: Arc<Self>) { *self.token.lock().unwrap() = true; self.cv.notify_one(); } }
fn block_on<F: Future>(f: F) -> F::Output {
    let p = Arc::new(Parker { token: Mutex::new(false), cv: Condvar::new() });
    let waker = p.clone().into();
    let mut cx = Context::from_waker(&waker);
    let mut f = pin!(f);
    loop {
        if let Poll::Ready(v) = f.as_mut().poll(&mut cx) { return v }
        let mut t = p.token.lock().unwrap();
        while !*t { t = p.cv.wait(t).unwrap() }
        *t = false;
    }
}
struct Shared { done: bool, waker: Option<Waker>, value: u32 }
struct ThreadFuture { shared: Arc<Mutex<Shared>> }
impl ThreadFuture {
    fn new(ms: u64, value: u32) -> Self {
        let shared = Arc::new(Mutex::new(Shared { done: false, waker: None, value }));
        let s = shared.clone();
        thread::spawn(move || { thread::sleep(Duration::from_millis(ms)); let mut s = s.lock().unwrap(); s.done = true; if let Some(w) = s.waker.take() { w.wake() } });
        ThreadFuture { shared }
    }
}
impl Future for ThreadFuture {
    type Output = u32;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut s = self.shared.lock().unwrap();
        if s.done { Poll::Ready(s.value) } else { s.waker = Some(cx.waker().clone()); Poll::Pending }
    }
}
fn main() {
    let counts = Counts::default();
    {
        let waker = unsafe { Waker::from_raw(RawWaker::new(&counts as *const _ as *const (), &VTABLE)) };
        let second = waker.clone();
        println!("{}", waker.will_wake(&second));
        second.wake_by_ref();
        second.wake();
        let mut cx = Context::from_waker(&waker);
        let mut f = pin!(async { std::future::poll_fn(|cx| { cx.waker().wake_by_ref(); Poll::<()>::Pending }).await });
        println!("{:?}", f.as_mut().poll(&mut cx));
        let third = cx.waker().clone();
        drop(third);
    }
    println!("{} {} {}", counts.clones.load(Ordering::SeqCst), counts.wakes.load(Ordering::SeqCst), counts.drops.load(Ordering::SeqCst));
    println!("{}", block_on(ThreadFuture::new(5, 7)));
    println!("{}", block_on(async { let a = ThreadFuture::new(8, 1); let b = ThreadFuture::new(2, 2); a.await * 10 + b.await }));
    let v = block_on(async {
        let mut fs: Vec<_> = (1..4).map(|i| Some(ThreadFuture::new(10 - i * 3, i as u32))).collect();
        let mut out = vec![];
        std::future::poll_fn(move |cx| {
            for f in fs.iter_mut() { if let Some(x) = f { if let Poll::Ready(v) = Pin::new(x).poll(cx) { out.push(v); *f = None } } }
            if fs.iter().all(Option::is_none) { Poll::Ready(std::mem::take(&mut out)) } else { Poll::Pending }
        }).await
    });
    let mut v = v; v.sort();
    println!("{v:?}");
}
