// Panics as values: payloads, catching, going on.
use std::panic::{self, AssertUnwindSafe};
use std::thread;

struct Cleanup(&'static str);

impl Drop for Cleanup {
    fn drop(&mut self) {
        println!("cleanup {} {}", self.0, thread::panicking());
    }
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    if let Some(s) = payload.downcast_ref::<&str>() {
        format!("str {s}")
    } else if let Some(s) = payload.downcast_ref::<String>() {
        format!("String {s}")
    } else if let Some(n) = payload.downcast_ref::<i32>() {
        format!("i32 {n}")
    } else {
        "something else".to_string()
    }
}

fn risky(n: i32) -> i32 {
    let _guard = Cleanup("risky");
    if n > 2 {
        panic!("n was {n}");
    }
    n
}

fn main() {
    println!("{:?}", panic::catch_unwind(|| risky(1)).is_ok());
    let caught = panic::catch_unwind(|| risky(3));
    println!("{}", message(&*caught.unwrap_err()));
    let p = panic::catch_unwind(|| panic!("literal")).unwrap_err();
    println!("{}", message(p.as_ref()));
    let p = panic::catch_unwind(|| panic::panic_any(7i32)).unwrap_err();
    println!("{} {}", message(&*p), p.is::<i32>());
    let p = panic::catch_unwind(|| {
        let v: Vec<i32> = Vec::new();
        v[0]
    });
    println!("{}", message(&*p.unwrap_err()));
    let p = panic::catch_unwind(|| None::<i32>.expect("no value here")).unwrap_err();
    println!("{}", message(&*p));
    let p = panic::catch_unwind(|| "x".parse::<i32>().unwrap()).unwrap_err();
    println!("{}", message(&*p));
    let mut count = 0;
    let r = panic::catch_unwind(AssertUnwindSafe(|| {
        count += 1;
        assert_eq!(1 + 1, 3, "math");
    }));
    println!("{count} {}", message(&*r.unwrap_err()));
    let t = thread::spawn(|| {
        let _a = Cleanup("a");
        let _b = Cleanup("b");
        let index = std::hint::black_box(9);
        [1, 2, 3][index]
    });
    match t.join() {
        Ok(n) => println!("{n}"),
        Err(e) => println!("{}", message(&*e)),
    }
    let t = thread::spawn(|| {
        let r = panic::catch_unwind(|| panic!("inner"));
        println!("caught {}", r.is_err());
        panic::resume_unwind(Box::new("resumed"));
    });
    let e = t.join().unwrap_err();
    match e.downcast::<&str>() {
        Ok(s) => println!("{s}"),
        Err(_) => println!("other"),
    }
    let r = panic::catch_unwind(|| {
        let x: Result<i32, String> = Err("bad".into());
        x.expect("needed")
    });
    println!("{}", message(&*r.unwrap_err()));
    println!("{}", message(&*panic::catch_unwind(|| unreachable!()).unwrap_err()));
}
