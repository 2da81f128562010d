//! A derived order that meets an order written by hand, or `Reverse`, in a field takes no longer than any other.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};
use std::time::{Duration, Instant};

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Job {
    at: Reverse<u64>,
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name(&'static str);

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: Name,
    place: (u8, Name),
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begun = Instant::now();
    let mut heap = BinaryHeap::new();
    for id in 1..=8 {
        heap.push(Job {
            at: Reverse(u64::from(id) * 7 % 10),
            id,
        });
    }
    while let Some(Job { at: Reverse(at), id }) = heap.pop() {
        print!("{at}:{id} ");
    }
    println!();
    let names = ["pear", "fig", "apple", "kiwi", "fig"].map(Name);
    let entries: BTreeSet<Entry> = names
        .iter()
        .zip(names.iter().rev())
        .map(|(name, other)| Entry {
            name: name.clone(),
            place: (1, other.clone()),
        })
        .collect();
    for Entry { name, place } in &entries {
        print!("{}/{} ", name.0, place.1.0);
    }
    println!();
    let sorting = tokio::spawn(async move {
        let mut entries = Vec::from_iter(entries);
        entries.sort_by(|a, b| b.cmp(a));
        let then = tokio::time::Instant::now();
        tokio::time::sleep(Duration::from_millis(3)).await;
        (entries.len(), entries[0].name.0, then.elapsed())
    });
    println!("{:?}", sorting.await.unwrap());
    println!("slow: {}", begun.elapsed() > Duration::from_millis(500));
    println!("{:?}", [Some(Reverse(2)), None, Some(Reverse(1))].iter().max());
}
