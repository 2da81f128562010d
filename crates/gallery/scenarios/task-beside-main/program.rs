use std::time::Duration;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let handle = tokio::spawn(async {
        println!("task starts");
        sleep(Duration::from_secs(1)).await;
        println!("task exits");
    });
    println!("main works");
    sleep(Duration::from_secs(2)).await;
    handle.await.unwrap();
    println!("main is done");
}
