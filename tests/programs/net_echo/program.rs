// Network: an echo server and its clients in one program; write_all, read_exact, shutdown, read_to_string, refused.
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn serve(listener: TcpListener, connections: usize) -> std::io::Result<usize> {
    let mut total = 0;
    for _ in 0..connections {
        let (mut socket, _) = listener.accept().await?;
        let mut buffer = [0; 16];
        loop {
            let count = socket.read(&mut buffer).await?;
            if count == 0 {
                break;
            }
            total += count;
            socket.write_all(&buffer[..count]).await?;
        }
    }
    Ok(total)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener, 3));
    for text in ["hello", "a text that is longer than the server's buffer", ""] {
        let mut stream = TcpStream::connect(address).await?;
        assert_eq!(stream.peer_addr()?, address);
        stream.write_all(text.as_bytes()).await?;
        stream.shutdown().await?;
        let mut back = String::new();
        let count = stream.read_to_string(&mut back).await?;
        println!("{count} bytes back: {back:?}");
    }
    println!("the server echoed {} bytes", server.await.unwrap()?);
    let refused = TcpStream::connect(address).await.unwrap_err();
    println!("{:?}: {refused}", refused.kind());
    println!("{}", refused.kind() == ErrorKind::ConnectionRefused);
    Ok(())
}
