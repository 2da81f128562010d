// The shape of Comprehensive Rust's link checker, with pages in a table instead of the network.
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
#[derive(Debug)]
enum Error {
    Request(String),
    BadResponse(u16),
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Request(e) => write!(f, "request error: {e}"),
            Error::BadResponse(c) => write!(f, "bad http response: {c}"),
        }
    }
}
impl std::error::Error for Error {}
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Url(String);
impl Url {
    fn parse(s: &str) -> Result<Url, String> {
        if s.starts_with("https://") {
            Ok(Url(s.to_owned()))
        } else {
            Err(format!("relative URL without a base: {s}"))
        }
    }
    fn domain(&self) -> Option<&str> {
        self.0.strip_prefix("https://")?.split('/').next()
    }
}
#[derive(Debug)]
struct CrawlCommand {
    url: Url,
    extract_links: bool,
}
fn site() -> BTreeMap<&'static str, (u16, Vec<&'static str>)> {
    BTreeMap::from([
        (
            "https://a.org",
            (200, vec!["https://a.org/x", "https://b.org", "mailto:me"]),
        ),
        (
            "https://a.org/x",
            (200, vec!["https://a.org", "https://a.org/dead"]),
        ),
        ("https://a.org/dead", (404, vec![])),
        ("https://b.org", (200, vec!["https://b.org/deep"])),
    ])
}
fn visit_page(command: &CrawlCommand) -> Result<Vec<Url>, Error> {
    let pages = site();
    let (code, links) = pages
        .get(command.url.0.as_str())
        .ok_or_else(|| Error::Request(format!("no host {:?}", command.url.domain())))?;
    if *code != 200 {
        return Err(Error::BadResponse(*code));
    }
    let mut link_urls = Vec::new();
    if !command.extract_links {
        return Ok(link_urls);
    }
    for l in links {
        match Url::parse(l) {
            Ok(u) => link_urls.push(u),
            Err(_) => continue,
        }
    }
    Ok(link_urls)
}
struct CrawlState {
    domain: String,
    visited_pages: HashSet<String>,
}
impl CrawlState {
    fn new(start_url: &Url) -> CrawlState {
        let mut visited_pages = HashSet::new();
        visited_pages.insert(start_url.0.to_string());
        CrawlState {
            domain: start_url.domain().unwrap().to_string(),
            visited_pages,
        }
    }
    fn should_extract_links(&self, url: &Url) -> bool {
        url.domain().map(|d| d == self.domain).unwrap_or(false)
    }
    fn mark_visited(&mut self, url: &Url) -> bool {
        self.visited_pages.insert(url.0.to_string())
    }
}
type CrawlResult = Result<Vec<Url>, (Url, Error)>;
fn spawn_crawler_threads(
    command_receiver: mpsc::Receiver<CrawlCommand>,
    result_sender: mpsc::Sender<CrawlResult>,
    thread_count: u32,
) {
    let command_receiver = Arc::new(Mutex::new(command_receiver));
    for _ in 0..thread_count {
        let result_sender = result_sender.clone();
        let command_receiver = command_receiver.clone();
        thread::spawn(move || {
            loop {
                let command_result = {
                    let receiver_guard = command_receiver.lock().unwrap();
                    receiver_guard.recv()
                };
                let Ok(crawl_command) = command_result else {
                    break;
                };
                let crawl_result = match visit_page(&crawl_command) {
                    Ok(link_urls) => Ok(link_urls),
                    Err(error) => Err((crawl_command.url, error)),
                };
                result_sender.send(crawl_result).unwrap();
            }
        });
    }
}
fn control_crawl(
    start_url: Url,
    command_sender: mpsc::Sender<CrawlCommand>,
    result_receiver: mpsc::Receiver<CrawlResult>,
) -> Vec<Url> {
    let mut crawl_state = CrawlState::new(&start_url);
    let start_command = CrawlCommand {
        url: start_url,
        extract_links: true,
    };
    command_sender.send(start_command).unwrap();
    let mut pending_urls = 1;
    let mut bad_urls = Vec::new();
    while pending_urls > 0 {
        let crawl_result = result_receiver.recv().unwrap();
        pending_urls -= 1;
        match crawl_result {
            Ok(link_urls) => {
                for url in link_urls {
                    if crawl_state.mark_visited(&url) {
                        let extract_links = crawl_state.should_extract_links(&url);
                        command_sender
                            .send(CrawlCommand { url, extract_links })
                            .unwrap();
                        pending_urls += 1;
                    }
                }
            }
            Err((url, error)) => {
                println!("Got crawling error: {error} for {url:?}");
                bad_urls.push(url);
                continue;
            }
        }
    }
    println!("visited {}", crawl_state.visited_pages.len());
    bad_urls
}
fn main() {
    let start_url = Url::parse("https://a.org").unwrap();
    let (result_sender, result_receiver) = mpsc::channel::<CrawlResult>();
    let (command_sender, command_receiver) = mpsc::channel::<CrawlCommand>();
    spawn_crawler_threads(command_receiver, result_sender, 4);
    let bad = control_crawl(start_url, command_sender, result_receiver);
    println!("Bad URLs: {bad:#?}");
    println!(
        "{:?}",
        visit_page(&CrawlCommand {
            url: Url("https://q".into()),
            extract_links: false
        })
        .map_err(|e| e.to_string())
    );
}
