// Cooperation: tasks that yield take turns; one that never awaits keeps everybody waiting.
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

async fn polite(name: char, log: Rc<RefCell<String>>) {
    for _ in 0..4 {
        log.borrow_mut().push(name);
        yield_now().await;
    }
}

async fn greedy(name: char, log: Rc<RefCell<String>>) {
    for _ in 0..4 {
        log.borrow_mut().push(name);
        std::future::ready(()).await;
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let log = Rc::new(RefCell::new(String::new()));
    tokio::join!(biased; polite('a', log.clone()), polite('b', log.clone()), polite('c', log.clone()));
    println!("{}", log.borrow());
    log.borrow_mut().clear();
    tokio::join!(biased; polite('a', log.clone()), greedy('G', log.clone()), polite('c', log.clone()));
    println!("{}", log.borrow());

    let begin = Instant::now();
    let beat = tokio::spawn(async move {
        for _ in 0..3 {
            sleep(Duration::from_millis(10)).await;
            println!("beat at {} ms", begin.elapsed().as_millis());
        }
    });
    let hog = tokio::spawn(async {
        let mut sum = 0u64;
        for number in 0..2_000u64 {
            sum += number * number % 7;
            if number % 500 == 0 {
                yield_now().await;
            }
        }
        sum
    });
    println!("{}", hog.await.unwrap());
    beat.await.unwrap();
}
