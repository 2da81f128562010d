// Runtimes without `enable_time` and `enable_io`: what needs them panics.

use std::time::Duration;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::time::{interval, sleep, timeout};

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let bare = Builder::new_current_thread().build().unwrap();
    println!("{}", bare.block_on(async { 1 + 1 }));
    let slept = bare.block_on(async {
        let nap = tokio::spawn(async { sleep(Duration::from_millis(1)).await });
        nap.await.is_err_and(|error| error.is_panic())
    });
    println!("sleeping panics: {slept}");
    let connected = bare.block_on(async {
        let connect = tokio::spawn(async { TcpStream::connect("127.0.0.1:9").await.is_ok() });
        connect.await.is_err_and(|error| error.is_panic())
    });
    println!("connecting panics: {connected}");

    let threads = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .build()
        .unwrap();
    let limited = threads.block_on(async {
        let task = tokio::spawn(async {
            timeout(Duration::from_millis(5), std::future::pending::<()>()).await
        });
        let ticks = tokio::spawn(async {
            let mut ticks = interval(Duration::from_millis(1));
            ticks.tick().await;
        });
        (task.await.is_err(), ticks.await.is_err())
    });
    println!("{limited:?}");

    let timed = Builder::new_current_thread().enable_time().build().unwrap();
    let given = timed.block_on(async {
        sleep(Duration::from_millis(2)).await;
        timeout(Duration::from_millis(5), async { "in time" }).await
    });
    println!("{given:?}");
}
