// main returning a Result: errors through `?` and From, printed with Debug on standard error, exit code 1.
use std::fmt;
use std::num::ParseIntError;
use std::thread;

#[derive(Debug)]
enum AppError {
    Parse(ParseIntError),
    Thread { name: String },
    TooSmall(i32, i32),
}

impl From<ParseIntError> for AppError {
    fn from(error: ParseIntError) -> Self {
        AppError::Parse(error)
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppError::Parse(e) => write!(f, "no number: {e}"),
            AppError::Thread { name } => write!(f, "thread {name} failed"),
            AppError::TooSmall(a, b) => write!(f, "{a} < {b}"),
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

fn parse_all(texts: &[&'static str]) -> Result<Vec<i32>, AppError> {
    let handles: Vec<_> = texts.iter().map(|text| { let text = *text; thread::spawn(move || text.trim().parse::<i32>()) }).collect();
    let mut numbers = Vec::new();
    for handle in handles {
        let parsed = handle.join().map_err(|_| AppError::Thread { name: "parser".into() })?;
        numbers.push(parsed?);
    }
    Ok(numbers)
}

fn at_least(numbers: &[i32], limit: i32) -> Result<i32, AppError> {
    let sum: i32 = numbers.iter().sum();
    if sum < limit { Err(AppError::TooSmall(sum, limit)) } else { Ok(sum) }
}

fn main() -> Result<(), AppError> {
    let numbers = parse_all(&["1", " 2 ", "3"])?;
    println!("{numbers:?}");
    println!("{}", at_least(&numbers, 5)?);
    match at_least(&numbers, 50) {
        Err(error @ AppError::TooSmall(..)) => println!("expected: {error}"),
        other => println!("{other:?}"),
    }
    if let Err(error) = parse_all(&["4", ""]) {
        use std::error::Error;
        println!("{error}; because: {}", error.source().map_or("?".to_string(), |s| s.to_string()));
    }
    eprintln!("about to fail");
    let rest = parse_all(&["12", "twelve"])?;
    println!("never {rest:?}");
    Ok(())
}
