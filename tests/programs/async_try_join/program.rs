// try_join! and ?: the first error ends the rest, whose values are dropped; all values when nothing fails.
use std::num::ParseIntError;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[derive(Debug)]
enum Error {
    Parse(ParseIntError),
    TooBig(u32),
}

impl From<ParseIntError> for Error {
    fn from(error: ParseIntError) -> Self {
        Error::Parse(error)
    }
}

struct Guard(String);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("  {} is released", self.0);
    }
}

async fn fetch(text: &str, ms: u64) -> Result<u32, Error> {
    let _guard = Guard(format!("{text:?}"));
    sleep(Duration::from_millis(ms)).await;
    let value: u32 = text.parse()?;
    if value > 100 { Err(Error::TooBig(value)) } else { Ok(value) }
}

async fn total(a: &str, b: &str, c: &str) -> Result<u32, Error> {
    let (a, b, c) = tokio::try_join!(fetch(a, 30), fetch(b, 10), fetch(c, 20))?;
    Ok(a + b + c)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    for (a, b, c) in [("1", "2", "3"), ("4", "five", "6"), ("7", "8", "900")] {
        let result = total(a, b, c).await;
        println!("{result:?} at {} ms", begin.elapsed().as_millis());
    }
    let sequential = async {
        let first = fetch("10", 5).await?;
        let second = fetch("20", 5).await?;
        Ok::<u32, Error>(first + second)
    };
    println!("{:?}", sequential.await);
}
