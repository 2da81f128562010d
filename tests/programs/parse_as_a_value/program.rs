// `str::parse` as a value: what it makes is told by its result, also where the program says how that is made.

use std::fmt::Debug;
use std::str::FromStr;

fn all<T: FromStr>(text: &str) -> Vec<T> {
    text.split(' ')
        .map(str::parse)
        .filter_map(Result::ok)
        .collect()
}

fn first<T>(text: &str) -> Result<T, T::Err>
where
    T: FromStr,
    T::Err: Debug,
{
    text.split(' ').next().map(str::parse).unwrap()
}

#[derive(Debug, PartialEq)]
struct Even(u32);

impl FromStr for Even {
    type Err = String;
    fn from_str(text: &str) -> Result<Even, String> {
        match text.parse::<u32>() {
            Ok(n) if n % 2 == 0 => Ok(Even(n)),
            other => Err(format!("{other:?}")),
        }
    }
}

fn with<T, E>(text: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
    parse(text).ok()
}

fn main() {
    let seven: Option<u8> = with("7", str::parse);
    let half: fn(&str) -> Result<f64, std::num::ParseFloatError> = str::parse;
    println!("{seven:?} {:?}", half("0.5"));
    println!("{:?} {:?}", all::<i32>("1 b 3"), all::<f64>("1 b 3"));
    println!("{:?} {:?}", first::<u8>("300 1"), first::<char>("x y"));
    let evens: Vec<Result<Even, String>> = "2 3 x".split(' ').map(str::parse).collect();
    println!("{evens:?}");
    let evens: Vec<Even> = all("2 3 4");
    println!("{evens:?}");
    let sum: i32 = ["1", "2"]
        .iter()
        .copied()
        .map(str::parse::<i32>)
        .map(Result::unwrap)
        .sum();
    println!("{sum}");
    let one: Result<i64, _> = str::parse("12");
    println!("{one:?}");
}
