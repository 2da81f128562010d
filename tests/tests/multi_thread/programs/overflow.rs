//! One worker: a queue of 256 places gives its younger half to the global queue.

use tokio::runtime::Builder;
use tokio::sync::mpsc;

pub fn main() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .global_queue_interval(61)
        .build()
        .unwrap();
    runtime.block_on(async {
        let (done, mut order) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            for n in 0..700 {
                let done = done.clone();
                tokio::spawn(async move { done.send(n).unwrap() });
            }
        });
        let mut line = String::new();
        while let Some(n) = order.recv().await {
            line.push_str(&format!(" {n}"));
        }
        println!("{line}");
    });
}
