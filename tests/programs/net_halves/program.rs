// Halves of a connection: lent ones, owned ones that become one again, and two that are not of one connection.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{
    TcpListener, TcpStream,
    tcp::{OwnedReadHalf, OwnedWriteHalf, ReadHalf, WriteHalf},
};
async fn ask(r: &mut ReadHalf<'_>, w: &mut WriteHalf<'_>, q: &str) -> std::io::Result<String> {
    w.write_all(q.as_bytes()).await?;
    let mut b = [0; 4];
    r.read_exact(&mut b).await?;
    Ok(String::from_utf8_lossy(&b).into_owned())
}
async fn pump(mut r: OwnedReadHalf, mut w: OwnedWriteHalf) -> std::io::Result<TcpStream> {
    let mut b = [0; 4];
    for _ in 0..2 {
        r.read_exact(&mut b).await?;
        b.reverse();
        w.write_all(&b).await?;
    }
    Ok(r.reunite(w).expect("of one stream"))
}
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let l = TcpListener::bind("127.0.0.1:0").await?;
    let at = l.local_addr()?;
    let server = tokio::spawn(async move {
        let (s, _) = l.accept().await?;
        let (r, w) = s.into_split();
        let mut whole = pump(r, w).await?;
        whole.write_all(b"whole").await?;
        let (s2, _) = l.accept().await?;
        let (r1, _w1) = whole.into_split();
        let (_r2, w2) = s2.into_split();
        println!("{}", r1.reunite(w2).unwrap_err());
        Ok::<_, std::io::Error>(())
    });
    let mut c = TcpStream::connect(at).await?;
    let (mut r, mut w) = c.split();
    println!(
        "{} {}",
        ask(&mut r, &mut w, "abcd").await?,
        ask(&mut r, &mut w, "1234").await?
    );
    let mut b = [0; 5];
    c.read_exact(&mut b).await?;
    println!("{}", String::from_utf8_lossy(&b));
    let _d = TcpStream::connect(at).await?;
    server.await.unwrap()
}
