// A web server without sockets: requests from a list, routed and answered by a pool, in order of their numbers.
use std::collections::BTreeMap;
use std::sync::mpsc::{channel, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const REQUESTS: &[&str] = &[
    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /sleep HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /hello?name=Ferris HTTP/1.1\r\n\r\n",
    "POST / HTTP/1.1\r\n\r\n",
    "GET /missing HTTP/1.1\r\n\r\n",
    "nonsense",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Get,
    Post,
}

#[derive(Debug)]
struct Request<'a> {
    method: Method,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Request<'a> {
    fn parse(text: &'a str) -> Result<Self, String> {
        let line = text.lines().next().ok_or("empty request")?;
        let parts: Vec<&str> = line.split(' ').collect();
        let [method, target, "HTTP/1.1"] = parts[..] else {
            return Err(format!("bad request line `{line}`"));
        };
        let method = match method {
            "GET" => Method::Get,
            "POST" => Method::Post,
            other => return Err(format!("unknown method {other}")),
        };
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        Ok(Request { method, path, query })
    }
}

fn respond(text: &str) -> String {
    let (status_line, body) = match Request::parse(text) {
        Err(why) => ("HTTP/1.1 400 BAD REQUEST", why),
        Ok(request) => match (request.method, request.path) {
            (Method::Get, "/") => ("HTTP/1.1 200 OK", String::from("Hello!")),
            (Method::Get, "/sleep") => {
                thread::sleep(Duration::from_millis(50));
                ("HTTP/1.1 200 OK", String::from("Slept"))
            }
            (Method::Get, path) if path.starts_with("/hello") => {
                let name = request.query.and_then(|q| q.strip_prefix("name=")).unwrap_or("you");
                ("HTTP/1.1 200 OK", format!("Hi {name}!"))
            }
            (Method::Post, _) => ("HTTP/1.1 405 METHOD NOT ALLOWED", String::new()),
            _ => ("HTTP/1.1 404 NOT FOUND", "Oops!".to_string()),
        },
    };
    let length = body.len();
    format!("{status_line}\r\nContent-Length: {length}\r\n\r\n{body}")
}

fn serve(answers: Sender<(usize, String)>) {
    let queue = Arc::new(Mutex::new(REQUESTS.iter().enumerate()));
    for _ in 0..3 {
        let queue = Arc::clone(&queue);
        let answers = answers.clone();
        thread::spawn(move || {
            loop {
                let next = queue.lock().unwrap().next();
                let Some((number, text)) = next else { break };
                answers.send((number, respond(text))).unwrap();
            }
        });
    }
}

fn main() {
    println!("single-threaded:");
    for text in REQUESTS.iter().take(2) {
        println!("  {}", respond(text).lines().next().unwrap_or_default());
    }
    println!("with a pool:");
    let (answers, incoming) = channel();
    serve(answers);
    let ordered: BTreeMap<usize, String> = incoming.iter().collect();
    for (number, response) in &ordered {
        let mut lines = response.lines();
        let status = lines.next().unwrap();
        let body = lines.last().unwrap_or("");
        println!("  {number}: {status} | {body}");
    }
}
