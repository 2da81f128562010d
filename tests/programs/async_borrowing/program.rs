// Futures that borrow: join! inside one task shares local variables, without Arc and without move.
use std::cell::{Cell, RefCell};
use std::time::Duration;
use tokio::time::sleep;

struct Ledger {
    entries: RefCell<Vec<String>>,
    open: Cell<u32>,
}

impl Ledger {
    async fn record(&self, who: &str, every: u64, times: u32) {
        self.open.set(self.open.get() + 1);
        for number in 1..=times {
            sleep(Duration::from_millis(every)).await;
            self.entries.borrow_mut().push(format!("{who}{number}"));
        }
        self.open.set(self.open.get() - 1);
    }
}

async fn longest<'a>(words: &'a [String], pause: u64) -> &'a str {
    let mut best = "";
    for word in words {
        sleep(Duration::from_millis(pause)).await;
        if word.len() > best.len() {
            best = word;
        }
    }
    best
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ledger = Ledger { entries: RefCell::default(), open: Cell::new(0) };
    let mut watched = 0;
    let watch = async {
        sleep(Duration::from_millis(25)).await;
        watched = ledger.open.get();
    };
    tokio::join!(ledger.record("a", 10, 3), ledger.record("b", 13, 1), ledger.record("c", 20, 2), watch);
    println!("{:?}, {watched} were open, now {}", ledger.entries.borrow(), ledger.open.get());

    let words: Vec<String> = "the quick brown ox jumped over".split(' ').map(String::from).collect();
    let (left, right) = words.split_at(3);
    let (a, b) = tokio::join!(longest(left, 2), longest(right, 3));
    println!("{a} {b}");
    let mut numbers = vec![1, 2, 3];
    let grow = async { numbers.push(4) };
    grow.await;
    println!("{numbers:?}");
}
