use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread, sleep};
use std::time::Duration;

fn network(is_ready: &AtomicBool, waker: Waker) {
    sleep(Duration::from_millis(80));
    println!("2 dns: 192.0.2.7");
    println!("3 syn sent");
    sleep(Duration::from_millis(120));
    println!("4 the socket is ready");
    is_ready.store(true, SeqCst);
    println!("5 wake");
    waker.wake();
}

struct Connect {
    is_registered: bool,
    is_ready: Arc<AtomicBool>,
}

impl Future for Connect {
    type Output = &'static str;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<&'static str> {
        if self.is_ready.load(SeqCst) {
            return Poll::Ready("stream");
        }
        if !self.is_registered {
            self.is_registered = true;
            let flag = Arc::clone(&self.is_ready);
            let waker = cx.waker().clone();
            thread::spawn(move || {
                network(&flag, waker);
            });
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
    let mut connect = pin!(Connect {
        is_registered: false,
        is_ready: Arc::default(),
    });
    println!("1 first poll: register");
    let stream = loop {
        match connect.as_mut().poll(&mut cx) {
            Poll::Pending => thread::park(),
            Poll::Ready(stream) => break stream,
        }
    };
    println!("6 second poll: {stream}");
}
