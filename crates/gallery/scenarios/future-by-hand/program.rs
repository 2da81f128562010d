use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

fn ring(is_over: &AtomicBool, waker: Waker) {
    thread::sleep(Duration::from_millis(300));
    is_over.store(true, SeqCst);
    println!("timer: wake");
    waker.wake();
}

enum Timer {
    Start,
    Waiting(Arc<AtomicBool>),
}

impl Future for Timer {
    type Output = ();

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        match &*self {
            Timer::Waiting(is_over) => {
                if is_over.load(SeqCst) {
                    return Poll::Ready(());
                }
            }
            Timer::Start => {
                let is_over = Arc::default();
                let flag = Arc::clone(&is_over);
                let waker = cx.waker().clone();
                thread::spawn(move || {
                    ring(&flag, waker);
                });
                *self = Timer::Waiting(is_over);
            }
        }
        Poll::Pending
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn main() {
    let main = Unpark(thread::current());
    let waker = Waker::from(Arc::new(main));
    let mut cx = Context::from_waker(&waker);
    let mut timer = pin!(Timer::Start);
    loop {
        let polled = timer.as_mut().poll(&mut cx);
        if polled.is_ready() {
            break;
        }
        println!("main: Pending, so park");
        thread::park();
    }
    println!("main: Ready");
}
