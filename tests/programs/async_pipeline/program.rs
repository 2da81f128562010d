// A pipeline of tasks joined by channels: read, parse in two workers, merge in order, sum.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::sleep;

#[derive(Debug)]
struct Parsed {
    line: usize,
    value: Result<i64, String>,
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let text = "12\n7\nx\n100\n-4\n\n8";
    let (lines, parse) = mpsc::channel::<(usize, &str)>(2);
    let (parsed, mut merge) = mpsc::channel::<Parsed>(2);
    tokio::spawn(async move {
        for (number, line) in text.lines().enumerate() {
            lines.send((number + 1, line)).await.unwrap();
        }
    });
    let parse = Arc::new(Mutex::new(parse));
    for worker in 0..2u64 {
        let (parse, parsed) = (parse.clone(), parsed.clone());
        tokio::spawn(async move {
            loop {
                let next = parse.lock().await.recv().await;
                let Some((line, text)) = next else { break };
                sleep(Duration::from_millis(3 + 4 * worker)).await;
                let value = text.parse::<i64>().map_err(|error| error.to_string());
                parsed.send(Parsed { line, value }).await.unwrap();
            }
        });
    }
    drop(parsed);
    let mut waiting = BTreeMap::new();
    let (mut next, mut sum) = (1, 0);
    while let Some(it) = merge.recv().await {
        println!("arrived: line {}", it.line);
        waiting.insert(it.line, it.value);
        while let Some(value) = waiting.remove(&next) {
            match value {
                Ok(value) => sum += value,
                Err(error) => println!("  line {next}: {error}"),
            }
            next += 1;
        }
    }
    println!("sum {sum}");
}
