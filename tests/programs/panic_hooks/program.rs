// A panic hook is called before anything is dropped; std's own can be taken out and handed on to.
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

static PANICS: AtomicUsize = AtomicUsize::new(0);

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {} panicking={}", self.0, thread::panicking());
    }
}

fn risky(n: u32) -> u32 {
    let _guard = Noisy("guard");
    if n % 2 == 0 {
        panic!("even number {n}");
    }
    n * 10
}

fn main() {
    let log: Arc<Mutex<Vec<String>>> = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&log);
    panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        let message = if let Some(s) = info.payload().downcast_ref::<&str>() {
            s.to_string()
        } else if let Some(s) = info.payload().downcast_ref::<String>() {
            s.clone()
        } else {
            "unknown".to_string()
        };
        let line = info.location().map(|l| l.line()).unwrap_or(0);
        let name = thread::current().name().unwrap_or("?").to_string();
        sink.lock().unwrap().push(format!("[{name}] {message} at line {line}"));
        println!("hook: {message} panicking={}", thread::panicking());
    }));
    for n in 1..=4 {
        let result = panic::catch_unwind(|| risky(n));
        match result {
            Ok(v) => println!("ok {v}"),
            Err(e) => println!("err {:?}", e.downcast_ref::<String>()),
        }
    }
    let worker = thread::Builder::new().name("worker".into()).spawn(|| {
        let v: Vec<i32> = Vec::new();
        let i = std::hint::black_box(3);
        v[i]
    });
    println!("{}", worker.unwrap().join().is_err());
    let _ = panic::catch_unwind(|| panic::panic_any(42u8));
    let _ = panic::catch_unwind(|| { let x: Option<u8> = std::hint::black_box(None); x.unwrap() });
    let _ = panic::catch_unwind(|| panic::resume_unwind(Box::new("quiet")));
    let _ = panic::take_hook();
    for line in log.lock().unwrap().iter() {
        println!("{line}");
    }
    println!("{} panics", PANICS.load(Ordering::SeqCst));
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        println!("before default: {:?}", info.payload_as_str());
        default(info);
        println!("after default");
    }));
    let _ = panic::catch_unwind(|| panic!("told"));
    panic::set_hook(Box::new(|_| {}));
    let _ = panic::catch_unwind(|| panic!("silent"));
    println!("end");
}
