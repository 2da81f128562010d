// A crawl that never has more than three requests under way: a semaphore counts them.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

fn site() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("/", vec!["/docs", "/blog", "/about"]),
        ("/docs", vec!["/docs/install", "/docs/api", "/"]),
        ("/blog", vec!["/blog/1", "/blog/2", "/blog/3", "/about"]),
        ("/docs/api", vec!["/docs/install"]),
        ("/blog/3", vec!["/missing"]),
    ])
}

struct Crawler {
    permits: Semaphore,
    active: AtomicUsize,
    most: AtomicUsize,
    log: Mutex<Vec<String>>,
}

impl Crawler {
    async fn fetch(&self, page: &'static str) -> Vec<&'static str> {
        let _permit = self.permits.acquire().await.unwrap();
        let now = self.active.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        sleep(Duration::from_millis(10 * page.len() as u64)).await;
        self.active.fetch_sub(1, Ordering::SeqCst);
        self.log.lock().unwrap().push(page.to_string());
        site().get(page).cloned().unwrap_or_default()
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let crawler = Arc::new(Crawler {
        permits: Semaphore::new(3),
        active: AtomicUsize::new(0),
        most: AtomicUsize::new(0),
        log: Mutex::new(Vec::new()),
    });
    let mut seen = BTreeSet::from(["/"]);
    let mut tasks = JoinSet::new();
    let first = crawler.clone();
    tasks.spawn(async move { first.fetch("/").await });
    while let Some(links) = tasks.join_next().await {
        for link in links.unwrap() {
            if seen.insert(link) {
                let crawler = crawler.clone();
                tasks.spawn(async move { crawler.fetch(link).await });
            }
        }
    }
    println!("{} pages in {:?}", seen.len(), begin.elapsed());
    println!("at most {} at once", crawler.most.load(Ordering::SeqCst));
    for page in crawler.log.lock().unwrap().iter() {
        println!("{page}");
    }
}
