// Result: everyday methods, the question mark, own errors.
use std::fmt;
use std::num::ParseIntError;

#[derive(Debug)]
enum AppError {
    Parse(ParseIntError),
    Negative(i64),
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            AppError::Parse(e) => write!(f, "bad number: {e}"),
            AppError::Negative(n) => write!(f, "{n} is negative"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<ParseIntError> for AppError {
    fn from(e: ParseIntError) -> Self {
        AppError::Parse(e)
    }
}

fn parse(s: &str) -> Result<i64, AppError> {
    let n: i64 = s.trim().parse()?;
    if n < 0 {
        return Err(AppError::Negative(n));
    }
    Ok(n)
}

fn divide(a: i32, b: i32) -> Result<i32, String> {
    if b == 0 {
        Err("division by zero".to_string())
    } else {
        Ok(a / b)
    }
}

fn chain() -> Result<i32, String> {
    let x = divide(100, 5)?;
    let y = divide(x, 2)?;
    Ok(x + y)
}

fn boxed(s: &str) -> Result<i64, Box<dyn std::error::Error>> {
    let n = parse(s)?;
    if n == 13 {
        return Err("unlucky".into());
    }
    let m: i64 = "2".parse()?;
    Ok(n * m)
}

fn main() {
    println!("{:?} {:?}", divide(7, 2), divide(1, 0));
    println!("{:?} {:?}", divide(7, 2).ok(), divide(1, 0).err());
    println!("{} {}", divide(1, 0).is_err(), divide(4, 2).is_ok_and(|x| x == 2));
    println!("{} {}", divide(1, 0).unwrap_or(-1), divide(1, 0).unwrap_or_else(|e| e.len() as i32));
    println!("{:?}", divide(8, 2).map(|x| x * 10));
    println!("{:?}", divide(8, 0).map_err(|e| e.to_uppercase()));
    println!("{:?}", divide(8, 2).and_then(|x| divide(x, 2)));
    println!("{:?}", divide(8, 0).or_else(|_| divide(1, 1)));
    println!("{:?}", chain());
    for s in ["12", "x", "-4", ""] {
        match parse(s) {
            Ok(n) => println!("{n}"),
            Err(e) => println!("{e} / {e:?}"),
        }
    }
    for s in ["21", "13", "q"] {
        match boxed(s) {
            Ok(n) => println!("ok {n}"),
            Err(e) => println!("error {e}"),
        }
    }
    let all: Result<Vec<i32>, _> = "1 2 3".split(' ').map(|s| s.parse::<i32>()).collect();
    println!("{all:?}");
    let bad: Result<Vec<i32>, _> = "1 b 3".split(' ').map(|s| s.parse::<i32>()).collect();
    println!("{bad:?}");
    let total: Result<i32, String> = vec![Ok(1), Ok(2)].into_iter().sum();
    println!("{total:?}");
    let (good, wrong): (Vec<_>, Vec<_>) = ["1", "a", "2"].iter().map(|s| s.parse::<u8>()).partition(|r| r.is_ok());
    println!("{} {}", good.len(), wrong.len());
    let numbers: Vec<u8> = good.into_iter().map(Result::unwrap).collect();
    println!("{numbers:?}");
    println!("{:?}", ["1", "a", "2"].iter().flat_map(|s| s.parse::<u8>()).collect::<Vec<_>>());
    println!("{:?}", ["1", "a"].iter().filter_map(|s| s.parse::<u8>().ok()).collect::<Vec<_>>());
    let r: Result<i32, String> = Ok(3);
    if let Ok(x) = &r {
        println!("{x}");
    }
    println!("{:?} {:?}", r.as_ref().map(|x| x + 1), r.iter().count());
    println!("{}", r.map_or(0, |x| x * 2));
    println!("{:?}", Ok::<Option<i32>, String>(Some(1)).transpose());
    println!("{:?}", Ok::<i32, String>(1) == Ok(1));
    let e: Result<(), AppError> = Err(AppError::Negative(-1));
    println!("{}", e.unwrap_err());
}
