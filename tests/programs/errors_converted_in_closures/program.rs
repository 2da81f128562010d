// `?` in closures and `async` blocks whose result is not written converts errors to the type that is found for it.

use std::error::Error;
use std::fmt;
use std::num::ParseIntError;

#[derive(Debug)]
enum AppError {
    Parse(ParseIntError),
    Empty,
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppError::Parse(e) => write!(f, "bad number: {e}"),
            AppError::Empty => f.write_str("empty"),
        }
    }
}
impl Error for AppError {}
impl From<ParseIntError> for AppError {
    fn from(e: ParseIntError) -> Self {
        AppError::Parse(e)
    }
}

fn checked(text: &str) -> Result<&str, AppError> {
    if text.is_empty() {
        Err(AppError::Empty)
    } else {
        Ok(text)
    }
}

async fn retry<T, E: fmt::Display, F, Fut>(times: u32, mut op: F) -> Result<T, E>
where
    F: FnMut(u32) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    let mut n = 0;
    loop {
        n += 1;
        match op(n).await {
            Err(e) if n < times => println!("try {n}: {e}"),
            other => return other,
        }
    }
}

fn later(text: &str) -> impl Future<Output = Result<i32, AppError>> + '_ {
    async move { Ok(checked(text)?.parse::<i32>()? + 1) }
}

fn boxed(text: String) -> std::pin::Pin<Box<dyn Future<Output = Result<u8, Box<dyn Error>>>>> {
    Box::pin(async move {
        let n: u8 = text.parse()?;
        if n > 9 {
            return Err("too large".into());
        }
        Ok(n)
    })
}

#[tokio::main]
async fn main() {
    let one = async { Ok::<i32, AppError>("x".parse::<i32>()?) };
    println!("{:?}", one.await);
    let two: Result<i32, AppError> = async {
        let n: i32 = "".parse()?;
        Ok(n)
    }
    .await;
    println!("{two:?}");
    println!("{:?} {:?}", later("4").await, later("four").await);
    println!(
        "{:?}",
        boxed("12".to_string()).await.map_err(|e| e.to_string())
    );
    println!(
        "{:?}",
        boxed("1x".to_string()).await.map_err(|e| e.to_string())
    );
    let got: Result<u32, AppError> = retry(3, |n| async move {
        let text = ["", "x1", "7"][n as usize - 1];
        Ok(checked(text)?.parse()?)
    })
    .await;
    println!("{got:?}");
    let task: tokio::task::JoinHandle<Result<i32, AppError>> =
        tokio::spawn(async { Ok("5x".parse::<i32>()?) });
    println!("{}", task.await.unwrap().unwrap_err());
    let task = tokio::spawn(async {
        let n: i32 = "6".parse()?;
        Ok::<_, AppError>(n)
    });
    println!("{:?}", task.await.unwrap());
    let sum = || {
        let mut sum = 0;
        for t in ["1", "b"] {
            sum += checked(t)?.parse::<i32>()?;
        }
        Ok(sum)
    };
    let sum: Result<i32, AppError> = sum();
    println!("{sum:?}");
    let all: Result<Vec<i32>, AppError> = "1 2 z"
        .split(' ')
        .map(|t| Ok(checked(t)?.parse::<i32>()?))
        .collect();
    println!("{all:?}");
    let same = (|| -> Result<i32, AppError> { Ok("q".parse::<i32>()?) })();
    println!("{same:?}");
    let whole: Result<(), Box<dyn Error + Send + Sync>> =
        tokio::time::timeout(std::time::Duration::from_millis(5), async {
            checked("")?;
            Ok(())
        })
        .await
        .unwrap();
    println!("{}", whole.unwrap_err());
    let opt = (|| {
        let c = "ab".chars().nth(1)?;
        Some(c)
    })();
    println!("{opt:?}");
}
