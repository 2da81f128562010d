// Payloads of panics: &str for constant messages, String for formatted ones.

use std::panic;
fn show(r: std::thread::Result<()>) {
    match r {
        Ok(()) => println!("ok"),
        Err(e) => {
            if let Some(s) = e.downcast_ref::<&str>() {
                println!("str {s}");
            } else if let Some(s) = e.downcast_ref::<String>() {
                println!("String {s}");
            } else if let Some(n) = e.downcast_ref::<i32>() {
                println!("i32 {n}");
            } else {
                println!("other");
            }
        }
    }
}
fn id<T>(t: T) -> T {
    std::hint::black_box(t)
}
#[derive(Debug)]
struct E;
fn main() {
    show(panic::catch_unwind(|| {
        let x = id(i32::MAX);
        println!("{}", x + 1);
    }));
    show(panic::catch_unwind(|| {
        let x = id(0);
        println!("{}", 1 / x);
    }));
    show(panic::catch_unwind(|| {
        let x = id(0);
        println!("{}", 1 % x);
    }));
    show(panic::catch_unwind(|| {
        let v = vec![1];
        println!("{}", v[id(3)]);
    }));
    show(panic::catch_unwind(|| {
        let v = [1, 2];
        println!("{}", v[id(3)]);
    }));
    show(panic::catch_unwind(|| {
        panic!("const");
    }));
    show(panic::catch_unwind(|| {
        panic!("fmt {}", 1);
    }));
    show(panic::catch_unwind(|| {
        let x = 3;
        panic!("fmt {x}");
    }));
    show(panic::catch_unwind(|| {
        let o: Option<i32> = id(None);
        o.unwrap();
    }));
    show(panic::catch_unwind(|| {
        let o: Option<i32> = id(None);
        o.expect("msg");
    }));
    show(panic::catch_unwind(|| {
        let o: Result<i32, E> = id(Err(E));
        o.unwrap();
    }));
    show(panic::catch_unwind(|| {
        let o: Result<i32, E> = id(Err(E));
        o.expect("exp");
    }));
    show(panic::catch_unwind(|| {
        let o: Result<i32, E> = id(Ok(1));
        o.unwrap_err();
    }));
    show(panic::catch_unwind(|| {
        assert!(id(1) == 2);
    }));
    show(panic::catch_unwind(|| {
        assert!(id(1) == 2, "why");
    }));
    show(panic::catch_unwind(|| {
        assert!(id(1) == 2, "why {}", 3);
    }));
    show(panic::catch_unwind(|| {
        assert_eq!(id(1), 2);
    }));
    show(panic::catch_unwind(|| {
        assert_eq!(id(1), 2, "eqmsg");
    }));
    show(panic::catch_unwind(|| {
        unreachable!();
    }));
    show(panic::catch_unwind(|| {
        unreachable!("un {}", 1);
    }));
    show(panic::catch_unwind(|| {
        unreachable!("un");
    }));
    show(panic::catch_unwind(|| {
        todo!();
    }));
    show(panic::catch_unwind(|| {
        todo!("later");
    }));
    show(panic::catch_unwind(|| {
        unimplemented!();
    }));
    show(panic::catch_unwind(|| {
        unimplemented!("x {}", 2);
    }));
    show(panic::catch_unwind(|| {
        panic::panic_any(5i32);
    }));
    show(panic::catch_unwind(|| {
        panic!();
    }));
    show(panic::catch_unwind(|| {
        let c = std::cell::RefCell::new(1);
        let _a = c.borrow_mut();
        let _b = c.borrow_mut();
    }));
    show(panic::catch_unwind(|| {
        let c = std::cell::RefCell::new(1);
        let _a = c.borrow_mut();
        let _b = c.borrow();
    }));
    show(panic::catch_unwind(|| {
        let s = "abc";
        println!("{}", &s[id(2)..id(9)]);
    }));
    show(panic::catch_unwind(|| {
        let m = std::collections::HashMap::from([(1, 2)]);
        println!("{}", m[&id(7)]);
    }));
    show(panic::catch_unwind(|| {
        let x: u8 = id(5);
        println!("{}", x - id(6));
    }));
    show(panic::catch_unwind(|| {
        let x: i32 = id(i32::MIN);
        println!("{}", -x);
    }));
    show(panic::catch_unwind(|| {
        let x: i32 = id(1);
        println!("{}", x << id(40));
    }));
    show(panic::catch_unwind(|| {
        let x: i32 = id(i32::MIN);
        println!("{}", x / id(-1));
    }));
    show(panic::catch_unwind(|| {
        let v: Vec<i32> = Vec::new();
        v.chunks(id(0)).count();
    }));
    show(panic::catch_unwind(|| {
        let mut v: Vec<i32> = Vec::new();
        v.remove(id(0));
    }));
    show(panic::catch_unwind(|| {
        let mut v: Vec<i32> = Vec::new();
        v.insert(id(2), 1);
    }));
    show(panic::catch_unwind(|| {
        let v = vec![1, 2];
        println!("{:?}", &v[id(1)..id(5)]);
    }));
    show(panic::catch_unwind(|| {
        let v = vec![1, 2];
        println!("{:?}", &v[id(2)..id(1)]);
    }));
    show(panic::catch_unwind(|| {
        let x: i32 = "z".parse().unwrap();
        println!("{x}");
    }));
    show(
        std::thread::spawn(|| {
            let v: Vec<i32> = vec![];
            let s: i32 = v[0];
            println!("{s}")
        })
        .join(),
    );
}
