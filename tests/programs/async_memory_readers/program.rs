// Cursors where a socket could be.
use std::io::Cursor;
use tokio::io::{self, AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

async fn count_words<R: AsyncRead + Unpin>(reader: R) -> io::Result<usize> {
    let mut lines = BufReader::new(reader).lines();
    let mut count = 0;
    while let Some(line) = lines.next_line().await? {
        count += line.split_whitespace().count();
    }
    Ok(count)
}

async fn parse_frame<R: AsyncRead + Unpin>(r: &mut R) -> io::Result<(u8, Vec<u8>)> {
    let kind = r.read_u8().await?;
    let len = r.read_u16().await? as usize;
    let mut body = vec![0; len];
    r.read_exact(&mut body).await?;
    Ok((kind, body))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let text = "one two three\nfour five\n\nsix";
    println!("{}", count_words(Cursor::new(text)).await?);
    println!("{}", count_words(Cursor::new("a b c\nd")).await?);
    let mut frames = Cursor::new(vec![1, 0, 2, b'h', b'i', 2, 0, 0, 3, 0, 9]);
    loop {
        match parse_frame(&mut frames).await {
            Ok((k, body)) => println!("frame {k} {:?}", String::from_utf8(body).unwrap()),
            Err(e) => {
                println!("end: {:?} {e}", e.kind());
                break;
            }
        }
    }
    let mut cursor = Cursor::new(vec![1u8, 2, 3, 4, 5]);
    let mut two = [0u8; 2];
    cursor.read_exact(&mut two).await?;
    println!("{two:?} at {}", cursor.position());
    let mut rest = Vec::new();
    let n = cursor.read_to_end(&mut rest).await?;
    println!("{n} {rest:?}");
    Ok(())
}
