//! A server for the built page: GET and HEAD of files below one folder, on this machine only.
//!
//! Deliberately absent: everything a public server needs (keep-alive, ranges, compression, TLS).

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Ports tried after the wanted one.
const MORE_PORTS: u16 = 100;

/// A header longer than this is no browser's.
const HEADER_LINES: usize = 200;

/// Listens on the wanted port of this machine, or on the next one that is free.
///
/// # Errors
/// When none of the ports tried is free.
pub fn listen(wanted: u16) -> Result<TcpListener> {
    for port in wanted..=wanted.saturating_add(MORE_PORTS) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                eprintln!("xtask: port {port} is taken, trying the next one");
            }
            Err(error) => {
                return Err(error).with_context(|| format!("port {port} cannot be listened on"));
            }
        }
    }
    bail!("no free port from {wanted} on");
}

/// Answers requests from other threads, for as long as this program runs.
pub fn serve(listener: TcpListener, folder: PathBuf) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A browser that hangs up early is no reason to stop.
            thread::spawn(move || drop(answer(&stream, &folder)));
        }
    });
}

/// Asks the server for its first page, as a browser would.
///
/// # Errors
/// When it does not answer with the page.
pub fn ask(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status)?;
    if !status.contains(" 200 ") {
        bail!("the page does not answer: {}", status.trim());
    }
    Ok(())
}

fn answer(stream: &TcpStream, folder: &Path) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().context("no request")??;
    // The rest of the header says nothing that matters here, but has to be read before the answer.
    for line in lines.take(HEADER_LINES) {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if method != "GET" && method != "HEAD" {
        return send(
            stream,
            "405 Method Not Allowed",
            "text/plain",
            b"only GET\n",
            true,
        );
    }
    let with_body = method == "GET";
    match find(folder, target).and_then(|file| fs::read(&file).ok().map(|content| (file, content)))
    {
        Some((file, content)) => send(stream, "200 OK", media_type(&file), &content, with_body),
        None => send(
            stream,
            "404 Not Found",
            "text/plain",
            b"there is no such file\n",
            with_body,
        ),
    }
}

fn send(
    mut stream: &TcpStream,
    status: &str,
    media_type: &str,
    content: &[u8],
    with_body: bool,
) -> Result<()> {
    let length = content.len();
    let policy = policy(media_type, content);
    // Never cached: the next build may come any moment, under the same names.
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\
        X-Content-Type-Options: nosniff\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n{policy}Connection: close\r\n\r\n"
    )?;
    if with_body {
        stream.write_all(content)?;
    }
    Ok(())
}

/// What a page says about its own security, as a header: the page and the server cannot disagree.
fn policy(media_type: &str, content: &[u8]) -> String {
    const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let page = if media_type.starts_with("text/html") {
        String::from_utf8_lossy(content)
    } else {
        return String::new();
    };
    let policy = page
        .split_once(META)
        .and_then(|(_, rest)| rest.split_once('"'));
    policy.map_or_else(String::new, |(policy, _)| {
        format!("Content-Security-Policy: {policy}\r\n")
    })
}

/// The file below `folder` that a request names; a path that would lead out of the folder names none.
fn find(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(path))
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{find, policy};

    #[test]
    fn a_page_without_unsafe_scripts_says_so_in_a_header_too() {
        let page = include_str!("../../../index.html");
        let header = policy("text/html; charset=utf-8", page.as_bytes());
        assert!(header.starts_with(
            "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"
        ));
        assert!(header.ends_with("\r\n"));
        assert_eq!(policy("text/javascript", page.as_bytes()), "");
        for script in page.split("<script").skip(1) {
            assert!(
                script.contains("src="),
                "a script within the page: {script}"
            );
        }
    }

    fn check(target: &str, expected: Option<&str>) {
        assert_eq!(
            find(Path::new("dist"), target),
            expected.map(PathBuf::from),
            "for {target}"
        );
    }

    #[test]
    fn a_request_names_a_file_below_the_folder_or_none() {
        check("/", Some("dist/index.html"));
        check("/?lang=zh", Some("dist/index.html"));
        check("/a/b.js", Some("dist/a/b.js"));
        check("/../Cargo.toml", None);
        check("/a/../../Cargo.toml", None);
        check("//etc/passwd", Some("dist/etc/passwd"));
    }
}
