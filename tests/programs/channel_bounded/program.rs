// Channels: sync_channel blocks the sender when full; a rendezvous of size zero; try_send; errors.
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError, TrySendError};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::sync_channel(2);
    let producer = thread::spawn(move || {
        let thread_name = thread::current().name().map(str::to_owned);
        for i in 1..=5 {
            tx.send(format!("Message {i}")).unwrap();
            println!("{thread_name:?} sent message {i}");
        }
        println!("producer is done");
    });
    thread::sleep(Duration::from_millis(30));
    println!("main looks");
    let mut count = 0;
    while let Ok(msg) = rx.recv() {
        count += 1;
        assert!(msg.ends_with(&count.to_string()));
        thread::sleep(Duration::from_millis(30));
    }
    producer.join().unwrap();
    println!("{count} messages");

    let (tx, rx) = mpsc::sync_channel::<u8>(1);
    println!("{:?}", rx.try_recv() == Err(TryRecvError::Empty));
    tx.try_send(1).unwrap();
    match tx.try_send(2) {
        Err(TrySendError::Full(value)) => println!("full, {value} came back"),
        other => println!("{other:?}"),
    }
    println!("{:?} {:?}", rx.recv(), rx.try_recv());
    println!("{:?}", rx.recv_timeout(Duration::from_millis(10)) == Err(RecvTimeoutError::Timeout));
    drop(tx);
    println!("{:?} {:?}", rx.recv(), rx.try_recv());

    let (tx, rx) = mpsc::sync_channel(0);
    let meeting = thread::spawn(move || {
        tx.send("met").unwrap();
        println!("the sender goes on after the receiver came");
    });
    thread::sleep(Duration::from_millis(20));
    println!("the receiver comes");
    let word = rx.recv().unwrap();
    meeting.join().unwrap();
    println!("they {word}");
}
