// An echo server over readable, try_read, writable and try_write.
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};
use tokio::net::{TcpListener, TcpStream};

async fn serve(listener: TcpListener) -> io::Result<usize> {
    let (socket, _) = listener.accept().await?;
    let mut total = 0;
    let mut buf = [0u8; 16];
    loop {
        socket.readable().await?;
        match socket.try_read(&mut buf) {
            Ok(0) => break,
            Ok(n) => {
                total += n;
                let mut sent = 0;
                while sent < n {
                    socket.writable().await?;
                    match socket.try_write(&buf[sent..n]) {
                        Ok(m) => sent += m,
                        Err(e) if e.kind() == io::ErrorKind::WouldBlock => continue,
                        Err(e) => return Err(e),
                    }
                }
            }
            Err(ref e) if e.kind() == io::ErrorKind::WouldBlock => continue,
            Err(e) => return Err(e),
        }
    }
    Ok(total)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let server = tokio::spawn(serve(listener));
    let mut client = TcpStream::connect(addr).await?;
    let mut b = [0u8; 4];
    match client.try_read(&mut b) {
        Err(e) => println!("early: {:?}", e.kind()),
        Ok(n) => println!("early {n}"),
    }
    client.write_all(b"hello").await?;
    let mut back = vec![0; 5];
    client.read_exact(&mut back).await?;
    println!("{}", String::from_utf8_lossy(&back));
    let ready = client.ready(Interest::WRITABLE).await?;
    println!("writable {}", ready.is_writable());
    println!("{:?}", client.try_write(b" world!").map_err(|e| e.kind()));
    let mut back = [0u8; 7];
    client.read_exact(&mut back).await?;
    println!("{:?}", std::str::from_utf8(&back).unwrap());
    client.shutdown().await?;
    println!("server saw {}", server.await.unwrap()?);
    Ok(())
}
