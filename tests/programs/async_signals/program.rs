// A program that would stop on ctrl-c, and stops at its deadline.
use tokio::signal;
use tokio::sync::oneshot;
use tokio::time::{Duration, interval, sleep};

async fn work(mut stop: oneshot::Receiver<&'static str>) -> u32 {
    let mut ticks = interval(Duration::from_millis(10));
    let mut count = 0;
    loop {
        tokio::select! {
            biased;
            reason = &mut stop => {
                println!("told to stop: {reason:?}");
                return count;
            }
            _ = ticks.tick() => count += 1,
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (stop, stopped) = oneshot::channel();
    let worker = tokio::spawn(work(stopped));
    let reason = tokio::select! {
        pressed = signal::ctrl_c() => {
            pressed.unwrap();
            "ctrl-c"
        }
        () = sleep(Duration::from_millis(55)) => "deadline",
    };
    println!("shutting down: {reason}");
    stop.send(reason).unwrap();
    println!("{} ticks", worker.await.unwrap());
    let mut hangup = signal::unix::signal(signal::unix::SignalKind::hangup()).unwrap();
    let none = tokio::time::timeout(Duration::from_millis(5), hangup.recv()).await;
    println!("{}", none.is_err());
}
