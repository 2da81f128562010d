// `advance` past several timers, intervals that were missed meanwhile, and what panics when a clock cannot stand still.

use std::any::Any;
use std::panic::catch_unwind;
use std::time::Duration as D;
use tokio::time::{self, Instant, MissedTickBehavior, interval, sleep};
fn text(e: Box<dyn Any + Send>) -> String {
    match e.downcast::<String>() {
        Ok(s) => *s,
        Err(e) => e.downcast_ref::<&str>().unwrap().to_string(),
    }
}
fn main() {
    println!("{}", text(catch_unwind(|| time::pause()).unwrap_err()));
    let multi = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    println!(
        "{:?}",
        multi.block_on(async {
            tokio::spawn(async { time::pause() })
                .await
                .map_err(|e| text(e.into_panic()))
                .unwrap_err()
        })
    );
    println!(
        "{:?}",
        multi.block_on(async {
            tokio::spawn(async { time::resume() })
                .await
                .map_err(|e| text(e.into_panic()))
                .unwrap_err()
        })
    );
    drop(multi);
    let rt = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    rt.block_on(async {
        println!(
            "{}",
            tokio::spawn(async { time::pause() })
                .await
                .map_err(|e| text(e.into_panic()))
                .unwrap_err()
        );
        let start = Instant::now();
        for ms in [30u64, 10, 20, 40] {
            tokio::spawn(async move {
                sleep(D::from_millis(ms)).await;
                println!("slept {ms} at {:?}", start.elapsed());
            });
        }
        tokio::task::yield_now().await;
        time::advance(D::from_millis(35)).await;
        println!("advanced {:?}", start.elapsed());
        tokio::task::yield_now().await;
        sleep(D::from_millis(20)).await;
        println!("{:?}", start.elapsed());
        for b in [
            MissedTickBehavior::Burst,
            MissedTickBehavior::Delay,
            MissedTickBehavior::Skip,
        ] {
            let mut i = interval(D::from_millis(10));
            i.set_missed_tick_behavior(b);
            let s = i.tick().await;
            time::advance(D::from_millis(25)).await;
            let mut at = vec![];
            for _ in 0..4 {
                let t = i.tick().await;
                at.push(((t - s).as_millis(), s.elapsed().as_millis()));
            }
            println!("{b:?} {at:?}");
        }
        time::resume();
        println!(
            "{}",
            tokio::spawn(async { time::resume() })
                .await
                .map_err(|e| text(e.into_panic()))
                .unwrap_err()
        );
    });
}
