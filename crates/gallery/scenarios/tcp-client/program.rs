use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn serve(listener: TcpListener) {
    let accepted = listener.accept().await;
    let (mut stream, _) = accepted.unwrap();
    let hello = stream.write_all(b"hello");
    hello.await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bound = TcpListener::bind("127.0.0.1:0");
    let listener = bound.await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(serve(listener));
    println!("client: connect");
    let host = ("localhost", address.port());
    let stream = TcpStream::connect(host).await;
    let mut stream = stream.unwrap();
    println!("client: connected, read");
    let mut text = String::new();
    let all = stream.read_to_string(&mut text);
    all.await.unwrap();
    println!("client: {text}");
    server.await.unwrap();
}
