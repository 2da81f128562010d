// A chat over lines with peers in a map: who joins and leaves is told of; a reader behind its lines.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream, tcp::OwnedWriteHalf};
use tokio::sync::{Mutex, mpsc};
type Tx = mpsc::UnboundedSender<String>;
struct Shared {
    peers: HashMap<SocketAddr, (String, Tx)>,
}
impl Shared {
    async fn broadcast(&mut self, sender: SocketAddr, message: &str) {
        let mut peers: Vec<_> = self.peers.iter_mut().filter(|(a, _)| **a != sender).collect();
        peers.sort_by(|a, b| a.1.0.cmp(&b.1.0));
        for (_, (_, tx)) in peers {
            let _ = tx.send(message.into());
        }
    }
}
async fn process(
    state: Arc<Mutex<Shared>>,
    stream: TcpStream,
    addr: SocketAddr,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let (r, mut w) = stream.into_split();
    let mut lines = BufReader::new(r).lines();
    w.write_all(b"name?\n").await?;
    let Some(name) = lines.next_line().await? else {
        return Ok(());
    };
    let (tx, mut rx) = mpsc::unbounded_channel();
    {
        let mut s = state.lock().await;
        s.peers.insert(addr, (name.clone(), tx));
        s.broadcast(addr, &format!("{name} has joined")).await;
        println!("{name} joined");
    }
    write_line(&mut w, "welcome").await?;
    loop {
        tokio::select! {
            Some(msg) = rx.recv() => write_line(&mut w, &msg).await?,
            result = lines.next_line() => match result {
                Ok(Some(msg)) => { let mut s = state.lock().await; s.broadcast(addr, &format!("{name}: {msg}")).await; }
                Ok(None) => break,
                Err(e) => { eprintln!("{e}"); break }
            },
        }
    }
    let mut s = state.lock().await;
    s.peers.remove(&addr);
    s.broadcast(addr, &format!("{name} has left")).await;
    println!("{name} left, {} here", s.peers.len());
    Ok(())
}
async fn write_line(w: &mut OwnedWriteHalf, s: &str) -> std::io::Result<()> {
    w.write_all(s.as_bytes()).await?;
    w.write_all(b"\n").await
}
async fn client(
    addr: SocketAddr,
    name: &str,
) -> std::io::Result<(
    tokio::io::Lines<BufReader<tokio::net::tcp::OwnedReadHalf>>,
    OwnedWriteHalf,
)> {
    let (r, mut w) = TcpStream::connect(addr).await?.into_split();
    let mut lines = BufReader::new(r).lines();
    assert_eq!(lines.next_line().await?.as_deref(), Some("name?"));
    w.write_all(format!("{name}\n").as_bytes()).await?;
    assert_eq!(lines.next_line().await?.unwrap(), "welcome");
    Ok((lines, w))
}
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let state = Arc::new(Mutex::new(Shared {
        peers: HashMap::new(),
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, addr)) = listener.accept().await {
            let state = state.clone();
            tokio::spawn(async move {
                if let Err(e) = process(state, stream, addr).await {
                    println!("error {e:?}");
                }
            });
        }
    });
    let (mut l1, mut w1) = client(addr, "ann").await?;
    let (mut l2, mut w2) = client(addr, "bob").await?;
    println!("ann sees {:?}", l1.next_line().await?);
    w2.write_all(b"hello\nall\n").await?;
    println!("ann sees {:?}", l1.next_line().await?);
    println!("ann sees {:?}", l1.next_line().await?);
    w1.write_all(b"hi bob\n").await?;
    println!("bob sees {:?}", l2.next_line().await?);
    w1.shutdown().await?;
    println!("bob sees {:?}", l2.next_line().await?);
    let mut rest = String::new();
    l1.into_inner().read_to_string(&mut rest).await?;
    println!("{rest:?}");
    drop((l2, w2));
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    Ok(())
}
