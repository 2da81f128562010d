// Link checker: crawl commands and results over channels, workers share the receiver.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
#[derive(Debug)]
enum Error {
    BadResponse(u16),
    Missing(String),
}
impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::BadResponse(c) => write!(f, "bad response: {c}"),
            Error::Missing(u) => write!(f, "missing {u}"),
        }
    }
}
impl std::error::Error for Error {}
#[derive(Debug, Clone)]
struct CrawlCommand {
    url: String,
    extract_links: bool,
}
type CrawlResult = Result<Vec<String>, (String, Error)>;
struct CrawlState {
    domain: String,
    visited: HashSet<String>,
}
impl CrawlState {
    fn new(start: &str) -> CrawlState {
        let mut visited = HashSet::new();
        visited.insert(start.to_string());
        CrawlState {
            domain: "a".into(),
            visited,
        }
    }
    fn should_extract_links(&self, url: &str) -> bool {
        url.starts_with(&self.domain)
    }
    fn mark_visited(&mut self, url: &str) -> bool {
        self.visited.insert(url.to_string())
    }
}
fn visit(site: &HashMap<String, Vec<String>>, c: &CrawlCommand) -> Result<Vec<String>, Error> {
    if c.url == "bad" {
        return Err(Error::BadResponse(404));
    }
    let links = site
        .get(&c.url)
        .ok_or_else(|| Error::Missing(c.url.clone()))?;
    if !c.extract_links {
        return Ok(vec![]);
    }
    Ok(links.clone())
}
fn spawn(
    rx: mpsc::Receiver<CrawlCommand>,
    tx: mpsc::Sender<CrawlResult>,
    n: usize,
    site: Arc<HashMap<String, Vec<String>>>,
) {
    let rx = Arc::new(Mutex::new(rx));
    for _ in 0..n {
        let tx = tx.clone();
        let rx = Arc::clone(&rx);
        let site = site.clone();
        thread::spawn(move || {
            loop {
                let command_result = {
                    let rx = rx.lock().unwrap();
                    rx.recv()
                };
                let Ok(cmd) = command_result else {
                    break;
                };
                let r = match visit(&site, &cmd) {
                    Ok(l) => Ok(l),
                    Err(e) => Err((cmd.url, e)),
                };
                tx.send(r).unwrap();
            }
        });
    }
}
fn main() {
    let mut site = HashMap::new();
    site.insert(
        "a/".to_string(),
        vec!["a/1".to_string(), "a/2".to_string(), "b/".to_string()],
    );
    site.insert("a/1".to_string(), vec!["a/".to_string(), "bad".to_string()]);
    site.insert("a/2".to_string(), vec!["a/3".to_string()]);
    site.insert("b/".to_string(), vec!["a/2".to_string()]);
    let (ctx, crx) = mpsc::channel();
    let (rtx, rrx) = mpsc::channel();
    spawn(crx, rtx, 4, Arc::new(site));
    let mut state = CrawlState::new("a/");
    ctx.send(CrawlCommand {
        url: "a/".into(),
        extract_links: true,
    })
    .unwrap();
    let mut pending = 1;
    let mut bad = vec![];
    while pending > 0 {
        let r = rrx.recv().unwrap();
        pending -= 1;
        match r {
            Ok(links) => {
                for url in links {
                    if state.mark_visited(&url) {
                        ctx.send(CrawlCommand {
                            extract_links: state.should_extract_links(&url),
                            url,
                        })
                        .unwrap();
                        pending += 1;
                    }
                }
            }
            Err((url, e)) => {
                bad.push(format!("{url}: {e}"));
            }
        }
    }
    bad.sort();
    println!("{:?} {}", bad, state.visited.len());
}
