use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

enum Ask {
    Add(u64),
    Get(Sender<u64>),
}

fn main() {
    let (mailbox, inbox) = mpsc::channel();
    let actor = thread::spawn(move || {
        let mut total = 0;
        for ask in inbox {
            cpu::work(Duration::from_millis(50));
            match ask {
                Ask::Add(n) => total += n,
                Ask::Get(to) => {
                    to.send(total).unwrap();
                }
            }
        }
    });
    let mut clients = Vec::new();
    for n in 1..=3 {
        let mailbox = mailbox.clone();
        clients.push(thread::spawn(move || {
            mailbox.send(Ask::Add(n)).unwrap();
        }));
    }
    for client in clients {
        client.join().unwrap();
    }
    let (to, answer) = mpsc::channel();
    mailbox.send(Ask::Get(to)).unwrap();
    println!("total: {}", answer.recv().unwrap());
    drop(mailbox);
    actor.join().unwrap();
}
