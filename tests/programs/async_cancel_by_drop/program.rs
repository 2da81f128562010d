// Cancellation by drop: what a task holds is dropped where it stands, in reverse order.
use std::time::Duration;
use tokio::time::{sleep, timeout};

struct Step(&'static str);

impl Drop for Step {
    fn drop(&mut self) {
        println!("  cleaning up {}", self.0);
    }
}

async fn deploy() -> &'static str {
    let _lock = Step("lock file");
    println!("  uploading");
    sleep(Duration::from_millis(40)).await;
    let _upload = Step("upload");
    println!("  migrating");
    migrate().await;
    println!("  switching over");
    "deployed"
}

async fn migrate() {
    let _transaction = Step("transaction");
    sleep(Duration::from_millis(40)).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for limit in [20, 60, 100] {
        println!("limit {limit} ms");
        match timeout(Duration::from_millis(limit), deploy()).await {
            Ok(word) => println!("-> {word}"),
            Err(error) => println!("-> {error}"),
        }
    }
    println!("aborted from outside");
    let task = tokio::spawn(deploy());
    sleep(Duration::from_millis(50)).await;
    task.abort();
    println!("-> cancelled: {}", task.await.unwrap_err().is_cancelled());
}
