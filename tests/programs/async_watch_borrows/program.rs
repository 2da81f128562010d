// A borrow of a watched value keeps writers out until it ends; what `wait_for` looks at.

use std::thread;
use std::time::Duration;
use tokio::sync::watch;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let (sender, mut receiver) = watch::channel(1);
    let reader = tokio::task::spawn_blocking(move || {
        let value = receiver.borrow_and_update();
        thread::sleep(Duration::from_millis(100));
        println!("read {}", *value);
    });
    tokio::time::sleep(Duration::from_millis(30)).await;
    println!("sending");
    sender.send(2).ok();
    println!("sent");
    sender.send_modify(|number| *number += 1);
    reader.await.unwrap();
    println!("{}", *sender.borrow());

    let (sender, mut receiver) = watch::channel(String::from("a"));
    sender.send("b".into()).unwrap();
    println!("{:?}", receiver.borrow_and_update().as_str());
    println!("{:?}", receiver.has_changed());
    receiver.mark_changed();
    println!("{:?}", receiver.has_changed());
    let long = receiver.wait_for(|text| {
        println!("looking at {text}");
        text.len() > 5
    });
    drop(sender);
    println!("{}", long.await.is_err());
    println!("{}", receiver.has_changed().is_err());
}
