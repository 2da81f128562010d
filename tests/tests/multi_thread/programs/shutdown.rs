//! What is left when a runtime is dropped: tasks that wait are cancelled, blocking calls are waited for.

use std::time::Duration;
use tokio::runtime::Builder;

struct Told(u32);

impl Drop for Told {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

pub fn main() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for n in 0..3 {
        runtime.spawn(async move {
            let _told = Told(n);
            tokio::time::sleep(Duration::from_secs(60)).await;
            println!("never");
        });
    }
    runtime.block_on(async { tokio::time::sleep(Duration::from_millis(200)).await });
    let blocking = runtime.spawn_blocking(|| {
        std::thread::sleep(Duration::from_millis(400));
        println!("blocking call ends");
    });
    println!("dropping");
    drop(runtime);
    println!("dropped, {}", blocking.is_finished());
}
