// Exercise: a link checker without a network; a shared work list, a visited set, crawler threads, commands and results.
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

#[derive(Debug)]
enum Error {
    NotFound(String),
    Forbidden,
}

#[derive(Debug, Clone)]
struct CrawlCommand {
    url: String,
    depth: usize,
}

type Web = HashMap<&'static str, Vec<&'static str>>;
type CrawlResult = Result<Vec<String>, (String, Error)>;

fn visit_page(web: &Web, command: &CrawlCommand) -> Result<Vec<String>, Error> {
    if command.url.ends_with("/private") {
        return Err(Error::Forbidden);
    }
    let links = web
        .get(command.url.as_str())
        .ok_or_else(|| Error::NotFound(command.url.clone()))?;
    if command.depth == 0 {
        return Ok(Vec::new());
    }
    Ok(links.iter().map(|link| link.to_string()).collect())
}

struct CrawlState {
    visited_pages: HashSet<String>,
}

impl CrawlState {
    fn mark_visited(&mut self, url: &str) -> bool {
        self.visited_pages.insert(url.to_string())
    }
}

fn spawn_crawlers(
    web: Arc<Web>,
    commands: mpsc::Receiver<CrawlCommand>,
    results: mpsc::Sender<(CrawlCommand, CrawlResult)>,
    count: u32,
) {
    let commands = Arc::new(Mutex::new(commands));
    for _ in 0..count {
        let (web, commands, results) = (Arc::clone(&web), Arc::clone(&commands), results.clone());
        thread::spawn(move || loop {
            let command = {
                let guard = commands.lock().unwrap();
                guard.recv()
            };
            let Ok(command) = command else {
                break;
            };
            let result = visit_page(&web, &command).map_err(|e| (command.url.clone(), e));
            if results.send((command, result)).is_err() {
                break;
            }
        });
    }
}

fn main() {
    let web: Web = HashMap::from([
        ("a.org", vec!["a.org/one", "a.org/two"]),
        ("a.org/one", vec!["a.org", "a.org/missing"]),
        ("a.org/two", vec!["a.org/private", "a.org/deep"]),
        ("a.org/deep", vec!["a.org/unseen"]),
    ]);
    let (command_sender, command_receiver) = mpsc::channel();
    let (result_sender, result_receiver) = mpsc::channel();
    spawn_crawlers(Arc::new(web), command_receiver, result_sender, 3);

    let mut state = CrawlState { visited_pages: HashSet::new() };
    let start = CrawlCommand { url: "a.org".to_owned(), depth: 2 };
    state.mark_visited(&start.url);
    command_sender.send(start).unwrap();
    let mut pending = 1;
    let mut bad = BTreeSet::new();
    while pending > 0 {
        let (command, result) = result_receiver.recv().unwrap();
        pending -= 1;
        match result {
            Ok(links) => {
                for url in links {
                    if state.mark_visited(&url) {
                        command_sender.send(CrawlCommand { url, depth: command.depth - 1 }).unwrap();
                        pending += 1;
                    }
                }
            }
            Err((url, error)) => {
                bad.insert(format!("{url}: {error:?}"));
            }
        }
    }
    let mut visited: Vec<_> = state.visited_pages.into_iter().collect();
    visited.sort_unstable();
    println!("visited {visited:?}");
    println!("bad {bad:#?}");
}
