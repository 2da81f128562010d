// A crawler over a JoinSet with a limit of requests: results as they come, failures, aborted and panicked ones.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

async fn fetch(url: &str) -> Result<Vec<String>, String> {
    let delay = url.len() as u64 * 3;
    tokio::time::sleep(Duration::from_millis(delay)).await;
    match url {
        "/" => Ok(vec!["/a".into(), "/b".into(), "/missing".into()]),
        "/a" => Ok(vec!["/".into(), "/a/x".into()]),
        "/b" => Ok(vec!["/a/x".into(), "/b/y".into(), "/b/z".into()]),
        u if u.starts_with("/missing") => Err(format!("404 {u}")),
        _ => Ok(Vec::new()),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = tokio::time::Instant::now();
    let seen: Arc<Mutex<HashSet<String>>> = Default::default();
    let limit = Arc::new(Semaphore::new(2));
    let mut queue = VecDeque::from([("/".to_string(), 0usize)]);
    let mut set: JoinSet<(String, usize, Result<Vec<String>, String>)> = JoinSet::new();
    let mut depth_of = BTreeMap::new();
    loop {
        while let Some((url, depth)) = queue.pop_front() {
            if !seen.lock().await.insert(url.clone()) {
                continue;
            }
            let limit = limit.clone();
            set.spawn(async move {
                let _permit = limit.acquire_owned().await.expect("semaphore closed");
                let links = fetch(&url).await;
                (url, depth, links)
            });
        }
        match set.join_next().await {
            None => break,
            Some(Ok((url, depth, Ok(links)))) => {
                println!(
                    "{:>3?} {url} depth {depth}: {} links, {} left",
                    start.elapsed(),
                    links.len(),
                    set.len()
                );
                depth_of.insert(url, depth);
                queue.extend(links.into_iter().map(|l| (l, depth + 1)));
            }
            Some(Ok((url, _, Err(e)))) => println!("{url} failed: {e}"),
            Some(Err(e)) => println!("join error {e}"),
        }
    }
    println!("{depth_of:#?}");
    println!("{} permits", limit.available_permits());

    let mut set = JoinSet::new();
    for i in 0..4u64 {
        set.spawn(async move {
            tokio::time::sleep(Duration::from_millis(10 * i)).await;
            if i == 2 {
                panic!("task {i} failed");
            }
            i
        });
    }
    let first = set.spawn(async { std::future::pending().await });
    first.abort();
    while let Some(res) = set.join_next().await {
        match res {
            Ok(v) => println!("ok {v}"),
            Err(e) if e.is_panic() => {
                let p = e.into_panic();
                println!("panic {:?}", p.downcast_ref::<String>());
            }
            Err(e) => println!("cancelled {}", e.is_cancelled()),
        }
    }
    let mut set: JoinSet<_> = (0..3).map(|i| async move { i * 2 }).collect();
    set.shutdown().await;
    println!("{}", set.is_empty());
    let all = (0..3)
        .map(|i| async move { i * 2 })
        .collect::<JoinSet<_>>()
        .join_all()
        .await;
    println!("{:?}", all);
}
