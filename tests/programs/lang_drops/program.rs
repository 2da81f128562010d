// When values are dropped: scopes, temporaries, arguments, moves, early returns.
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
impl D {
    fn get(&self) -> i32 { 1 }
    fn me(self) -> D { self }
}
fn make(n: &'static str) -> D { println!("make {n}"); D(n) }
struct Pair { a: D, b: D }
fn tail() -> i32 {
    let _x = D("local");
    make("temp").get()
}
fn early(n: i32) -> Option<i32> {
    let _a = D("a");
    let _b = D("b");
    if n == 0 { return None; }
    let v = if n == 1 { None } else { Some(n) };
    let w = v?;
    let _c = D("c");
    Some(w)
}
fn args(_x: D, _: D, y: D) { println!("in args"); let _l = D("l"); drop(y); }
fn main() {
    let _a = D("1");
    let b = D("2");
    let _ = D("3");
    let _ = &b;
    make("stmt");
    make("stmt2").get();
    {
        let c = D("4");
        let _d = D("5");
        let _moved = c;
        println!("end of block");
    }
    let p = Pair { a: D("pa"), b: D("pb") };
    let Pair { a, .. } = p;
    println!("took a");
    drop(a);
    println!("match");
    match make("scrut").get() {
        1 => println!("arm"),
        _ => {}
    }
    println!("if let");
    if let Some(_x) = Some(make("iflet")).as_ref() { println!("in iflet"); } else { println!("else"); }
    if let Some(_x) = Some(make("iflet2")).as_ref().filter(|_| false) { println!("in iflet"); } else { println!("else"); }
    println!("tail {}", tail());
    println!("{:?}", early(0));
    println!("{:?}", early(1));
    println!("{:?}", early(2));
    args(D("x"), D("y"), D("z"));
    let mut v = D("old");
    println!("assign");
    v = D("new");
    println!("assigned");
    let v = D("shadow");
    println!("shadowed");
    for i in 0..3 {
        let _l = D("loop");
        if i == 1 { continue; }
        if i == 2 { break; }
        println!("i {i}");
    }
    let x = &make("extended");
    println!("x {}", x.0);
    let t = (D("t0"), D("t1"));
    let (t0, _) = t;
    println!("partial");
    drop(t0);
    let boxed: Box<D> = Box::new(D("boxed"));
    let opt = Some(D("opt"));
    drop(opt);
    let vec = vec![D("v0"), D("v1")];
    drop(vec);
    let c = move || { println!("closure has {}", boxed.0); };
    c();
    println!("called");
    drop(c);
    let y = loop { let _g = D("g"); break make("broken").me(); };
    println!("y {}", y.0);
    let _z = { let _i = D("i"); make("blockval") };
    println!("end");
}
