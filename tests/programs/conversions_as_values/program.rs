// From::from, Into::into and friends as function values.
use std::fmt;
use std::num::ParseIntError;
#[derive(Debug)]
enum AppError {
    Parse(ParseIntError),
    Neg(i64),
    Io(String),
}
impl From<ParseIntError> for AppError {
    fn from(e: ParseIntError) -> Self {
        AppError::Parse(e)
    }
}
impl From<String> for AppError {
    fn from(e: String) -> Self {
        AppError::Io(e)
    }
}
impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            AppError::Parse(e) => write!(f, "parse: {e}"),
            AppError::Neg(n) => write!(f, "negative: {n}"),
            AppError::Io(s) => write!(f, "io: {s}"),
        }
    }
}
impl std::error::Error for AppError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            AppError::Parse(e) => Some(e),
            _ => None,
        }
    }
}
fn read(s: &str) -> Result<i64, AppError> {
    let n: i64 = s.trim().parse().map_err(AppError::from)?;
    if n < 0 {
        return Err(AppError::Neg(n));
    }
    Ok(n)
}
fn read2(s: &str) -> Result<i64, AppError> {
    s.parse::<i64>().map_err(From::from)
}
fn read3(s: &str) -> Result<u8, Box<dyn std::error::Error>> {
    s.parse::<u8>().map_err(Into::into)
}
fn read4(s: &str) -> Result<u8, Box<dyn std::error::Error>> {
    s.parse::<u8>().map_err(Box::from)
}
fn read5(ok: bool) -> Result<(), AppError> {
    if ok { Ok(()) } else { Err("late".to_string())? }
}
#[derive(Debug, Clone, PartialEq)]
struct Meters(f64);
impl From<f64> for Meters {
    fn from(x: f64) -> Self {
        Meters(x)
    }
}
impl From<Meters> for f64 {
    fn from(m: Meters) -> f64 {
        m.0
    }
}
fn main() {
    for s in ["12", "-4", "x", ""] {
        match read(s) {
            Ok(n) => println!("ok {n}"),
            Err(e) => {
                println!("{e} / {e:?} / {}", std::error::Error::source(&e).is_some());
            }
        }
    }
    println!("{:?} {:?}", read2("7"), read2("q"));
    println!("{:?}", read3("300").map_err(|e| e.to_string()));
    println!("{:?}", read4("abc").map_err(|e| e.to_string()));
    println!("{:?} {:?}", read5(true), read5(false));
    let words: Vec<String> = ["a", "b"].iter().copied().map(Into::into).collect();
    println!("{words:?}");
    let words: Vec<String> = ["a", "b"].into_iter().map(String::from).collect();
    println!("{words:?}");
    let ms: Vec<Meters> = vec![1.0, 2.5].into_iter().map(Meters::from).collect();
    println!("{ms:?}");
    let ms: Vec<Meters> = vec![1.0, 2.5].into_iter().map(Into::into).collect();
    let back: Vec<f64> = ms.iter().cloned().map(f64::from).collect();
    println!(
        "{back:?} {}",
        ms.into_iter().map(Into::<f64>::into).sum::<f64>()
    );
    let wide: Vec<u64> = vec![1u8, 2, 3].into_iter().map(u64::from).collect();
    println!("{wide:?}");
    let o: Option<String> = Some("x").map(Into::into);
    println!("{o:?} {:?}", Some("y").map(ToString::to_string));
    let lens: Vec<usize> = words.iter().map(String::len).collect();
    println!(
        "{lens:?} {:?}",
        words
            .iter()
            .map(String::as_str)
            .collect::<Vec<&str>>()
            .concat()
    );
    let d: Vec<i32> = std::iter::repeat_with(Default::default).take(3).collect();
    println!(
        "{d:?} {:?}",
        Option::<i32>::None.unwrap_or_else(Default::default)
    );
    let c: Vec<i32> = ["1", "2"]
        .iter()
        .map(|s| s.parse())
        .collect::<Result<_, _>>()
        .unwrap();
    println!(
        "{c:?} {:?}",
        ["4", "z"]
            .iter()
            .map(|s| s.parse::<i32>())
            .filter_map(Result::ok)
            .collect::<Vec<_>>()
    );
    println!(
        "{:?}",
        [Some(3), None, Some(1)]
            .into_iter()
            .flatten()
            .map(i64::from)
            .max()
    );
    println!(
        "{:?}",
        ["b", "a"]
            .iter()
            .map(ToOwned::to_owned)
            .map(str::to_uppercase)
            .collect::<Vec<_>>()
    );
}
