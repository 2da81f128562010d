// smol: block_on, spawn, detach, cancel, timers, channels with several receivers.
use smol::{Timer, channel};
use std::time::Duration;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn main() {
    smol::block_on(async {
        let task = smol::spawn(async {
            Timer::after(ms(20)).await;
            "spawned"
        });
        println!("waiting");
        println!("{}", task.await);

        let (tx, rx) = channel::bounded(1);
        let sender = smol::spawn(async move {
            for number in 1..=4 {
                tx.send(number).await.unwrap();
            }
        });
        let other = rx.clone();
        let mut got = Vec::new();
        while let Ok(number) = rx.recv().await {
            got.push(number);
            if let Ok(number) = other.recv().await {
                got.push(number);
            }
        }
        sender.await;
        println!("{got:?} {:?}", other.try_recv());

        let (done, finished) = channel::unbounded::<&str>();
        smol::spawn(async move {
            Timer::after(ms(10)).await;
            done.send("a detached task goes on").await.unwrap();
        })
        .detach();
        println!("{:?}", finished.recv().await);
        println!("{:?}", finished.recv().await);

        let endless = smol::spawn(async {
            loop {
                Timer::after(ms(1000)).await;
            }
        });
        println!("{:?}", endless.cancel().await);
        let quick = smol::spawn(async { 5 });
        Timer::after(ms(20)).await;
        println!("{:?}", quick.cancel().await);
        let both = smol::future::zip(async { 1 }, async { "b" }).await;
        println!("{both:?}");
        let first = smol::future::or(async { Timer::after(ms(200)).await; "slow" }, async { Timer::after(ms(10)).await; "fast" }).await;
        println!("{first}");
    });
}
