use std::thread;

trait Job: Send + 'static {
    fn run(self) -> i32;
}

struct Five;

impl Job for Five {
    fn run(self) -> i32 {
        5
    }
}

fn run<F>(f: F) -> i32
where
    F: FnOnce() -> i32 + Send + 'static,
{
    let handle = thread::spawn(f);
    handle.join().unwrap()
}

fn start<J: Job>(job: J) -> i32 {
    thread::spawn(move || job.run()).join().unwrap()
}

fn main() {
    println!("{} {}", run(|| 5), start(Five));
}
