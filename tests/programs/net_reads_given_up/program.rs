//! Which reads may be given up half way: `read_line` loses what it has, `read_until` leaves it in the vector, `next_line`
//! and `next_segment` keep it for the next time.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::time::timeout;

const MS: Duration = Duration::from_millis(10);

async fn write(to: &mut DuplexStream, text: &str) {
    to.write_all(text.as_bytes()).await.unwrap();
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (mut a, b) = duplex(64);
    let mut reader = BufReader::new(b);

    let mut line = String::from("before ");
    write(&mut a, "hal").await;
    println!("{:?}", timeout(MS, reader.read_line(&mut line)).await.is_err());
    println!("{line:?}");
    write(&mut a, "f\nnext").await;
    println!("{:?}", reader.read_line(&mut line).await);
    println!("{line:?} {:?}", String::from_utf8_lossy(reader.buffer()));
    write(&mut a, " one\n").await;
    println!("{:?} {line:?}", reader.read_line(&mut line).await);

    let mut bytes = vec![b'>'];
    write(&mut a, "first").await;
    println!("{:?}", timeout(MS, reader.read_until(b';', &mut bytes)).await.is_err());
    println!("{:?}", String::from_utf8_lossy(&bytes));
    write(&mut a, "second;third").await;
    println!("{:?}", reader.read_until(b';', &mut bytes).await);
    println!("{:?}", String::from_utf8_lossy(&bytes));

    let mut lines = reader.lines();
    println!("{:?}", timeout(MS, lines.next_line()).await.is_err());
    write(&mut a, " and\r\nfourth\nénd").await;
    println!("{:?} {:?}", lines.next_line().await, lines.next_line().await);
    println!("{:?}", timeout(MS, lines.next_line()).await.is_err());
    let mut rest = lines.into_inner();
    println!("{:?}", rest.buffer());

    let mut segments = BufReader::new(&mut rest).split(b',');
    write(&mut a, "x,y").await;
    println!("{:?}", segments.next_segment().await);
    println!("{:?}", timeout(MS, segments.next_segment()).await.is_err());
    write(&mut a, "z,").await;
    println!("{:?}", segments.next_segment().await);

    let mut exact = [0; 4];
    write(&mut a, "ab").await;
    println!("{:?}", timeout(MS, rest.read_exact(&mut exact)).await.is_err());
    println!("{exact:?}");
    drop(a);
    println!("{:?}", rest.read_line(&mut line).await);
    println!("{line:?}");
}
