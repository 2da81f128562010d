//! Two workers, two tasks that yield: any mixture of their lines.

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
pub async fn main() {
    let tasks = ["a", "b"].map(|name| {
        tokio::spawn(async move {
            for n in 0..3 {
                println!("{name}{n}");
                tokio::task::yield_now().await;
            }
        })
    });
    println!("spawned");
    for task in tasks {
        task.await.unwrap();
    }
    println!("joined");
}
