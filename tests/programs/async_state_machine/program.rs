// A future as its author would write the compiler's work: states in an enum, poll moves from one to the next.
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Wake, Waker};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

struct Countdown {
    ticks: u32,
}

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.ticks == 0 {
            return Poll::Ready("data");
        }
        self.ticks -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

enum Download {
    Start { url: String },
    Connecting { url: String, step: Countdown },
    Reading { step: Countdown, bytes: usize },
    Done,
}

impl Future for Download {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        loop {
            match &mut *self {
                Download::Start { url } => {
                    println!("  start: {url}");
                    let url = std::mem::take(url);
                    *self = Download::Connecting { url, step: Countdown { ticks: 1 } };
                }
                Download::Connecting { url, step } => match Pin::new(step).poll(cx) {
                    Poll::Pending => {
                        println!("  connecting to {url}: pending");
                        return Poll::Pending;
                    }
                    Poll::Ready(_) => {
                        println!("  connected to {url}");
                        let bytes = url.len();
                        *self = Download::Reading { step: Countdown { ticks: 2 }, bytes };
                    }
                },
                Download::Reading { step, bytes } => match Pin::new(step).poll(cx) {
                    Poll::Pending => {
                        println!("  reading, {bytes} bytes so far: pending");
                        return Poll::Pending;
                    }
                    Poll::Ready(data) => {
                        let total = *bytes + data.len();
                        println!("  read {data:?}");
                        *self = Download::Done;
                        return Poll::Ready(total);
                    }
                },
                Download::Done => panic!("polled after it was done"),
            }
        }
    }
}

struct Counter(AtomicU32);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn main() {
    let counter = Arc::new(Counter(AtomicU32::new(0)));
    let waker = Waker::from(counter.clone());
    let mut cx = Context::from_waker(&waker);
    let mut download = Box::pin(Download::Start { url: "rust-lang.org".to_string() });
    for round in 1.. {
        println!("poll {round}");
        if let Poll::Ready(total) = download.as_mut().poll(&mut cx) {
            println!("ready: {total} bytes after {} wakes", counter.0.load(Ordering::SeqCst));
            break;
        }
    }
}
