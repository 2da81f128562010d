// A chat server: owned halves, a session for each connection, everybody hears everybody, and who leaves is told of.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, BufWriter};
use tokio::net::{
    TcpListener, TcpStream,
    tcp::{OwnedReadHalf, OwnedWriteHalf},
};
use tokio::sync::{Mutex, broadcast, oneshot};
#[derive(Clone, Debug)]
enum Event {
    Said { from: String, text: String },
    Left(String),
}
type Names = Arc<Mutex<HashMap<SocketAddr, String>>>;
async fn session(
    stream: TcpStream,
    peer: SocketAddr,
    names: Names,
    tx: broadcast::Sender<Event>,
) -> std::io::Result<()> {
    let (r, w): (OwnedReadHalf, OwnedWriteHalf) = stream.into_split();
    let (mut r, mut w) = (BufReader::new(r), BufWriter::new(w));
    let mut line = String::new();
    r.read_line(&mut line).await?;
    let name = line.trim().to_string();
    names.lock().await.insert(peer, name.clone());
    let mut rx = tx.subscribe();
    w.write_all(format!("welcome {name}, {} here\n", names.lock().await.len()).as_bytes())
        .await?;
    w.flush().await?;
    loop {
        line.clear();
        tokio::select! {
            n = r.read_line(&mut line) => { if n? == 0 { break; } let _ = tx.send(Event::Said { from: name.clone(), text: line.trim_end().to_string() }); }
            e = rx.recv() => match e { Ok(Event::Said { from, .. }) if from == name => {} Ok(Event::Said { from, text }) => { w.write_all(format!("{from}: {text}\n").as_bytes()).await?; w.flush().await?; } Ok(Event::Left(who)) => { w.write_all(format!("{who} left\n").as_bytes()).await?; w.flush().await?; } Err(broadcast::error::RecvError::Lagged(n)) => println!("lagged {n}"), Err(_) => break },
        }
    }
    names.lock().await.remove(&peer);
    let _ = tx.send(Event::Left(name));
    Ok(())
}
struct Client {
    r: BufReader<OwnedReadHalf>,
    w: OwnedWriteHalf,
}
impl Client {
    async fn join(at: SocketAddr, name: &str) -> Client {
        let (r, w) = TcpStream::connect(at).await.unwrap().into_split();
        let mut c = Client {
            r: BufReader::new(r),
            w,
        };
        c.say(name).await;
        println!("[{name}] {}", c.hear().await);
        c
    }
    async fn say(&mut self, t: &str) {
        self.w.write_all(t.as_bytes()).await.unwrap();
        self.w.write_all(b"\n").await.unwrap();
    }
    async fn hear(&mut self) -> String {
        let mut s = String::new();
        self.r.read_line(&mut s).await.unwrap();
        s.trim_end().to_owned()
    }
}
#[tokio::main]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, mut stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        let names: Names = Names::new(Mutex::new(HashMap::new()));
        let (tx, _) = broadcast::channel(16);
        let mut n = 0;
        loop {
            tokio::select! { Ok((s, peer)) = listener.accept() => { n += 1; tokio::spawn(session(s, peer, names.clone(), tx.clone())); } _ = &mut stopped => break n }
        }
    });
    let mut ann = Client::join(at, "ann").await;
    let mut ben = Client::join(at, "ben").await;
    let mut cy = Client::join(at, "cy").await;
    ann.say("hello").await;
    println!("ben hears {}", ben.hear().await);
    println!("cy hears {}", cy.hear().await);
    ben.say("hi ann").await;
    println!("ann hears {}", ann.hear().await);
    println!("cy hears {}", cy.hear().await);
    drop(ben);
    println!("ann hears {}", ann.hear().await);
    println!("cy hears {}", cy.hear().await);
    cy.say("bye").await;
    println!("ann hears {}", ann.hear().await);
    stop.send(()).unwrap();
    println!("{} joined", server.await.unwrap());
}
