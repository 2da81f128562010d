// Network: a line protocol with BufReader::lines, one task a client, a split stream, a command that ends the server.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

type Store = Arc<Mutex<BTreeMap<String, String>>>;

fn answer(store: &Store, line: &str) -> String {
    let mut words = line.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some("SET"), Some(key), Some(value)) => {
            let before = store.lock().unwrap().insert(key.to_string(), value.to_string());
            before.map_or("OK".to_string(), |before| format!("OK, was {before}"))
        }
        (Some("GET"), Some(key), None) => {
            store.lock().unwrap().get(key).cloned().unwrap_or("NIL".to_string())
        }
        _ => format!("ERR {line}"),
    }
}

async fn client(stream: TcpStream, store: Store) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    while let Some(line) = lines.next_line().await? {
        let reply = answer(&store, &line);
        write.write_all(format!("{reply}\n").as_bytes()).await?;
    }
    Ok(())
}

async fn talk(port: u16, commands: &[&str]) -> std::io::Result<Vec<String>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut replies = Vec::new();
    for command in commands {
        write.write_all(command.as_bytes()).await?;
        write.write_all(b"\n").await?;
        replies.push(lines.next_line().await?.unwrap_or_default());
    }
    Ok(replies)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let store = Store::default();
    let server = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let store = store.clone();
            tokio::spawn(async move { client(stream, store).await });
        }
    });
    println!("{:?}", talk(port, &["SET colour red", "GET colour", "GET size"]).await?);
    println!("{:?}", talk(port, &["SET colour dark blue", "GET colour", "DEL colour"]).await?);
    let (a, b) = tokio::join!(talk(port, &["SET a 1", "GET a"]), talk(port, &["SET b 2", "GET b"]));
    println!("{:?} {:?}", a?, b?);
    server.abort();
    println!("{}", server.await.unwrap_err().is_cancelled());
    Ok(())
}
