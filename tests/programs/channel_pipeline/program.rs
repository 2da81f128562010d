// Channels: a pipeline of three stages with typed messages, closed by dropping senders.
use std::sync::mpsc::{channel, Receiver, Sender};
use std::thread::{self, JoinHandle};

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Number(i64),
    Word(String),
    Skip,
}

fn stage<F>(name: &'static str, input: Receiver<Item>, output: Sender<Item>, f: F) -> JoinHandle<usize>
where
    F: Fn(Item) -> Item + Send + 'static,
{
    thread::Builder::new()
        .name(name.into())
        .spawn(move || {
            let mut count = 0;
            for item in input {
                let item = f(item);
                if item == Item::Skip {
                    continue;
                }
                count += 1;
                if output.send(item).is_err() {
                    break;
                }
            }
            count
        })
        .unwrap()
}

fn main() {
    let (source, first) = channel();
    let (second_in, second) = channel();
    let (third_in, results) = channel();

    let doubled = stage("double", first, second_in, |item| match item {
        Item::Number(n) => Item::Number(n * 2),
        Item::Word(w) => Item::Word(w.repeat(2)),
        Item::Skip => Item::Skip,
    });
    let filtered = stage("filter", second, third_in, |item| match item {
        Item::Number(n) if n % 3 == 0 => Item::Skip,
        Item::Word(ref w) if w.len() > 6 => Item::Skip,
        other => other,
    });

    for i in 1..=6 {
        source.send(Item::Number(i)).unwrap();
    }
    for word in ["one", "three", "", "xyz"] {
        source.send(Item::Word(word.to_string())).unwrap();
    }
    drop(source);

    let all: Vec<Item> = results.iter().collect();
    println!("{all:?}");
    println!("doubled {}, passed {}", doubled.join().unwrap(), filtered.join().unwrap());
}
