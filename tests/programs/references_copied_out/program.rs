// A reference found in a collection is copied out of it where one is wanted, and stays right when the collection is gone.

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

struct Page {
    url: &'static str,
}

fn same(url: &'static str) -> &'static str {
    url
}

fn last(urls: Vec<&'static str>) -> &'static str {
    match urls.last() {
        Some(url) => url,
        None => "none",
    }
}

fn longest(urls: &[&'static str]) -> Option<&'static str> {
    for url in urls {
        if url.len() > 2 {
            return Some(url);
        }
    }
    None
}

fn second() -> &'static str {
    let urls = vec!["/a", "/b"];
    let url = &urls[1];
    url
}

fn pages() -> Vec<Page> {
    let urls = vec!["/c", "/d"];
    let mut pages = Vec::new();
    for url in &urls {
        pages.push(Page { url });
    }
    pages
}

fn all() -> (Vec<&'static str>, HashSet<&'static str>) {
    let urls = vec!["/e", "/f"];
    let mapped = urls.iter().map(|url| same(url)).collect();
    let mut seen = HashSet::new();
    for url in urls.iter() {
        seen.insert(*url);
    }
    (mapped, seen)
}

fn workers() -> Vec<thread::JoinHandle<usize>> {
    let jobs = vec![("one", 20), ("three", 60)];
    let work = |name: &'static str, ms| {
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(ms));
            println!("{name}");
            name.len()
        })
    };
    jobs.iter().map(|(name, ms)| work(name, *ms)).collect()
}

fn main() {
    println!(
        "{} {} {:?}",
        last(vec!["/x", "/y"]),
        second(),
        longest(&["/z", "/zz"])
    );
    let urls: Vec<&str> = pages().iter().map(|page| page.url).collect();
    let (mapped, seen) = all();
    println!(
        "{urls:?} {mapped:?} {} {}",
        seen.contains("/e"),
        seen.contains("/x")
    );
    let lengths: Vec<usize> = workers().into_iter().map(|it| it.join().unwrap()).collect();
    println!("{lengths:?}");
}
