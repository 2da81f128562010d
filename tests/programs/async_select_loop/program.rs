// select! in a loop: jobs, a ticker and a stop signal, served as they come.
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, interval, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let (tx, mut jobs) = mpsc::channel::<&str>(4);
    let (stop, mut stopped) = oneshot::channel::<&str>();
    tokio::spawn(async move {
        for (pause, job) in [(15, "parse"), (30, "compile"), (10, "test")] {
            sleep(Duration::from_millis(pause)).await;
            tx.send(job).await.unwrap();
        }
        sleep(Duration::from_millis(20)).await;
        stop.send("all jobs are out").unwrap();
        // The sender lives until here.
        sleep(Duration::from_millis(5)).await;
        drop(tx);
    });
    let mut ticks = interval(Duration::from_millis(20));
    let mut count = 0;
    loop {
        let at = |what: &str| println!("{:>3} ms {what}", begin.elapsed().as_millis());
        tokio::select! {
            biased;
            reason = &mut stopped => {
                at(&format!("stop: {}", reason.unwrap()));
                break;
            }
            Some(job) = jobs.recv() => at(&format!("job {job}")),
            _ = ticks.tick() => {
                count += 1;
                at(&format!("tick {count}"));
            }
        }
    }
    println!("{count} ticks");
}
