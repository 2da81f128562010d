// A scheduler with priorities and its own clock, and generators made of futures, without a crate.

// generators, intrusive-ish lists, a scheduler with priorities: all by hand, no crates
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use std::task::{Context, Poll, Wake, Waker};
struct Flag(AtomicBool, AtomicUsize);
impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref()
    }
    fn wake_by_ref(self: &Arc<Self>) {
        self.0.store(true, Ordering::Release);
        self.1.fetch_add(1, Ordering::Relaxed);
    }
}
type LocalFut = Pin<Box<dyn Future<Output = ()>>>;
struct Task {
    prio: u8,
    name: &'static str,
    fut: LocalFut,
    flag: Arc<Flag>,
}
#[derive(Clone, Default)]
struct Sched {
    ready: Rc<RefCell<BTreeMap<u8, VecDeque<Task>>>>,
    clock: Rc<Cell<u64>>,
    timers: Rc<RefCell<Vec<(u64, Waker)>>>,
}
impl Sched {
    fn spawn(&self, prio: u8, name: &'static str, f: impl Future<Output = ()> + 'static) {
        let t = Task {
            prio,
            name,
            fut: Box::pin(f),
            flag: Arc::new(Flag(AtomicBool::new(true), AtomicUsize::new(0))),
        };
        self.ready.borrow_mut().entry(prio).or_default().push_back(t);
    }
    fn sleep(&self, ticks: u64) -> Sleep {
        Sleep {
            until: self.clock.get() + ticks,
            s: self.clone(),
            set: false,
        }
    }
    fn run(&self) -> usize {
        let mut polls = 0;
        loop {
            let next = {
                let mut r = self.ready.borrow_mut();
                let mut found = None;
                for (_, q) in r.iter_mut().rev() {
                    if let Some(i) = q.iter().position(|t| t.flag.0.load(Ordering::Acquire)) {
                        found = q.remove(i);
                        break;
                    }
                }
                found
            };
            let Some(mut t) = next else {
                let mut timers = self.timers.borrow_mut();
                let Some(at) = timers.iter().map(|(at, _)| *at).min() else {
                    break;
                };
                self.clock.set(at);
                let (due, rest): (Vec<_>, Vec<_>) = timers.drain(..).partition(|(t, _)| *t <= at);
                *timers = rest;
                drop(timers);
                for (_, w) in due {
                    w.wake();
                }
                continue;
            };
            t.flag.0.store(false, Ordering::Release);
            let w = Waker::from(t.flag.clone());
            polls += 1;
            match t.fut.as_mut().poll(&mut Context::from_waker(&w)) {
                Poll::Ready(()) => println!(
                    "[{}] {} done, woken {}",
                    self.clock.get(),
                    t.name,
                    t.flag.1.load(Ordering::Relaxed)
                ),
                Poll::Pending => {
                    let p = t.prio;
                    self.ready.borrow_mut().get_mut(&p).unwrap().push_back(t);
                }
            }
        }
        polls
    }
}
struct Sleep {
    until: u64,
    s: Sched,
    set: bool,
}
impl Future for Sleep {
    type Output = u64;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        if self.s.clock.get() >= self.until {
            return Poll::Ready(self.until);
        }
        if !std::mem::replace(&mut self.set, true) {
            let at = self.until;
            self.s.timers.borrow_mut().push((at, cx.waker().clone()));
        }
        Poll::Pending
    }
}
struct YieldNow(bool);
impl Future for YieldNow {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            Poll::Ready(())
        } else {
            self.0 = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
}
struct Yielder<T>(Rc<RefCell<Option<T>>>);
impl<T> Yielder<T> {
    fn put(&self, v: T) -> impl Future<Output = ()> {
        *self.0.borrow_mut() = Some(v);
        Once(false)
    }
}
struct Once(bool);
impl Future for Once {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            Poll::Ready(())
        } else {
            self.0 = true;
            Poll::Pending
        }
    }
}
struct Gen<T> {
    slot: Rc<RefCell<Option<T>>>,
    fut: LocalFut,
}
impl<T: 'static> Gen<T> {
    fn new<F: Future<Output = ()> + 'static>(f: impl FnOnce(Yielder<T>) -> F) -> Self {
        let slot = Rc::new(RefCell::new(None));
        let fut = Box::pin(f(Yielder(slot.clone())));
        Gen { slot, fut }
    }
}
impl<T> Iterator for Gen<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        match self.fut.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(()) => None,
            Poll::Pending => self.slot.borrow_mut().take(),
        }
    }
}
fn main() {
    let s = Sched::default();
    let log = Rc::new(RefCell::new(Vec::new()));
    for (prio, name, n) in [(1u8, "low", 2u64), (5, "high", 3), (3, "mid", 1)] {
        let (s2, log) = (s.clone(), log.clone());
        s.spawn(prio, name, async move {
            for i in 0..n {
                log.borrow_mut().push(format!("{name}{i}"));
                YieldNow(false).await;
                s2.sleep(2 + i).await;
            }
        });
    }
    println!("{} polls at {}", s.run(), s.clock.get());
    println!("{}", log.borrow().join(" "));
    let squares = Gen::new(|y| async move {
        for i in 1..=4u32 {
            y.put(i * i).await;
        }
    });
    println!("{:?}", squares.collect::<Vec<_>>());
    let mut tree = Gen::new(|y: Yielder<String>| async move {
        fn walk<'a>(y: &'a Yielder<String>, d: usize) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
            Box::pin(async move {
                if d > 0 {
                    walk(y, d - 1).await;
                    y.put(format!("d{d}")).await;
                    walk(y, d - 1).await;
                }
            })
        }
        walk(&y, 2).await;
    });
    println!(
        "{:?} {:?}",
        tree.next(),
        tree.map(|s| s.to_uppercase()).collect::<String>()
    );
}
