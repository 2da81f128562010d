// What std::sync and std::thread show themselves as in Debug and Display.

use std::cell::*;
use std::rc::Rc;
use std::sync::atomic::*;
use std::sync::mpsc::*;
use std::sync::*;
use std::thread;
use std::time::Duration;
static MM: Mutex<i32> = Mutex::new(5);
fn main() {
    let rw = RwLock::new(1);
    let g = rw.write().unwrap();
    println!("{:?} {:?}", rw, g);
    println!("{:?}", rw.try_read().map(|_| ()));
    drop(g);
    let r = rw.read().unwrap();
    println!("{r:?} {r} {:?}", rw);
    drop(r);
    let m = Mutex::new("s");
    let g = m.lock().unwrap();
    println!("{g:?} {g}");
    println!("{:?}", m.try_lock().map(|_| ()));
    drop(g);
    println!("{m:?} {m:#?}");
    println!("{:?}", TrySendError::Full(1));
    println!(
        "{:?} {}",
        TrySendError::Disconnected(1),
        TrySendError::Disconnected(2)
    );
    println!("{:?}", SendError(3));
    println!(
        "{:?} {:?} {:?}",
        RecvError,
        TryRecvError::Empty,
        RecvTimeoutError::Disconnected
    );
    let (tx, rx) = channel::<i32>();
    println!("{:?} {:?}", tx, rx);
    let (tx, _rx) = sync_channel::<i32>(1);
    println!("{tx:?}");
    println!(
        "{:?} {:?} {:?}",
        Condvar::new(),
        Barrier::new(2),
        Once::new()
    );
    let o: OnceLock<i32> = OnceLock::new();
    println!("{o:?}");
    let o: OnceCell<i32> = OnceCell::new();
    println!("{o:?}");
    let l = LazyLock::new(|| 3);
    println!("{l:?}");
    let _ = *l;
    println!("{l:?}");
    let l = LazyCell::new(|| 3);
    println!("{l:?}");
    let _ = *l;
    println!("{l:?}");
    println!(
        "{:?} {:?} {:?}",
        AtomicBool::new(true),
        AtomicI8::new(-3),
        AtomicUsize::new(4)
    );
    println!(
        "{:?} {:?}",
        std::sync::atomic::Ordering::AcqRel,
        std::sync::atomic::Ordering::Relaxed == std::sync::atomic::Ordering::SeqCst
    );
    let c = Condvar::new();
    let (g, r) = c
        .wait_timeout(MM.lock().unwrap(), Duration::from_millis(1))
        .map(|(g, r)| (*g, r))
        .unwrap();
    println!("{g} {r:?}");
    println!("{:?}", thread::Builder::new().name("x".into()));
    println!(
        "{:?}",
        thread::spawn(|| thread::current().name().map(str::to_string)).join()
    );
    println!("{:?}", thread::current().id() == thread::current().id());
    let h = thread::Builder::new()
        .name("nm".into())
        .spawn(|| 3)
        .unwrap();
    println!("{:?}", h.thread().name());
    println!("{:?}", h.join());
    println!(
        "{:?} {:?}",
        Arc::new(Mutex::new(1)),
        Rc::new(RefCell::new(2))
    );
    let w: std::sync::Weak<i32> = std::sync::Weak::new();
    println!("{w:?}");
    println!(
        "{:?}",
        thread::scope(|s| {
            let h = s.spawn(|| 1);
            println!("{h:?}");
            h.join()
        })
    );
    let e = thread::spawn(|| panic!("str")).join().unwrap_err();
    println!("{:?} {:?}", e, e.downcast_ref::<&str>());
    let e = thread::spawn(|| panic!("str {}", 1)).join().unwrap_err();
    println!("{:?}", e.downcast_ref::<String>());
    let e = thread::spawn(|| std::panic::panic_any(5u8)).join();
    println!("{:?}", e.unwrap_err().downcast::<u8>().unwrap());
}
