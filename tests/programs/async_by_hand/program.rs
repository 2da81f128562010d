// Hand-written futures, block_on with a Wake of its own, a queue of tasks, cancellation by drop.
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::{pin, Pin};

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

struct Count { left: u32, name: &'static str }
impl Future for Count {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        println!("poll {} left {}", self.name, self.left);
        if self.left == 0 { return Poll::Ready(7); }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }

async fn inner(x: u32) -> u32 {
    let _d = D("inner");
    let s = String::from("text");
    let r = &s;
    let a = Count { left: x, name: "c" }.await;
    println!("{r} {a}");
    a + x
}
async fn outer() -> Result<u32, String> {
    let mut sum = 0;
    for i in 0..2 {
        sum += inner(i).await;
    }
    let t = async { sum * 2 };
    let v = t.await;
    let f: Result<u32, String> = async move { if v > 3 { Err(format!("bad {v}")) } else { Ok(v) } }.await;
    let got = f?;
    Ok(got)
}
struct Flag(Mutex<usize>);
impl Wake for Flag {
    fn wake(self: Arc<Self>) { *self.0.lock().unwrap() += 1; println!("wake"); }
}
fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    let flag = Arc::new(Flag(Mutex::new(0)));
    let waker = Waker::from(flag.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(v) = f.as_mut().poll(&mut cx) {
            println!("wakes {}", flag.0.lock().unwrap());
            return v;
        }
    }
}
struct Task { fut: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>, q: Arc<Mutex<VecDeque<Arc<Task>>>>, id: usize }
impl Wake for Task {
    fn wake(self: Arc<Self>) { let q = self.q.clone(); q.lock().unwrap().push_back(self); }
}
fn main() {
    println!("{:?}", block_on(outer()));
    let q = Arc::new(Mutex::new(VecDeque::new()));
    for id in 0..3 {
        let t = Arc::new(Task { fut: Mutex::new(Some(Box::pin(async move {
            let v = inner(id as u32).await;
            println!("task {id} got {v}");
        }))), q: q.clone(), id });
        q.lock().unwrap().push_back(t);
    }
    loop {
        let Some(t) = q.lock().unwrap().pop_front() else { break };
        println!("run {}", t.id);
        let waker = Waker::from(t.clone());
        let mut cx = Context::from_waker(&waker);
        let mut slot = t.fut.lock().unwrap();
        if let Some(mut fut) = slot.take() {
            if fut.as_mut().poll(&mut cx).is_pending() { *slot = Some(fut); }
        }
    }
    // cancellation
    let mut f = Box::pin(inner(5));
    let w = Waker::noop();
    let mut cx = Context::from_waker(&w);
    println!("{:?}", f.as_mut().poll(&mut cx).is_pending());
    drop(f);
    println!("end");
    let x = RefCell::new(1); *x.borrow_mut() += 1; println!("{x:?}");
}
