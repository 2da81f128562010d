// Channels: iteration, errors, several producers, bounded ones.
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError, TrySendError};
use std::thread;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
enum Message {
    Text(String),
    Number(i32),
    Quit,
}

fn main() {
    let (tx, rx) = mpsc::channel();
    thread::spawn(move || {
        for word in ["hi", "from", "the", "thread"] {
            tx.send(word).unwrap();
        }
    });
    for received in &rx {
        println!("{received}");
    }
    println!("{:?}", rx.recv());
    let (tx, rx) = mpsc::channel::<Message>();
    let worker = thread::spawn(move || {
        let mut seen = 0;
        loop {
            match rx.recv() {
                Ok(Message::Quit) => break,
                Ok(m) => {
                    seen += 1;
                    println!("{m:?}");
                }
                Err(e) => println!("{e}"),
            }
        }
        seen
    });
    tx.send(Message::Text("a".to_string())).unwrap();
    tx.send(Message::Number(2)).unwrap();
    tx.send(Message::Quit).unwrap();
    println!("{}", worker.join().unwrap());
    match tx.send(Message::Number(9)) {
        Ok(()) => println!("sent"),
        Err(e) => println!("{e} {:?} {:?}", e, e.0),
    }
    let (tx, rx) = mpsc::channel();
    let mut handles = Vec::new();
    for id in 0..3 {
        let tx = tx.clone();
        handles.push(thread::spawn(move || tx.send(id * 10).unwrap()));
    }
    drop(tx);
    for h in handles {
        h.join().unwrap();
    }
    let mut all: Vec<i32> = rx.iter().collect();
    all.sort();
    println!("{all:?}");
    let (tx, rx) = mpsc::channel();
    println!("{:?}", rx.try_recv());
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    println!("{:?}", rx.try_iter().collect::<Vec<_>>());
    println!("{:?}", rx.recv_timeout(Duration::from_millis(5)));
    drop(tx);
    println!("{}", rx.try_recv() == Err(TryRecvError::Disconnected));
    println!("{}", rx.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Disconnected));
    println!("{} / {} / {}", TryRecvError::Empty, TryRecvError::Disconnected, RecvTimeoutError::Timeout);
    let (tx, rx) = mpsc::sync_channel(1);
    tx.send(1).unwrap();
    match tx.try_send(2) {
        Err(TrySendError::Full(x)) => println!("full, {x} comes back"),
        other => println!("{other:?}"),
    }
    let producer = thread::spawn(move || {
        for i in 2..5 {
            tx.send(i).unwrap();
        }
    });
    println!("{:?}", rx.into_iter().map(|x| x * x).collect::<Vec<i32>>());
    producer.join().unwrap();
    let (tx, rx) = mpsc::sync_channel::<String>(0);
    let t = thread::spawn(move || rx.recv().unwrap().len());
    tx.send("rendezvous".to_string()).unwrap();
    println!("{}", t.join().unwrap());
    println!("{:?}", tx.try_send("x".into()).is_err());
    let (request_tx, request_rx) = mpsc::channel::<(u32, mpsc::Sender<u32>)>();
    let server = thread::spawn(move || {
        for (n, reply) in request_rx {
            reply.send(n + 1).unwrap();
        }
    });
    let (reply_tx, reply_rx) = mpsc::channel();
    request_tx.send((41, reply_tx)).unwrap();
    println!("{:?} {:?}", reply_rx.recv(), reply_rx.recv());
    drop(request_tx);
    server.join().unwrap();
}
