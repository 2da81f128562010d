// Dining philosophers as an exercise has it: names, forks as Arc<Mutex>, thoughts through a channel, one left-handed.
use std::sync::{mpsc, Arc, Mutex};
use std::thread;
use std::time::Duration;

struct Fork;

struct Philosopher {
    name: String,
    left_fork: Arc<Mutex<Fork>>,
    right_fork: Arc<Mutex<Fork>>,
    thoughts: mpsc::SyncSender<String>,
}

impl Philosopher {
    fn think(&self) {
        self.thoughts
            .send(format!("Eureka! {} has a new idea!", &self.name))
            .unwrap();
    }

    fn eat(&self) {
        let _left = self.left_fork.lock().unwrap();
        let _right = self.right_fork.lock().unwrap();
        thread::sleep(Duration::from_millis(10));
    }
}

static PHILOSOPHERS: &[&str] = &["Socrates", "Hypatia", "Plato", "Aristotle", "Pythagoras"];

fn main() {
    let (tx, rx) = mpsc::sync_channel(10);
    let forks = (0..PHILOSOPHERS.len())
        .map(|_| Arc::new(Mutex::new(Fork)))
        .collect::<Vec<_>>();

    for i in 0..forks.len() {
        let tx = tx.clone();
        let mut left_fork = Arc::clone(&forks[i]);
        let mut right_fork = Arc::clone(&forks[(i + 1) % forks.len()]);
        // To avoid a deadlock, the symmetry is broken somewhere.
        if i == forks.len() - 1 {
            std::mem::swap(&mut left_fork, &mut right_fork);
        }
        let philosopher = Philosopher {
            name: PHILOSOPHERS[i].to_string(),
            thoughts: tx,
            left_fork,
            right_fork,
        };
        thread::spawn(move || {
            for _ in 0..4 {
                philosopher.eat();
                philosopher.think();
            }
        });
    }
    drop(tx);

    let mut thoughts: Vec<String> = rx.iter().collect();
    println!("{} thoughts", thoughts.len());
    thoughts.sort();
    thoughts.dedup();
    for thought in thoughts {
        println!("{thought}");
    }
}
