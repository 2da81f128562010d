//! Wakers made of a pointer and a table of functions, and a `block_on` that parks on a condition variable.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
static CLONES: AtomicUsize = AtomicUsize::new(0);
struct Parker {
    flag: Mutex<bool>,
    cv: Condvar,
}
fn clone_fn(p: *const ()) -> RawWaker {
    CLONES.fetch_add(1, Ordering::SeqCst);
    unsafe {
        Arc::increment_strong_count(p as *const Parker);
    }
    RawWaker::new(p, &VTABLE)
}
fn wake_fn(p: *const ()) {
    wake_by_ref_fn(p);
    drop_fn(p);
}
fn wake_by_ref_fn(p: *const ()) {
    let parker = unsafe { &*(p as *const Parker) };
    *parker.flag.lock().unwrap() = true;
    parker.cv.notify_one();
}
fn drop_fn(p: *const ()) {
    unsafe {
        drop(Arc::from_raw(p as *const Parker));
    }
}
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_fn, wake_fn, wake_by_ref_fn, drop_fn);
fn block_on<F: Future>(fut: F) -> F::Output {
    let mut fut = pin!(fut);
    let parker = Arc::new(Parker {
        flag: Mutex::new(false),
        cv: Condvar::new(),
    });
    let waker = unsafe {
        Waker::from_raw(RawWaker::new(
            Arc::into_raw(parker.clone()) as *const (),
            &VTABLE,
        ))
    };
    let mut cx = Context::from_waker(&waker);
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(v) = fut.as_mut().poll(&mut cx) {
            println!("ready after {polls} polls");
            return v;
        }
        let mut flag = parker.flag.lock().unwrap();
        while !*flag {
            flag = parker.cv.wait(flag).unwrap();
        }
        *flag = false;
    }
}
struct Countdown(u32);
impl Future for Countdown {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 {
            Poll::Ready("liftoff")
        } else {
            self.0 -= 1;
            let w = cx.waker().clone();
            std::thread::spawn(move || w.wake());
            Poll::Pending
        }
    }
}
fn noop_raw() -> RawWaker {
    fn no(_: *const ()) {}
    fn cl(_: *const ()) -> RawWaker {
        noop_raw()
    }
    static VT: RawWakerVTable = RawWakerVTable::new(cl, no, no, no);
    RawWaker::new(std::ptr::null(), &VT)
}
fn main() {
    println!("{}", block_on(Countdown(3)));
    println!("{} clones", CLONES.load(Ordering::SeqCst));
    let w = unsafe { Waker::from_raw(noop_raw()) };
    let mut cx = Context::from_waker(&w);
    let mut f = Box::pin(async { 1 + 1 });
    println!("{:?}", f.as_mut().poll(&mut cx));
    let w2 = w.clone();
    println!("{}", w.will_wake(&w2));
    let mut p = pin!(std::future::pending::<u8>());
    println!("{:?}", p.as_mut().poll(&mut cx));
}
