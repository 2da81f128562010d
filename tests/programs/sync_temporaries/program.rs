// Temporaries: how long guards live in statements, conditions, if let, match, while let, for and tails.

#![allow(let_underscore_lock)]
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, RwLock, mpsc};
struct T(&'static str);
impl Drop for T {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
impl T {
    fn get(&self) -> Option<i32> {
        if self.0 == "some" { Some(1) } else { None }
    }
    fn val(&self) -> i32 {
        5
    }
}
fn free(m: &Mutex<i32>) -> &'static str {
    if m.try_lock().is_ok() { "free" } else { "held" }
}
fn tail(m: &Mutex<i32>) -> i32 {
    let _t = T("local");
    *m.lock().unwrap() + T("tail").val()
}
fn main() {
    let m = Mutex::new(1);
    *m.lock().unwrap() += 1;
    println!("after stmt {}", free(&m));
    if let Some(x) = T("some").get() {
        println!("then {x}");
    } else {
        println!("else");
    }
    if let Some(x) = T("none").get() {
        println!("then {x}");
    } else {
        println!("else");
    }
    if *m.lock().unwrap() == 2 {
        println!("if body {}", free(&m));
    }
    if let 2 = *m.lock().unwrap() {
        println!("if let body {}", free(&m));
    } else {
        println!("no");
    }
    if let 3 = *m.lock().unwrap() {
        println!("no");
    } else {
        println!("if let else {}", free(&m));
    }
    match *m.lock().unwrap() {
        2 => println!("match arm {}", free(&m)),
        _ => {}
    }
    match m.lock().unwrap().clone() {
        _ => println!("match clone {}", free(&m)),
    }
    let v = *m.lock().unwrap();
    println!("let copy {} {}", v, free(&m));
    let g = m.lock().unwrap();
    println!("let guard {}", free(&m));
    drop(g);
    println!("dropped {}", free(&m));
    {
        let _ = m.lock().unwrap();
        println!("let _ {}", free(&m));
    }
    {
        let _g = m.lock().unwrap();
        println!("let _g {}", free(&m));
    }
    println!("end {}", free(&m));
    while *m.lock().unwrap() < 4 {
        println!("while {}", free(&m));
        *m.lock().unwrap() += 1;
    }
    let mut n = 0;
    while let Ok(g) = m.try_lock() {
        let _x = *g;
        n += 1;
        println!("while let {}", free(&m));
        if n == 2 {
            break;
        }
    }
    println!("{}", tail(&m));
    let r = { T("blocktail").val() };
    println!("r {r}");
    let (tx, rx) = mpsc::channel();
    let rx = Arc::new(Mutex::new(rx));
    for i in 0..3 {
        tx.send(i).unwrap();
    }
    drop(tx);
    let job = rx.lock().unwrap().recv();
    println!("{:?} {}", job, rx.try_lock().is_ok());
    while let Ok(j) = rx.lock().unwrap().recv() {
        println!("job {j} {}", rx.try_lock().is_ok());
    }
    let len = {
        let map = Mutex::new(HashMap::from([(1, 2)]));
        let l = map.lock().unwrap().len();
        l
    };
    println!("{len}");
    fn lock_it(m: &Mutex<i32>) -> MutexGuard<'_, i32> {
        m.lock().unwrap()
    }
    {
        let mut g = lock_it(&m);
        *g = 10;
        println!("fn guard {}", free(&m));
    }
    println!("{} {}", m.lock().unwrap(), { T("arg").val() });
    println!("sum {}", *m.lock().unwrap() + T("operand").val());
    let rw = RwLock::new(vec![1, 2, 3]);
    for x in rw.read().unwrap().iter() {
        print!("{x} {} ", rw.try_write().is_err());
    }
    println!();
    let a = [T("a0"), T("a1")];
    let (x, _) = (T("x"), T("y"));
    let _keep = x;
    let b = a;
    drop(b);
    println!("last");
    let z = Some(T("z"));
    if let Some(ref t) = z
        && t.val() == 5
    {
        println!("chain");
    }
    let Some(_q) = z else { return };
    println!("end");
}
