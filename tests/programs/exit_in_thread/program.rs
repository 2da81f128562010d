// std::process::exit from a child thread ends everything at once with its code; args; no destructors.
use std::env;
use std::process;
use std::thread;
use std::time::Duration;

struct Never;

impl Drop for Never {
    fn drop(&mut self) {
        println!("never dropped");
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<String, &'static str> {
    args.next();
    let query = args.next().ok_or("no query")?;
    Ok(query)
}

fn main() {
    let _never = Never;
    println!("{} argument(s)", env::args().skip(1).count());
    let query = run(env::args()).unwrap_or_else(|why| {
        eprintln!("problem: {why}");
        String::from("default")
    });
    println!("query {query}");
    let child = thread::spawn(|| {
        thread::sleep(Duration::from_millis(20));
        println!("child leaves");
        process::exit(3);
    });
    child.join().unwrap();
    println!("never printed");
}
