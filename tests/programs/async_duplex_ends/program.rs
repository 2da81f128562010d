// Duplex pipes with backpressure; readers and writers of nothing.
use tokio::io::{self, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter, duplex, split, DuplexStream, ReadHalf};
use tokio::time::{sleep, Duration, timeout};
async fn server(s: DuplexStream) -> io::Result<u32> {
    let (r, mut w) = split(s);
    let mut r: BufReader<ReadHalf<DuplexStream>> = BufReader::new(r);
    let mut n = 0;
    let mut line = String::new();
    while r.read_line(&mut line).await? > 0 {
        n += 1;
        let reply = match line.trim().split_once(' ') {
            Some(("add", rest)) => rest.split(' ').filter_map(|x| x.parse::<i64>().ok()).sum::<i64>().to_string(),
            Some(("echo", rest)) => rest.to_owned(),
            _ => "error".into(),
        };
        w.write_all(format!("{reply}\r\n").as_bytes()).await?;
        line.clear();
    }
    w.shutdown().await?;
    Ok(n)
}
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> io::Result<()> {
    let (a, b) = duplex(16);
    let srv = tokio::spawn(server(b));
    let (r, w) = io::split(a);
    let mut lines = BufReader::new(r).lines();
    let mut w = BufWriter::new(w);
    for cmd in ["add 1 2 3", "echo hello world", "what"] {
        w.write_all(cmd.as_bytes()).await?;
        w.write_all(b"\n").await?;
        println!("{}", timeout(Duration::from_millis(5), lines.next_line()).await.is_err());
        w.flush().await?;
        println!("{:?}", lines.next_line().await?);
    }
    w.shutdown().await?;
    println!("{:?} {}", lines.next_line().await?, srv.await.unwrap()?);
    let (mut tx, mut rx) = duplex(4);
    let t = tokio::spawn(async move { for i in 0..5u8 { tx.write_all(&[i; 3]).await.unwrap(); sleep(Duration::from_millis(1)).await } });
    let mut all = Vec::new();
    let mut buf = [0u8; 2];
    loop { let n = rx.read(&mut buf).await?; if n == 0 { break } all.extend_from_slice(&buf[..n]) }
    t.await.unwrap();
    println!("{all:?}");
    let mut empty = io::empty();
    println!("{} {}", empty.read(&mut buf).await?, io::copy(&mut io::repeat(7).take(5), &mut io::sink()).await?);
    let (mut c, s) = duplex(8);
    drop(s);
    println!("{:?}", c.write_all(b"x").await.map_err(|e| e.kind()));
    println!("{}", c.read(&mut buf).await?);
    Ok(())
}
