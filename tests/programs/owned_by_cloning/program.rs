// `to_owned` of what can be cloned clones it, of texts and rows it makes what owns them.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq)]
struct Point(i32, i32);

#[tokio::main]
async fn main() {
    let point = Point(1, 2);
    let copy = (&point).to_owned();
    let shared = Arc::new(3).to_owned();
    println!(
        "{copy:?} {} {shared} {:?}",
        copy == point,
        Duration::from_secs(1).to_owned()
    );
    let (text, row) = ("a".to_owned() + "b", [1, 2][..].to_owned());
    println!("{text} {row:?}");
    let mut kept: Option<Waker> = None;
    let mut polls = 0;
    poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        let waker = cx.waker().to_owned();
        kept = Some(waker.to_owned());
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            waker.wake();
        });
        Poll::Pending
    })
    .await;
    println!("{polls} {}", kept.is_some());
}
