// Frames over a connection, as a small Redis reads and writes them: incomplete ones, bulk data, errors of the protocol.

use std::io::{self, Cursor, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug, Clone, PartialEq)]
enum Frame {
    Simple(String),
    Error(String),
    Integer(u64),
    Bulk(Vec<u8>),
    Null,
    Array(Vec<Frame>),
}

#[derive(Debug)]
enum ParseError {
    Incomplete,
    Other(String),
}

fn get_line<'a>(src: &mut Cursor<&'a [u8]>) -> Result<&'a [u8], ParseError> {
    let start = src.position() as usize;
    let end = src.get_ref().len() - 1;
    for i in start..end {
        if src.get_ref()[i] == b'\r' && src.get_ref()[i + 1] == b'\n' {
            src.set_position((i + 2) as u64);
            return Ok(&src.get_ref()[start..i]);
        }
    }
    Err(ParseError::Incomplete)
}
fn text(line: &[u8]) -> Result<String, ParseError> {
    String::from_utf8(line.to_vec()).map_err(|e| ParseError::Other(e.to_string()))
}
impl Frame {
    fn parse(src: &mut Cursor<&[u8]>) -> Result<Frame, ParseError> {
        if !src.get_ref().len() > src.position() as usize && src.position() as usize >= src.get_ref().len() {
            return Err(ParseError::Incomplete);
        }
        let line = get_line(src)?;
        match line[0] {
            b'+' => Ok(Frame::Simple(text(&line[1..])?)),
            b'-' => Ok(Frame::Error(text(&line[1..])?)),
            b':' => text(&line[1..])?
                .parse()
                .map(Frame::Integer)
                .map_err(|_| ParseError::Other("not a number".into())),
            b'$' if line == b"$-1" => Ok(Frame::Null),
            b'$' => {
                let len: usize = text(&line[1..])?.parse().unwrap();
                let at = src.position() as usize;
                if src.get_ref().len() < at + len + 2 {
                    return Err(ParseError::Incomplete);
                }
                let data = src.get_ref()[at..at + len].to_vec();
                src.set_position((at + len + 2) as u64);
                Ok(Frame::Bulk(data))
            }
            b'*' => {
                let n: usize = text(&line[1..])?.parse().unwrap();
                let mut out = Vec::with_capacity(n);
                for _ in 0..n {
                    out.push(Frame::parse(src)?);
                }
                Ok(Frame::Array(out))
            }
            other => Err(ParseError::Other(format!("bad byte {other:#x}"))),
        }
    }
}
struct Connection {
    stream: BufWriter<TcpStream>,
    buffer: Vec<u8>,
}
impl Connection {
    fn new(stream: TcpStream) -> Self {
        Connection {
            stream: BufWriter::new(stream),
            buffer: Vec::with_capacity(4096),
        }
    }
    async fn read_frame(&mut self) -> io::Result<Option<Frame>> {
        loop {
            if !self.buffer.is_empty() {
                let mut buf = Cursor::new(&self.buffer[..]);
                match Frame::parse(&mut buf) {
                    Ok(frame) => {
                        let len = buf.position() as usize;
                        self.buffer.drain(..len);
                        return Ok(Some(frame));
                    }
                    Err(ParseError::Incomplete) => {}
                    Err(ParseError::Other(e)) => return Err(io::Error::new(ErrorKind::InvalidData, e)),
                }
            }
            if 0 == self.stream.get_mut().read_buf(&mut self.buffer).await? {
                return if self.buffer.is_empty() {
                    Ok(None)
                } else {
                    Err(ErrorKind::ConnectionReset.into())
                };
            }
        }
    }
    async fn write_frame(&mut self, frame: &Frame) -> io::Result<()> {
        match frame {
            Frame::Array(items) => {
                self.stream.write_u8(b'*').await?;
                self.stream
                    .write_all(format!("{}\r\n", items.len()).as_bytes())
                    .await?;
                for it in items {
                    self.write_value(it).await?;
                }
            }
            other => self.write_value(other).await?,
        }
        self.stream.flush().await
    }
    async fn write_value(&mut self, frame: &Frame) -> io::Result<()> {
        match frame {
            Frame::Simple(s) => {
                self.stream.write_u8(b'+').await?;
                self.stream.write_all(s.as_bytes()).await?;
                self.stream.write_all(b"\r\n").await?;
            }
            Frame::Error(s) => self.stream.write_all(format!("-{s}\r\n").as_bytes()).await?,
            Frame::Integer(n) => self.stream.write_all(format!(":{n}\r\n").as_bytes()).await?,
            Frame::Null => self.stream.write_all(b"$-1\r\n").await?,
            Frame::Bulk(b) => {
                self.stream
                    .write_all(format!("${}\r\n", b.len()).as_bytes())
                    .await?;
                self.stream.write_all(b).await?;
                self.stream.write_all(b"\r\n").await?;
            }
            Frame::Array(_) => unreachable!(),
        }
        Ok(())
    }
}
#[tokio::main]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let server = tokio::spawn(async move {
        let (s, _) = listener.accept().await?;
        let mut c = Connection::new(s);
        let mut n = 0u64;
        while let Some(f) = c.read_frame().await? {
            println!("server: {f:?}");
            n += 1;
            c.write_frame(&Frame::Array(vec![Frame::Integer(n), f, Frame::Null]))
                .await?;
        }
        Ok::<u64, io::Error>(n)
    });
    let mut c = Connection::new(TcpStream::connect(addr).await?);
    for f in [
        Frame::Simple("PING".into()),
        Frame::Bulk(b"hello\r\nworld".to_vec()),
        Frame::Error("ERR x".into()),
        Frame::Integer(42),
    ] {
        c.write_frame(&f).await?;
        println!("client: {:?}", c.read_frame().await?);
    }
    c.stream.write_all(b"?what\r\n").await?;
    c.stream.flush().await?;
    println!("{:?}", c.read_frame().await);
    match server.await {
        Ok(Ok(n)) => println!("{n}"),
        Ok(Err(e)) => println!("{e} {:?}", e.kind()),
        Err(e) => println!("{e}"),
    }
    Ok(())
}
