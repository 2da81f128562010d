use std::sync::mpsc::{self, TryRecvError};

fn main() {
    let (sender, receiver) = mpsc::channel::<Option<i32>>();
    sender.send(Some(1)).unwrap();
    sender.send(None).unwrap();
    for _ in 0..3 {
        match receiver.try_recv() {
            Ok(Some(n)) => println!("{n}"),
            Ok(None) => println!("nothing"),
            Err(TryRecvError::Empty) => println!("empty"),
            Err(TryRecvError::Disconnected) => println!("gone"),
        }
    }
    match "5".parse::<i32>() {
        Ok(n) if n > 3 => println!("{n}"),
        Ok(n) => println!("small {n}"),
        Err(error) => println!("{error}"),
    }
    match Some(&3) {
        Some(&n) => println!("{n}"),
        None => {}
    }
}
