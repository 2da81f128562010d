// select!: conditions, refutable patterns, else, values of arms, a future polled on over several rounds.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

async fn slow(ms: u64) -> u64 {
    sleep(Duration::from_millis(ms)).await;
    ms
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let winner = tokio::select! {
        ms = slow(30) => format!("slow {ms}"),
        ms = slow(10) => format!("fast {ms}"),
    };
    println!("{winner}");

    // A condition that does not hold takes its branch out.
    let enabled = false;
    tokio::select! {
        _ = slow(1), if enabled => println!("not this one"),
        ms = slow(5) => println!("only {ms} is left"),
    }

    // A pattern that does not match takes its branch out, too.
    let (tx, mut rx) = mpsc::channel::<u32>(1);
    drop(tx);
    tokio::select! {
        Some(value) = rx.recv() => println!("got {value}"),
        ms = slow(7) => println!("the channel is closed, waited {ms}"),
    }
    tokio::select! {
        Some(value) = rx.recv() => println!("got {value}"),
        else => println!("nothing is left"),
    }

    // A pinned future goes on where it was.
    let work = slow(25);
    tokio::pin!(work);
    let mut rounds = 0;
    let done = loop {
        tokio::select! {
            ms = &mut work => break ms,
            _ = sleep(Duration::from_millis(10)) => {
                rounds += 1;
                println!("still working after {} ms", rounds * 10);
            }
        }
    };
    println!("{done} after {rounds} rounds");
}
