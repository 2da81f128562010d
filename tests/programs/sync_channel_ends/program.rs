// Channels: rendezvous, bounded, timed out, closed; errors as text, payloads given back.
//@ output: lines in any order

use std::sync::mpsc::{
    self, RecvTimeoutError, SendError, TryRecvError, TrySendError, channel, sync_channel,
};
use std::thread;
use std::time::Duration;
fn main() {
    let (tx, rx) = sync_channel::<i32>(0);
    let h = thread::spawn(move || {
        for i in 0..3 {
            tx.send(i).unwrap();
            println!("handed {i}");
            thread::sleep(Duration::from_millis(20));
        }
    });
    thread::sleep(Duration::from_millis(10));
    for v in &rx {
        println!("got {v}");
        thread::sleep(Duration::from_millis(5));
    }
    h.join().unwrap();
    let (tx, rx) = sync_channel(1);
    println!("{:?}", tx.try_send(1));
    println!("{:?}", tx.try_send(2));
    match tx.try_send(2) {
        Err(TrySendError::Full(v)) => println!("full {v}"),
        Err(TrySendError::Disconnected(v)) => println!("gone {v}"),
        Ok(()) => {}
    }
    println!("{:?} {:?}", rx.try_recv(), rx.try_recv());
    println!("{:?}", rx.recv_timeout(Duration::from_millis(10)));
    drop(tx);
    println!(
        "{:?} {:?} {:?}",
        rx.recv(),
        rx.try_recv(),
        rx.recv_timeout(Duration::from_millis(1))
    );
    let (tx, rx) = channel::<String>();
    drop(rx);
    let e = tx.send("hello".into()).unwrap_err();
    println!("{e} {e:?} {}", e.0);
    let SendError(s) = e;
    println!("{s}");
    println!(
        "{} | {} | {} | {} | {}",
        TryRecvError::Empty,
        TryRecvError::Disconnected,
        RecvTimeoutError::Timeout,
        RecvTimeoutError::Disconnected,
        mpsc::RecvError
    );

    let (tx, rx) = channel();
    for i in 0..4 {
        tx.send(i).unwrap();
    }
    println!("{:?}", rx.try_iter().collect::<Vec<_>>());
    tx.send(9).unwrap();
    drop(tx);
    println!("{:?}", rx.into_iter().next());
}
