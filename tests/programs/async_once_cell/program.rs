// OnceCell: many ask, one initialises; a cancelled or failed attempt leaves it to the next.
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::time::{sleep, timeout};

static CONNECTION: OnceCell<String> = OnceCell::const_new();

async fn connect(by: &str) -> String {
    println!("{by} connects");
    sleep(Duration::from_millis(30)).await;
    format!("connection of {by}")
}

async fn ask(by: &'static str) {
    let connection = CONNECTION.get_or_init(|| connect(by)).await;
    println!("{by} uses the {connection}");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("{:?}", CONNECTION.get());
    let hasty = timeout(Duration::from_millis(10), ask("hasty")).await;
    println!("hasty gave up: {}", hasty.is_err());
    tokio::join!(ask("ann"), ask("ben"), ask("cem"));
    println!("{}", CONNECTION.initialized());

    let cell: OnceCell<u32> = OnceCell::new();
    let failed = cell.get_or_try_init(|| async { "x7".parse::<u32>() }).await;
    println!("{failed:?}");
    let worked = cell.get_or_try_init(|| async { "7".parse::<u32>() }).await;
    println!("{worked:?} {:?}", cell.set(8).is_err());
}
