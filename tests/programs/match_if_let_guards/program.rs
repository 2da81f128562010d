//! `if let` in the guard of a match arm: what it finds is there in the arm, chains included, and is dropped at its end.

use std::collections::HashMap;

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("  drops {}", self.0);
    }
}

fn found(n: u8) -> Option<Loud> {
    match n {
        0 => None,
        1 => Some(Loud("one")),
        _ => Some(Loud("more")),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Command {
    Set(String, i64),
    Get(String),
    Other(String),
}

fn parse(line: &str) -> Command {
    match line.split_once(' ') {
        Some(("SET", rest)) if let Some((key, value)) = rest.split_once('=') && let Ok(value) = value.parse() => {
            Command::Set(key.to_string(), value)
        }
        Some(("GET", key)) if !key.is_empty() => Command::Get(key.into()),
        _ => Command::Other(line.to_owned()),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut values = HashMap::new();
    for line in ["SET a=1", "SET b=x", "SET c", "GET a", "GET z", "GET ", "quit"] {
        let said = match parse(line) {
            Command::Set(key, value) => {
                values.insert(key, value);
                "stored".to_string()
            }
            Command::Get(key) if let Some(value) = values.get(&key) => format!("{key} is {value}"),
            Command::Get(key) => format!("no {key}"),
            other => format!("{other:?}"),
        };
        println!("{line:?}: {said}");
    }
    for n in 0..3u8 {
        match n {
            n if let Some(loud) = found(n) && loud.0.len() < 4 => println!("{n} has {}", loud.0),
            n if let Some(n) = n.checked_sub(1) => println!("before comes {n}"),
            n => println!("nothing for {n}"),
        }
    }
    let (tx, mut rx) = tokio::sync::mpsc::channel(4);
    for text in ["7", "seven"] {
        tx.send(text).await.unwrap();
    }
    drop(tx);
    loop {
        match rx.recv().await {
            Some(text) if let Ok(n) = text.parse::<u32>() => println!("number {}", n + 1),
            Some(text) => println!("text {text}"),
            None => break,
        }
    }
}
