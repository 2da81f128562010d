// Own Deref, DerefMut, Index and IndexMut run where rustc calls them.

use std::ops::*;
struct Guard<'a> {
    v: &'a mut i32,
    reads: std::cell::Cell<u32>,
    writes: u32,
}
impl Deref for Guard<'_> {
    type Target = i32;
    fn deref(&self) -> &i32 {
        self.reads.set(self.reads.get() + 1);
        println!("deref");
        self.v
    }
}
impl DerefMut for Guard<'_> {
    fn deref_mut(&mut self) -> &mut i32 {
        self.writes += 1;
        println!("deref_mut");
        self.v
    }
}
struct W(Vec<i32>, usize);
impl Deref for W {
    type Target = Vec<i32>;
    fn deref(&self) -> &Vec<i32> {
        println!("W deref");
        &self.0
    }
}
impl DerefMut for W {
    fn deref_mut(&mut self) -> &mut Vec<i32> {
        println!("W deref_mut");
        self.1 += 1;
        &mut self.0
    }
}
struct G {
    cells: Vec<i32>,
    gets: std::cell::Cell<i32>,
    sets: i32,
}
impl Index<(usize, usize)> for G {
    type Output = i32;
    fn index(&self, (r, c): (usize, usize)) -> &i32 {
        println!("index {r} {c}");
        self.gets.set(self.gets.get() + 1);
        &self.cells[r * 2 + c]
    }
}
impl IndexMut<(usize, usize)> for G {
    fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut i32 {
        println!("index_mut {r} {c}");
        self.sets += 1;
        &mut self.cells[r * 2 + c]
    }
}
struct P {
    x: i32,
    name: String,
}
struct Holder {
    p: P,
}
impl Deref for Holder {
    type Target = P;
    fn deref(&self) -> &P {
        println!("H deref");
        &self.p
    }
}
impl DerefMut for Holder {
    fn deref_mut(&mut self) -> &mut P {
        println!("H deref_mut");
        &mut self.p
    }
}
impl P {
    fn show(&self) {
        println!("show {} {}", self.x, self.name);
    }
    fn bump(&mut self) {
        self.x += 1;
    }
}
fn inc(x: &mut i32) {
    *x += 10;
}
fn main() {
    let mut n = 1;
    {
        let mut g = Guard {
            v: &mut n,
            reads: Default::default(),
            writes: 0,
        };
        *g += 1;
        *g = *g * 2;
        inc(&mut g);
        inc(&mut *g);
        println!("{}", *g);
        let y = *g + 1;
        println!("{y}");
        {
            let r = &mut *g;
            *r += 1;
        }
        {
            let r = &*g;
            println!("{r}");
        }
        println!("{} {}", g.reads.get(), g.writes);
    }
    println!("{n}");
    let mut w = W(vec![1], 0);
    w.push(2);
    println!("{}", w.len());
    w[0] = 9;
    println!("{}", w[0]);
    for x in w.iter_mut() {
        *x += 1;
    }
    for x in w.iter() {
        println!("{x}");
    }
    w.sort();
    println!("{}", w.1);
    let mut g = G {
        cells: vec![0; 4],
        gets: Default::default(),
        sets: 0,
    };
    g[(0, 1)] = 5;
    g[(1, 1)] += g[(0, 1)];
    println!("{}", g[(1, 1)]);
    let r = &mut g[(1, 0)];
    *r = 3;
    let q = &g[(1, 0)];
    println!("{q} {}", g.gets.get());
    println!("{}", g.sets);
    inc(&mut g[(0, 0)]);
    println!("{:?}", g.cells);
    let mut h = Holder {
        p: P {
            x: 1,
            name: "n".into(),
        },
    };
    h.x = 5;
    h.x += 1;
    println!("{}", h.x);
    h.name.push('!');
    h.show();
    h.bump();
    h.show();
    let nm = &mut h.name;
    nm.push('?');
    println!("{}", h.name.len());
    if let P { x, .. } = &mut *h {
        *x = 100;
    }
    match &*h {
        P { x, name } => println!("{x} {name}"),
    }
    std::mem::swap(&mut h.x, &mut 3);
    h.p.show();
}
