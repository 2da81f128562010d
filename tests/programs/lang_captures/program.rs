// Closures capture places: fields of fields, by value and by reference, and drop them in order.
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
struct In {
    b: D,
    c: D,
    n: i32,
}
struct Out {
    a: In,
    z: D,
    list: Vec<i32>,
}
struct Machine {
    state: In2,
    log: Vec<String>,
}
struct In2 {
    count: i32,
    name: String,
}
impl Machine {
    fn run(&mut self) {
        let mut f = || {
            self.state.count += 1;
        };
        self.log.push("a".into());
        f();
        let g = |s: &str| s.len() as i32 + self.state.count;
        self.log.push(self.state.name.clone());
        println!("{} {:?}", g("abc"), self.log);
        let name = &self.state.name;
        self.log.iter_mut().for_each(|l| l.push_str(name));
        println!("{:?}", self.log);
    }
}
fn main() {
    let o = Out {
        a: In {
            b: D("b"),
            c: D("c"),
            n: 1,
        },
        z: D("z"),
        list: vec![1],
    };
    {
        let f = move || {
            let _x = &o.a.b;
            println!("in f");
        };
        f();
        println!("after f");
    }
    println!("z still {}", o.z.0);
    println!("c still {}", o.a.c.0);
    let mut t = ((1, String::from("x")), 2);
    let mut inc = || t.0.0 += 1;
    println!("{}", t.0.1);
    inc();
    println!("{:?}", t);
    let mut m = Machine {
        state: In2 {
            count: 0,
            name: "nm".into(),
        },
        log: vec![],
    };
    m.run();
    let x = D("x");
    let y = D("y");
    let c = move || {
        println!("{} {}", y.0, x.0);
    };
    c();
    let d1 = D("d1");
    let d2 = D("d2");
    let d3 = D("d3");
    let c2 = move || {
        let _a = (&d3, &d1, &d2);
    };
    drop(c2);
    let data = Out {
        a: In {
            b: D("ib"),
            c: D("ic"),
            n: 5,
        },
        z: D("iz"),
        list: vec![1, 2],
    };
    let h = std::thread::spawn(move || {
        println!("n {} {}", data.a.n, data.list.len());
    });
    h.join().unwrap();
    println!("end {}", data.z.0);
    let bx = Box::new((D("t0"), D("t1")));
    let k = move || {
        let _q = &bx.0;
    };
    drop(k);
    let tup = (D("u0"), D("u1"));
    let k = || {
        let q = tup.0;
        println!("took {}", q.0);
    };
    k();
    println!("left {}", tup.1.0);
    let cl = {
        let s = String::from("own");
        let n = 3;
        move || format!("{s}{n}")
    };
    println!("{}", cl());
}
