// A buffered writer keeps what it is given until it is flushed or much, and loses it when it is dropped; read_buf.

use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter, duplex};
use tokio::net::{TcpListener, TcpStream};
#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let server = tokio::spawn(async move {
        let (mut s, _) = listener.accept().await.unwrap();
        let mut buf = Vec::with_capacity(16);
        loop {
            let n = s.read_buf(&mut buf).await.unwrap();
            if n == 0 {
                break;
            }
            println!("server has {n}: {}", String::from_utf8_lossy(&buf));
        }
        buf.len()
    });
    let mut w = BufWriter::new(TcpStream::connect(addr).await?);
    w.write_all(b"hello").await?;
    println!("gathered {:?}", w.buffer().len());
    tokio::time::sleep(Duration::from_millis(30)).await;
    println!("now flush");
    w.flush().await?;
    tokio::time::sleep(Duration::from_millis(30)).await;
    println!("gathered {:?}", w.buffer().len());
    w.write_all(b" lost").await?;
    drop(w);
    println!("server saw {}", server.await?);
    let (a, b) = duplex(64);
    let mut w = BufWriter::with_capacity(4, a);
    w.write_all(b"ab").await?;
    w.write_all(b"cd").await?;
    println!("{:?}", w.buffer());
    w.write_all(b"e").await?;
    println!("{:?}", w.buffer());
    w.write_all(b"longer").await?;
    w.write_u8(b'\n').await?;
    w.shutdown().await?;
    let mut r = BufReader::new(b);
    let mut line = String::new();
    println!("{} {line:?}", r.read_line(&mut line).await?);
    println!("{line:?}");
    println!("{}", r.read_line(&mut line).await?);
    let (mut a, mut b) = duplex(4);
    let t = tokio::spawn(async move {
        for c in [b"one" as &[u8], b"two", b"three"] {
            a.write_all(c).await.unwrap();
            println!("wrote {}", c.len());
        }
    });
    let mut all = String::new();
    tokio::time::sleep(Duration::from_millis(5)).await;
    b.read_to_string(&mut all).await?;
    t.await?;
    println!("{all}");
    Ok(())
}
