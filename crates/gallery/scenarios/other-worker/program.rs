use std::time::Duration;
use tokio::time::sleep;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let napper = tokio::spawn(async {
        let length = Duration::from_millis(30);
        for nap in 1..=3 {
            sleep(length).await;
            cpu::work(Duration::from_millis(10));
            println!("nap {nap} is over");
        }
    });
    let mut busy = Vec::new();
    for id in 1..=2 {
        let task = tokio::spawn(async move {
            let part = Duration::from_millis(40);
            cpu::work(part * id);
            println!("busy {id} is done");
        });
        busy.push(task);
    }
    napper.await.unwrap();
    for task in busy {
        task.await.unwrap();
    }
}
