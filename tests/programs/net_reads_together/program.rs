//! `tokio::net`: what has arrived by the time of a read is read together, as far as the buffer goes.
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

async fn write_in_pieces(listener: TcpListener) {
    let (mut stream, _) = listener.accept().await.unwrap();
    for piece in ["one ", "two ", "three"] {
        stream.write_all(piece.as_bytes()).await.unwrap();
    }
    sleep(Duration::from_millis(400)).await;
    stream.write_all(b"four").await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(write_in_pieces(listener));
    let mut stream = TcpStream::connect(address).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    let mut small = [0; 6];
    let count = stream.read(&mut small).await.unwrap();
    println!("{count}: {:?}", std::str::from_utf8(&small[..count]).unwrap());
    let mut large = [0; 64];
    loop {
        let count = stream.read(&mut large).await.unwrap();
        println!("{count}: {:?}", std::str::from_utf8(&large[..count]).unwrap());
        if count == 0 {
            break;
        }
    }
    server.await.unwrap();
}
