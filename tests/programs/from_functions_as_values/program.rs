// Conversions passed as functions: what they are given decides which `From` is meant, and numbers without a type take that of the only one there is.

use std::num::{ParseFloatError, ParseIntError};
use std::time::Duration;

#[derive(Debug)]
enum Value {
    Int(i64),
    Text(String),
    Time(Duration),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text + "!")
    }
}

impl From<Duration> for Value {
    fn from(time: Duration) -> Self {
        Value::Time(time)
    }
}

#[derive(Debug)]
enum Failure {
    Int(ParseIntError),
    Float(ParseFloatError),
    Other(String),
}

impl From<ParseIntError> for Failure {
    fn from(error: ParseIntError) -> Self {
        Failure::Int(error)
    }
}

impl From<ParseFloatError> for Failure {
    fn from(error: ParseFloatError) -> Self {
        Failure::Float(error)
    }
}

impl From<String> for Failure {
    fn from(error: String) -> Self {
        Failure::Other(error)
    }
}

#[derive(Debug)]
enum Only {
    Int(ParseIntError),
    Negative,
}

impl From<ParseIntError> for Only {
    fn from(error: ParseIntError) -> Self {
        Only::Int(error)
    }
}

fn positive(text: &str) -> Result<i32, Only> {
    let number: i32 = text.parse().map_err(Only::from)?;
    let checked = if number < 0 {
        Err(Only::Negative)
    } else {
        Ok(number)
    };
    checked.map_err(Only::from)
}

fn parse(text: &str) -> Result<f64, Failure> {
    if text.is_empty() {
        return Err("empty".to_string()).map_err(Failure::from);
    }
    let number = text.parse::<i32>().map_err(Failure::from)?;
    let sum: f64 = format!("{number}.{text}").parse().map_err(Failure::from)?;
    Ok(sum)
}

fn main() {
    let texts: Vec<Value> = "a;b".split(';').map(Value::from).collect();
    let numbers: Vec<Value> = vec![1, 2].into_iter().map(Value::from).collect();
    let owned: Vec<Value> = vec![String::from("x")]
        .into_iter()
        .map(Value::from)
        .collect();
    let times = [Duration::from_millis(3)].map(Value::from);
    println!("{texts:?} {numbers:?} {owned:?} {times:?}");
    let seven = 7;
    let into: Value = 8.into();
    println!(
        "{:?} {:?} {into:?}",
        Value::from(seven),
        Some(9).map(Value::from)
    );
    println!("{:?}", "x".parse::<i32>().map_err(Failure::from));
    println!("{:?}", "x".parse::<f32>().map_err(Failure::from));
    println!(
        "{:?}",
        "x".parse::<f32>()
            .map_err(<Failure as From<ParseFloatError>>::from)
    );
    println!("{:?} {:?} {:?}", parse(""), parse("1"), parse("z"));
    println!(
        "{:?} {:?} {:?}",
        positive("-1"),
        positive("q"),
        positive("2")
    );
    let make: fn(i64) -> Value = Value::from;
    println!("{:?}", make(3));
}
