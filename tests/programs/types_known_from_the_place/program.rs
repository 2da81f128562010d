//! Types that only the place of a value tells: what is joined and summed up, the fields of variants, arrays by their pattern.

use futures::future::try_join_all;
use std::borrow::Cow;
use std::num::ParseIntError;
#[derive(Debug, Clone, Copy)]
struct Cents(i64);
impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(i: I) -> Self {
        i.fold(Cents(0), |a, b| Cents(a.0 + b.0))
    }
}
async fn price(n: i64) -> Result<Cents, String> {
    Ok(Cents(n))
}
async fn total(v: Vec<i64>) -> Result<Cents, String> {
    Ok(try_join_all(v.into_iter().map(price))
        .await?
        .into_iter()
        .sum())
}
#[derive(Debug)]
enum E {
    Parse(Box<str>),
    Missing { sku: Cow<'static, str> },
    Other(Cow<'static, str>),
}
impl From<ParseIntError> for E {
    fn from(_: ParseIntError) -> Self {
        E::Parse("no".into())
    }
}
fn num(s: &str) -> Result<i32, E> {
    Ok(s.parse::<i32>()?)
}
fn main() {
    println!("{:?}", futures::executor::block_on(total(vec![1, 2])));
    println!(
        "{:?}",
        E::Missing {
            sku: "s".to_string().into()
        }
    );
    println!("{:?} {:?}", E::Missing { sku: "s".into() }, num("x"));
    println!("{:?}", E::Other(String::from("o").into()));
    let [name, price] = "tea 2.50"
        .split(' ')
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    println!("{name}: {price}");
    let [a, b, c] = (1..4)
        .collect::<Vec<i32>>()
        .try_into()
        .unwrap_or_else(|v: Vec<i32>| panic!("{v:?}"));
    println!("{}", a + b + c);
}
