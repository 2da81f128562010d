// Retries with exponential backoff and a limit for the whole, over a service that recovers.
use std::fmt;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

#[derive(Debug)]
enum Failure {
    Busy { retry_in: u64 },
    Broken(&'static str),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Busy { retry_in } => write!(f, "busy, try again in {retry_in} ms"),
            Failure::Broken(why) => write!(f, "broken: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

struct Service {
    begin: Instant,
    up_at: u64,
    calls: u32,
}

impl Service {
    async fn call(&mut self) -> Result<u32, Failure> {
        self.calls += 1;
        sleep(Duration::from_millis(5)).await;
        let now = self.begin.elapsed().as_millis() as u64;
        if self.up_at == 0 {
            Err(Failure::Broken("no such host"))
        } else if now < self.up_at {
            Err(Failure::Busy { retry_in: self.up_at - now })
        } else {
            Ok(self.calls)
        }
    }
}

async fn with_backoff(service: &mut Service) -> Result<u32, Box<dyn std::error::Error>> {
    let mut pause = Duration::from_millis(10);
    loop {
        match service.call().await {
            Ok(calls) => return Ok(calls),
            Err(error @ Failure::Broken(_)) => return Err(error.into()),
            Err(busy) => {
                println!("  {busy}; waiting {pause:?}");
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(80));
            }
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for up_at in [100, 400, 0] {
        println!("up at {up_at}");
        let mut service = Service { begin: Instant::now(), up_at, calls: 0 };
        let limit = Duration::from_millis(250);
        match timeout(limit, with_backoff(&mut service)).await {
            Ok(Ok(calls)) => println!("worked at call {calls}"),
            Ok(Err(error)) => println!("gave up: {error}"),
            Err(_) => println!("out of time after {} calls", service.calls),
        }
    }
}
