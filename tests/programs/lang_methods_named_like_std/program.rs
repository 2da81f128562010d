// Methods of the program's own types and traits that are called as std's conversions are: `sum`, `collect`, `parse`,
// `into`, `default`, `is`; declared by types, given by traits, overridden, behind `dyn` and type parameters, as values.

use std::fmt::Debug;

trait Totals {
    fn numbers(&self) -> Vec<u32>;
    fn sum(&self) -> u32 {
        let mut all = 0;
        for n in self.numbers() {
            all += n;
        }
        all
    }
    fn collect(&self, extra: u32) -> Vec<u32> {
        let mut v = self.numbers();
        v.push(extra);
        v
    }
}

struct A;

impl Totals for A {
    fn numbers(&self) -> Vec<u32> {
        vec![1, 2, 3]
    }
}

struct B;

impl Totals for B {
    fn numbers(&self) -> Vec<u32> {
        vec![4]
    }
    fn sum(&self) -> u32 {
        100
    }
}

trait Named {
    fn parse(self) -> String
    where
        Self: Sized,
    {
        "default".to_string()
    }
}

impl Named for A {}

fn total(it: &dyn Totals) -> u32 {
    it.sum()
}

fn total_of<T: Totals>(it: &T) -> u32 {
    Totals::sum(it) + T::sum(it)
}

struct W(u32);

impl W {
    fn sum(&self) -> u32 {
        self.0 + 1
    }
    fn parse(self, more: u32) -> u32 {
        self.0 + more
    }
    fn is(&self, other: &W) -> bool {
        self.0 == other.0
    }
}

trait Describe: Debug {
    fn into(self) -> String
    where
        Self: Sized,
    {
        format!("{self:?}!")
    }
    fn default(&self) -> String {
        format!("default of {self:?}")
    }
    fn product(&self, by: u32) -> u32 {
        self.size() * by
    }
    fn size(&self) -> u32;
}

#[derive(Debug)]
struct Box3 {
    side: u32,
}

impl Describe for Box3 {
    fn size(&self) -> u32 {
        self.side.pow(3)
    }
}

impl Describe for u32 {
    fn size(&self) -> u32 {
        *self
    }
    fn product(&self, by: u32) -> u32 {
        self + by
    }
}

trait Make {
    fn make(n: u32) -> Self;
    fn collect(&self) -> u32 {
        7
    }
}

impl<T: Describe> Make for Vec<T> {
    fn make(_: u32) -> Self {
        Vec::new()
    }
}

fn apply<F: Fn(&W) -> u32>(f: F, w: &W) -> u32 {
    f(w)
}

fn totals() {
    println!("{} {:?}", A.sum(), A.collect(9));
    println!("{} {:?}", B.sum(), B.collect(8));
    println!("{} {}", total(&A), total(&B));
    println!("{} {}", total_of(&A), total_of(&B));
    println!("{}", A.parse());
    let f = A::sum;
    println!("{}", f(&A));
    let all: u32 = vec![A.sum(), B.sum()].into_iter().sum();
    println!("{all}");
}

fn named() {
    println!("{} {}", apply(W::sum, &W(4)), W(4).is(&W(4)));
    let all: Vec<u32> = vec![W(1), W(2)].iter().map(W::sum).collect();
    println!("{all:?} {}", W(3).parse(4));
    let b = Box3 { side: 2 };
    println!("{} {}", Describe::default(&b), b.product(3));
    let shapes: Vec<Box<dyn Describe>> = vec![Box::new(Box3 { side: 1 }), Box::new(5u32)];
    let sizes: Vec<u32> = shapes.iter().map(|s| s.product(2)).collect();
    println!("{sizes:?}");
    let totals: Vec<u32> = [3u32, 4].iter().map(|n| Describe::product(n, 1)).collect();
    println!("{totals:?}");
    println!("{}", Describe::into(b));
    let v = <Vec<u32> as Make>::make(3);
    println!("{}", Make::collect(&v));
    let g = <u32 as Describe>::product;
    println!("{}", g(&1, 2));
    let h = Box3::size;
    println!("{}", h(&Box3 { side: 3 }));
}

fn main() {
    totals();
    named();
}
