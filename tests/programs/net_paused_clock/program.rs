// A connection while the clock stands still: the network takes real time, sleeps jump.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Duration, Instant, sleep, timeout};
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut s, _) = listener.accept().await.unwrap();
        let mut b = [0; 8];
        let n = s.read(&mut b).await.unwrap();
        sleep(Duration::from_secs(2)).await;
        s.write_all(&b[..n]).await.unwrap();
    });
    let start = Instant::now();
    let mut c = TcpStream::connect(at).await.unwrap();
    c.write_all(b"hello").await.unwrap();
    let mut s = String::new();
    c.read_to_string(&mut s).await.unwrap();
    println!("{s} {:?}", start.elapsed().as_secs());
    server.await.unwrap();
    let never = timeout(Duration::from_secs(7), std::future::pending::<()>()).await;
    println!("{never:?} {}", start.elapsed().as_secs());
}
