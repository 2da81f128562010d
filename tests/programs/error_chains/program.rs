// Box<dyn Error> through several levels of ?: From, source, downcasts, errors out of threads.
use std::error::Error; use std::fmt; use std::num::ParseIntError;
#[derive(Debug)] enum AppError { Parse(ParseIntError), Neg(i64), Io(String) }
impl fmt::Display for AppError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match self { AppError::Parse(e) => write!(f, "parse error: {e}"), AppError::Neg(n) => write!(f, "negative: {n}"), AppError::Io(s) => write!(f, "io: {s}") } } }
impl Error for AppError { fn source(&self) -> Option<&(dyn Error + 'static)> { match self { AppError::Parse(e) => Some(e), _ => None } } }
impl From<ParseIntError> for AppError { fn from(e: ParseIntError) -> Self { AppError::Parse(e) } }
fn parse(s: &str) -> Result<i64, AppError> { let n: i64 = s.parse()?; if n < 0 { return Err(AppError::Neg(n)); } Ok(n) }
fn level1(s: &str) -> Result<i64, Box<dyn Error>> { let n = parse(s)?; if n == 7 { return Err("seven".into()); } if n == 8 { Err(format!("eight {n}"))?; } if n == 9 { return Err(Box::from("nine")); } if n == 10 { return Err(From::from("ten")); } Ok(n) }
fn level2(s: &str) -> Result<i64, Box<dyn Error>> { let n = level1(s)?; Ok(n * 2) }
fn level3(s: &str) -> Result<i64, Box<dyn Error + Send + Sync>> { s.parse::<i64>().map_err(|e| e.into()) }
fn chain(e: &dyn Error) -> String { let mut s = e.to_string(); let mut cur = e.source(); while let Some(c) = cur { s += &format!(" <- {c}"); cur = c.source(); } s }
fn main() {
    for s in ["12", "x", "-5", "7", "8", "9", "10", ""] {
        match level2(s) {
            Ok(n) => println!("{s} ok {n}"),
            Err(e) => { match e.downcast_ref::<AppError>() { Some(AppError::Parse(p)) => println!("app parse {p:?}"), Some(o) => println!("app other {o}"), None => println!("plain {e} {:?}", e.to_string()) } println!("  chain {}", chain(e.as_ref())); }
        }
    }
    match level2("-1") { Err(e) => match e.downcast::<AppError>() { Ok(b) => println!("boxed {b}"), Err(e) => println!("not {e}") }, _ => {} }
    println!("{:?}", level3("q").map_err(|e| e.to_string())); println!("{:?}", level3("q").unwrap_err().downcast_ref::<ParseIntError>().is_some());
    let r: Result<Vec<i64>, _> = "1,2,z".split(',').map(parse).collect(); println!("{}", r.unwrap_err());
    let opt: Option<i32> = None; println!("{}", opt.ok_or_else(|| AppError::Io("gone".into())).unwrap_err());
    let e: Box<dyn Error> = Box::new(AppError::Neg(1)); println!("{} {e:?}", e.is::<AppError>());
    let t = std::thread::spawn(|| -> Result<u8, Box<dyn Error + Send + Sync>> { let n: u8 = "300".parse()?; Ok(n) }); match t.join().unwrap() { Ok(n) => println!("{n}"), Err(e) => println!("thread: {e}") }
}
