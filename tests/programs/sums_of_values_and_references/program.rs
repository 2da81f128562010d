//! `Sum`, `Product` and `FromIterator` of a type for values beside those for references; the iterator decides.

use std::iter::{Product, Sum};
use std::ops::{Add, Mul};

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Cents(i64);

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Cents(self.0 + other.0)
    }
}

impl Mul for Cents {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Cents(self.0 * other.0)
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        println!("  sums values");
        iter.fold(Cents::default(), Add::add)
    }
}

impl<'a> Sum<&'a Cents> for Cents {
    fn sum<I: Iterator<Item = &'a Cents>>(iter: I) -> Self {
        println!("  sums references");
        iter.copied().sum()
    }
}

impl<'a> Product<&'a Cents> for Cents {
    fn product<I: Iterator<Item = &'a Cents>>(iter: I) -> Self {
        iter.fold(Cents(1), |a, b| a * *b)
    }
}

impl Product for Cents {
    fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Cents(1), |a, b| a * b)
    }
}

#[derive(Debug)]
struct Bag(Vec<String>);

impl FromIterator<String> for Bag {
    fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> Self {
        Bag(iter.into_iter().collect())
    }
}

impl<'a> FromIterator<&'a str> for Bag {
    fn from_iter<I: IntoIterator<Item = &'a str>>(iter: I) -> Self {
        Bag(iter.into_iter().map(|text| format!("&{text}")).collect())
    }
}

/// Only for references.
#[derive(Debug)]
struct Longest(usize);

impl<'a> Sum<&'a String> for Longest {
    fn sum<I: Iterator<Item = &'a String>>(iter: I) -> Self {
        Longest(iter.map(String::len).max().unwrap_or(0))
    }
}

fn total<'a>(all: impl IntoIterator<Item = &'a Cents>) -> Cents {
    all.into_iter().sum()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let all = vec![Cents(2), Cents(20), Cents(3)];
    println!("{:?}", all.iter().sum::<Cents>());
    println!("{:?}", all.iter().copied().filter(|it| it.0 < 10).sum::<Cents>());
    println!("{:?} {:?}", total(&all), total(&[]));
    let product: Cents = all.iter().product();
    println!("{product:?}");
    println!("{:?}", all.iter().map(|it| Cents(it.0 + 1)).product::<Cents>());
    let sums = tokio::spawn(async move { all.into_iter().sum::<Cents>() }).await;
    println!("{:?}", sums.unwrap());
    let texts = ["a", "bc"];
    println!("{:?}", texts.into_iter().collect::<Bag>());
    let bag: Bag = texts.iter().map(|text| text.to_string()).collect();
    println!("{bag:?} {:?}", bag.0.iter().sum::<Longest>());
    println!("{:?}", "x,y".split(',').collect::<Bag>());
}
