// The order in which compound assignment evaluates its sides.

use std::ops::*;
fn p(s: &str, v: i32) -> i32 {
    println!("{s}");
    v
}
fn i(s: &str, v: usize) -> usize {
    println!("{s}");
    v
}
#[derive(Debug, Clone, Copy)]
struct N(i32);
impl AddAssign<i32> for N {
    fn add_assign(&mut self, o: i32) {
        println!("add_assign");
        self.0 += o;
    }
}
impl Add<i32> for N {
    type Output = N;
    fn add(self, o: i32) -> N {
        println!("add");
        N(self.0 + o)
    }
}
fn arr<'a>(s: &str, v: &'a mut [i32; 3]) -> &'a mut [i32; 3] {
    println!("{s}");
    v
}
fn narr<'a>(s: &str, v: &'a mut [N; 2]) -> &'a mut [N; 2] {
    println!("{s}");
    v
}
struct Acc {
    total: i32,
}
impl Acc {
    fn next(&mut self) -> i32 {
        self.total += 1;
        self.total
    }
    fn slot(&mut self) -> &mut i32 {
        println!("slot");
        &mut self.total
    }
}
fn main() {
    let mut a = [1, 2, 3];
    a[i("index", 1)] += p("rhs", 5);
    arr("arr", &mut a)[i("idx", 0)] *= p("right", 4);
    println!("{a:?}");
    let mut n = [N(1), N(2)];
    n[i("nindex", 1)] += p("nrhs", 5);
    narr("narr", &mut n)[i("nidx", 0)] += p("nright", 4);
    println!("{n:?}");
    a[i("ai", 2)] = p("av", 8);
    println!("{a:?}");
    let mut x = 1;
    x += {
        x = 10;
        5
    };
    println!("{x}");
    let mut acc = Acc { total: 0 };
    *acc.slot() += p("r", 3);
    let t = acc.next() + acc.next() * acc.next();
    println!("{t}");
    let mut s = String::from("a");
    s += {
        println!("str");
        "b"
    };
    println!("{s}");
    let mut v = vec![1, 2, 3];
    v[i("vi", 0)] += p("vr", 1);
    println!("{v:?}");
    let mut q = vec![String::from("x")];
    q[i("qi", 0)] += {
        println!("qr");
        "z"
    };
    println!("{q:?}");
    let mut d = std::time::Duration::ZERO;
    d += std::time::Duration::from_millis(3);
    println!("{d:?}");
}
