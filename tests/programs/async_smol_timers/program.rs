// Timers of smol that are set anew.
use smol::Timer;
use smol::stream::StreamExt;
use std::time::{Duration, Instant};

fn main() {
    smol::block_on(async {
        let start = Instant::now();
        let mut timer = Timer::after(Duration::from_millis(500));
        timer.set_after(Duration::from_millis(20));
        timer.await;
        let e = start.elapsed().as_millis();
        println!("{}", e >= 20 && e < 200);
        let mut t = Timer::never();
        println!("{}", t.will_fire());
        t.set_at(Instant::now() + Duration::from_millis(5));
        println!("{}", t.will_fire());
        t.await;
        let mut ticks = Timer::interval(Duration::from_millis(3));
        for i in 0..3 {
            ticks.next().await;
            println!("tick {i}");
        }
        let mut t2 = Timer::after(Duration::from_millis(1));
        t2.set_interval(Duration::from_millis(2));
        t2.next().await;
        println!("interval set");
        let mut i2 = Timer::interval_at(Instant::now() + Duration::from_millis(1), Duration::from_millis(1));
        i2.next().await;
        i2.next().await;
        println!("done");
    });
}
