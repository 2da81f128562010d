// Thread locals: each thread its own value, with Cell and RefCell, destructors at the thread's end.
use std::cell::{Cell, RefCell};
use std::thread;

struct Logger {
    name: String,
    lines: Vec<String>,
}

impl Drop for Logger {
    fn drop(&mut self) {
        println!("{} wrote {} line(s)", self.name, self.lines.len());
    }
}

thread_local! {
    static COUNTER: Cell<u32> = const { Cell::new(1) };
    static LOGGER: RefCell<Logger> = RefCell::new(Logger {
        name: thread::current().name().unwrap_or("?").to_string(),
        lines: Vec::new(),
    });
}

fn log(line: impl Into<String>) {
    LOGGER.with(|logger| logger.borrow_mut().lines.push(line.into()));
}

fn next() -> u32 {
    COUNTER.with(|c| {
        c.set(c.get() + 1);
        c.get()
    })
}

fn main() {
    COUNTER.set(10);
    let mut texts = Vec::new();
    for name in ["red", "blue"] {
        let handle = thread::Builder::new()
            .name(name.to_string())
            .spawn(move || {
                for _ in 0..name.len() {
                    log(format!("{}", next()));
                }
                LOGGER.with_borrow(|logger| logger.lines.join(","))
            })
            .unwrap();
        let name = handle.thread().name().unwrap().to_owned();
        texts.push((name, handle.join().unwrap()));
        println!("joined");
    }
    println!("{texts:?}");
    println!("main: {}", next());
    println!("main: {}", COUNTER.get());
}
