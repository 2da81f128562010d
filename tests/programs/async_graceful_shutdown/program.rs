// Graceful shutdown: a watch channel says stop, workers finish what they hold, main waits for all of them.
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep};

async fn worker(id: u32, mut stop: watch::Receiver<bool>, done: mpsc::Sender<(u32, u32)>) {
    let mut finished = 0;
    loop {
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => break,
            _ = sleep(Duration::from_millis(10)) => {}
        }
        // A job that has begun is not cancelled.
        sleep(Duration::from_millis(u64::from(id) * 7)).await;
        finished += 1;
    }
    done.send((id, finished)).await.unwrap();
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let (stop, stopped) = watch::channel(false);
    let (done, mut all_done) = mpsc::channel(1);
    for id in 1..=3 {
        tokio::spawn(worker(id, stopped.clone(), done.clone()));
    }
    drop((stopped, done));
    sleep(Duration::from_millis(60)).await;
    println!("{} ms: stop", begin.elapsed().as_millis());
    stop.send(true).unwrap();
    while let Some((id, finished)) = all_done.recv().await {
        println!("{} ms: worker {id} stopped after {finished} jobs", begin.elapsed().as_millis());
    }
    stop.closed().await;
    println!("nobody listens any more");
}
