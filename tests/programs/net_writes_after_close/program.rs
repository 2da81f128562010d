// Writing after the other end has closed the connection: the first write still goes out, the next is a broken pipe.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, Duration};

async fn serve(mut socket: TcpStream) -> std::io::Result<u32> {
    let (read, mut write) = socket.split();
    let mut lines = BufReader::new(read).lines();
    let mut count = 0;
    while let Some(line) = lines.next_line().await? {
        count += 1;
        if line == "quit" {
            write.write_all(b"BYE\n").await?;
            break;
        }
        write.write_all(format!("re {line}\n").as_bytes()).await?;
    }
    Ok(count)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(async move {
        let (first, _) = listener.accept().await?;
        let served = serve(first).await?;
        let (second, _) = listener.accept().await?;
        drop(second);
        Ok::<_, std::io::Error>(served)
    });
    let stream = TcpStream::connect(address).await?;
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    for request in ["a", "quit", "never"] {
        write.write_all(format!("{request}\n").as_bytes()).await?;
        let mut line = String::new();
        if read.read_line(&mut line).await? == 0 {
            println!("closed before {request}");
            break;
        }
        println!("{}", line.trim_end());
    }
    let mut second = TcpStream::connect(address).await?;
    println!("served {}", server.await.unwrap()?);
    sleep(Duration::from_millis(50)).await;
    println!("empty {:?}", second.write(b"").await);
    println!("first {:?}", second.write(b"x").await);
    sleep(Duration::from_millis(50)).await;
    println!("read {:?}", second.read(&mut [0; 4]).await);
    println!("next {:?}", second.write(b"y").await.map_err(|it| it.kind()));
    println!("last {:?}", second.write_all(b"z").await.map_err(|it| it.kind()));
    println!("read {:?}", second.read(&mut [0; 4]).await);
    Ok(())
}
