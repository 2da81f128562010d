//! One worker: what a task spawns last is polled first, three times in a row at most.

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
pub async fn main() {
    let parent = tokio::spawn(async {
        let children: Vec<_> = (0..6)
            .map(|n| {
                tokio::spawn(async move {
                    println!("child {n}");
                    if n % 2 == 0 {
                        tokio::spawn(async move { println!("grandchild {n}") });
                    }
                    tokio::task::yield_now().await;
                    println!("child {n} again");
                })
            })
            .collect();
        println!("parent");
        for child in children {
            child.await.unwrap();
        }
    });
    parent.await.unwrap();
}
