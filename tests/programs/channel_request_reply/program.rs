// Channels: an actor with a command enum, each request carries its own reply channel.
use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

enum Command {
    Get { key: String, reply: mpsc::Sender<Option<i32>> },
    Set { key: String, value: i32 },
    Sum(mpsc::Sender<i32>),
    Shutdown,
}

struct Store {
    values: BTreeMap<String, i32>,
    handled: usize,
}

impl Store {
    fn run(mut self, commands: mpsc::Receiver<Command>) -> usize {
        while let Ok(command) = commands.recv() {
            self.handled += 1;
            match command {
                Command::Get { key, reply } => {
                    let _ = reply.send(self.values.get(&key).copied());
                }
                Command::Set { key, value } => {
                    self.values.entry(key).and_modify(|v| *v += value).or_insert(value);
                }
                Command::Sum(reply) => reply.send(self.values.values().sum()).unwrap(),
                Command::Shutdown => break,
            }
        }
        self.handled
    }
}

#[derive(Clone)]
struct Client {
    commands: mpsc::Sender<Command>,
}

impl Client {
    fn get(&self, key: &str) -> Option<i32> {
        let (reply, answer) = mpsc::channel();
        self.commands.send(Command::Get { key: key.to_owned(), reply }).ok()?;
        answer.recv().ok().flatten()
    }

    fn set(&self, key: impl Into<String>, value: i32) {
        self.commands.send(Command::Set { key: key.into(), value }).expect("the store runs");
    }
}

fn main() {
    let (commands, inbox) = mpsc::channel();
    let store = Store { values: BTreeMap::new(), handled: 0 };
    let actor = thread::spawn(move || store.run(inbox));
    let client = Client { commands };

    let writers: Vec<_> = (1..=3)
        .map(|n| {
            let client = client.clone();
            thread::spawn(move || {
                for k in ["a", "b"] {
                    client.set(k, n);
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|w| w.join().unwrap());

    println!("a = {:?}, b = {:?}, c = {:?}", client.get("a"), client.get("b"), client.get("c"));
    let (reply, answer) = mpsc::channel();
    client.commands.send(Command::Sum(reply)).unwrap();
    println!("sum = {}", answer.recv().unwrap());
    client.commands.send(Command::Shutdown).unwrap();
    println!("handled {}", actor.join().unwrap());
    println!("after the end: {:?}", client.get("a"));
}
