// Operators are the traits' methods, inherent methods of the same names are not.

use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq)]
struct V(i32);
impl V {
    fn add(self, o: V) -> V {
        V(self.0 * 100 + o.0)
    }
    fn neg(self) -> V {
        V(7)
    }
    fn eq(&self, _o: &V) -> bool {
        true
    }
    fn index(&self, i: usize) -> i32 {
        i as i32
    }
    fn cmp(&self, o: &V) -> i32 {
        self.0 - o.0
    }
}
impl Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V(self.0 + o.0)
    }
}
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V(-self.0)
    }
}
struct S {
    v: Vec<i32>,
}
impl S {
    fn index(&self, i: usize) -> i32 {
        -1
    }
    fn deref(&self) -> &'static str {
        "own"
    }
    fn next(&mut self) -> i32 {
        5
    }
    fn clone(&self) -> i32 {
        9
    }
    fn fmt(&self) -> String {
        "fmt".into()
    }
}
impl Index<usize> for S {
    type Output = i32;
    fn index(&self, i: usize) -> &i32 {
        &self.v[i]
    }
}
#[derive(Debug)]
struct C {
    n: u32,
}
impl C {
    fn next(&self) -> u32 {
        42
    }
}
impl Iterator for C {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        if self.n < 3 {
            self.n += 1;
            Some(self.n)
        } else {
            None
        }
    }
}
impl AddAssign<i32> for V {
    fn add_assign(&mut self, o: i32) {
        self.0 += o;
    }
}
impl V {
    fn add_assign(&mut self, o: i32) {
        self.0 += 1000 * o;
    }
    fn not(self) -> bool {
        true
    }
}
impl Not for V {
    type Output = V;
    fn not(self) -> V {
        V(!self.0)
    }
}
fn main() {
    let a = V(1);
    let b = V(2);
    println!("{:?} {:?}", a + b, a.add(b));
    println!("{:?} {:?}", -a, a.neg());
    println!("{} {}", a == b, a.eq(&b));
    let s = S { v: vec![10, 20] };
    println!("{} {} {}", s[1], s.index(1), s.deref());
    println!("{} {}", s.clone(), s.fmt());
    let c = C { n: 0 };
    println!("{}", c.next());
    for x in c {
        print!("{x} ");
    }
    println!();
    let mut m = V(3);
    m += 2;
    println!("{m:?}");
    m.add_assign(1);
    println!("{m:?}");
    println!("{:?} {}", !m, m.not());
    println!("{}", a.cmp(&b));
}
