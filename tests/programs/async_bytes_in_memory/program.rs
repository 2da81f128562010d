//! Bytes in memory as tokio's readers and writers: `&[u8]` gets shorter, a `Vec<u8>` longer, also behind type parameters.

use std::io::{self, Cursor};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

async fn read_frame<R: AsyncRead + Unpin>(reader: &mut R) -> io::Result<Option<Vec<u8>>> {
    let len = match reader.read_u8().await {
        Ok(len) => len as usize,
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(e) => return Err(e),
    };
    let mut frame = vec![0; len];
    reader.read_exact(&mut frame).await?;
    Ok(Some(frame))
}

async fn write_frame<W>(writer: &mut W, text: &str) -> io::Result<()>
where
    W: AsyncWrite + Unpin,
{
    writer.write_u8(text.len() as u8).await?;
    writer.write_all(text.as_bytes()).await?;
    writer.flush().await
}

mod plain {
    use std::io::{Read, Write};

    pub fn copy(mut from: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut to = Vec::new();
        let mut two = [0; 2];
        from.read_exact(&mut two)?;
        to.write_all(&two)?;
        while from.read(&mut two)? > 0 {
            to.write(&two[..1])?;
        }
        to.flush()?;
        writeln!(to, " and {} left", from.len())?;
        Ok(to)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let mut out = Vec::new();
    for text in ["one", "", "three"] {
        write_frame(&mut out, text).await?;
    }
    println!("{out:?}");
    let mut reader = &out[..];
    while let Some(frame) = read_frame(&mut reader).await? {
        println!("{:?}, {} bytes left", String::from_utf8(frame).unwrap(), reader.len());
    }
    let mut cut: &[u8] = &[5, b'a', b'b'];
    println!("{:?}", read_frame(&mut cut).await.map_err(|e| e.kind()));

    let lines: &[u8] = b"first\nsecond\nlast";
    let mut lines = BufReader::new(lines).lines();
    while let Some(line) = lines.next_line().await? {
        println!("{line}");
    }
    let mut rest = String::new();
    let mut words: &[u8] = b"some words";
    let mut four = [0; 4];
    let n = words.read(&mut four).await?;
    println!("{n} {four:?}");
    let n = words.read_to_string(&mut rest).await?;
    println!("{n} {rest:?} {}", words.is_empty());
    let mut cursor = Cursor::new(vec![1u8, 2, 3, 4]);
    println!("{} then", cursor.read_u16().await?);
    let mut end = Vec::new();
    let n = cursor.read_to_end(&mut end).await?;
    println!("{n} {end:?}");
    cursor.write_u16(300).await?;
    cursor.set_position(5);
    println!("{} in {:?}", cursor.read_u8().await?, cursor.get_ref());
    let mut room = [b'.'; 5];
    let mut cursor = Cursor::new(&mut room[..]);
    cursor.write_all(b"abc").await?;
    let n = cursor.write(b"defg").await?;
    println!("{n} {:?}", cursor.write_all(b"h").await.map_err(|e| e.to_string()));
    println!("{}", String::from_utf8_lossy(&room));
    let mut to: Vec<u8> = Vec::with_capacity(8);
    println!("{}", tokio::io::copy(&mut &b"copied"[..], &mut to).await?);
    let ((), n) = tokio::try_join!(to.write_all(b" twice"), end.write(b"!"))?;
    println!("{} {n} {end:?}", String::from_utf8_lossy(&to));
    println!("{:?}", String::from_utf8(plain::copy(b"abcdef")?).unwrap());
    Ok(())
}
