// A waker of one's own: what wake, wake_by_ref, clone and will_wake do, and a task that forgets to keep its waker.
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

struct Bell {
    name: &'static str,
    rings: AtomicUsize,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let before = self.rings.fetch_add(1, Ordering::SeqCst);
        println!("  {} rings, {} handles", self.name, Arc::strong_count(self));
        assert!(before < 10);
    }
}

fn main() {
    let bell = Arc::new(Bell { name: "bell", rings: AtomicUsize::new(0) });
    let other = Arc::new(Bell { name: "other", rings: AtomicUsize::new(0) });
    let waker: Waker = bell.clone().into();
    let copy = waker.clone();
    let second = Waker::from(other.clone());
    println!("{} {}", waker.will_wake(&copy), waker.will_wake(&second));
    waker.wake_by_ref();
    copy.wake();
    println!("{} rings", bell.rings.load(Ordering::SeqCst));

    let kept: Rc<RefCell<Option<Waker>>> = Rc::default();
    let open = Rc::new(RefCell::new(false));
    let (seat, door) = (kept.clone(), open.clone());
    let mut gate = pin!(poll_fn(move |cx| {
        if *door.borrow() {
            return Poll::Ready("through the gate");
        }
        let mut seat = seat.borrow_mut();
        match &mut *seat {
            Some(known) if known.will_wake(cx.waker()) => println!("  same waker"),
            place => {
                println!("  keeps the waker");
                *place = Some(cx.waker().clone());
            }
        }
        Poll::Pending
    }));
    for waker in [&waker, &waker, &second] {
        let mut cx = Context::from_waker(waker);
        println!("{:?}", std::future::Future::poll(gate.as_mut(), &mut cx));
    }
    *open.borrow_mut() = true;
    kept.borrow_mut().take().unwrap().wake();
    let mut cx = Context::from_waker(&second);
    println!("{:?}", std::future::Future::poll(gate.as_mut(), &mut cx));
    println!("{} {}", bell.rings.load(Ordering::SeqCst), other.rings.load(Ordering::SeqCst));
}
