// A name of the program's own for std's `Result`: `type Result<T> = std::result::Result<T, Error>`.
use std::fmt;
use std::thread;

type Result<T> = std::result::Result<T, Trouble>;

#[derive(Debug, Clone, PartialEq)]
enum Trouble {
    Empty,
    NotANumber(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Empty => write!(f, "nothing to double"),
            Trouble::NotANumber(text) => write!(f, "`{text}` is not a number"),
        }
    }
}

impl std::error::Error for Trouble {}

fn doubled(words: &[&str]) -> Result<i64> {
    let first = words.first().ok_or(Trouble::Empty)?;
    let number: i64 = first
        .parse()
        .map_err(|_| Trouble::NotANumber(first.to_string()))?;
    Ok(2 * number)
}

fn tell(result: Result<i64>) {
    match result {
        Ok(number) => println!("doubled: {number}"),
        Err(trouble) => println!("error: {trouble}"),
    }
}

fn main() {
    for words in [vec!["21", "x"], vec![], vec!["tofu"]] {
        let handle = thread::spawn(move || doubled(&words));
        tell(handle.join().unwrap());
    }
}
