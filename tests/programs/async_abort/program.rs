// Abort: before the first poll, while waiting, after the end; abort handles; is_finished; what the JoinError says.
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;

struct Note(&'static str);

impl Drop for Note {
    fn drop(&mut self) {
        println!("  drop {}", self.0);
    }
}

async fn job(name: &'static str, ms: u64) -> &'static str {
    let _note = Note(name);
    println!("  {name} begins");
    sleep(Duration::from_millis(ms)).await;
    println!("  {name} ends");
    name
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("before its first poll");
    let task = tokio::spawn(job("unborn", 10));
    task.abort();
    println!("{:?}", task.await.map_err(|error| error.is_cancelled()));

    println!("while it waits");
    let task = tokio::spawn(job("waiting", 10));
    yield_now().await;
    let handle = task.abort_handle();
    println!("finished: {}", task.is_finished());
    handle.abort();
    yield_now().await;
    println!("finished: {} {}", task.is_finished(), handle.is_finished());
    println!("{:?}", task.await.map_err(|error| error.is_cancelled()));

    println!("after its end");
    let task = tokio::spawn(job("quick", 1));
    sleep(Duration::from_millis(5)).await;
    task.abort();
    println!("{:?}", task.await.map_err(|error| error.is_cancelled()));

    println!("a task that aborts another one");
    let victim = tokio::spawn(job("victim", 100));
    let handle = victim.abort_handle();
    let hunter = tokio::spawn(async move {
        sleep(Duration::from_millis(20)).await;
        handle.abort();
        "hunter is done"
    });
    let (victim, hunter) = tokio::join!(victim, hunter);
    println!("{:?} {}", victim.is_err(), hunter.unwrap());

    println!("dropping a handle aborts nothing");
    drop(tokio::spawn(job("detached", 3)));
    sleep(Duration::from_millis(10)).await;
}
