//! `tokio::io`: reading and writing.

use std::io::{Error, ErrorKind};
use std::task::{Context, Poll};

pub trait AsyncRead {}

pub trait AsyncWrite {}

pub trait AsyncBufRead {}

pub trait AsyncReadExt {}

pub trait AsyncWriteExt {}

pub trait AsyncBufReadExt {}

/// What all that reads or writes has in common, with the methods of tokio's extension traits.
pub trait AsyncIo {
    /// Up to `most` bytes that are there; none at the end.
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll;

    fn put(&mut self, bytes: &[u8]) -> Result;

    fn end(&mut self);

    async fn taken(&mut self, most: usize) -> Result {
        std::future::poll_fn(|cx| self.poll_take(cx, most)).await
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result {
        let bytes = self.taken(buffer.len()).await?;
        let count = bytes.len();
        buffer[..count].copy_from_slice(&bytes);
        Ok(count)
    }

    async fn read_exact(&mut self, buffer: &mut [u8]) -> Result {
        let mut at = 0usize;
        while at < buffer.len() {
            let bytes = self.taken(buffer.len() - at).await?;
            if bytes.is_empty() {
                return Err(Error::new(ErrorKind::UnexpectedEof, "early eof"));
            }
            let count = bytes.len();
            buffer[at..at + count].copy_from_slice(&bytes);
            at += count;
        }
        Ok(at)
    }

    async fn read_to_end(&mut self, into: &mut Vec) -> Result {
        let mut count = 0usize;
        loop {
            let bytes = self.taken(usize::MAX).await?;
            if bytes.is_empty() {
                return Ok(count);
            }
            count += bytes.len();
            into.extend(bytes);
        }
    }

    async fn read_to_string(&mut self, into: &mut String) -> Result {
        let mut bytes = Vec::new();
        let count = self.read_to_end(&mut bytes).await?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                into.push_str(&text);
                Ok(count)
            }
            Err(_) => Err(Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")),
        }
    }

    async fn read_u8(&mut self) -> Result {
        let mut bytes = [0u8; 1];
        self.read_exact(&mut bytes).await?;
        Ok(bytes[0])
    }

    async fn write(&mut self, bytes: &[u8]) -> Result {
        self.put(bytes)
    }

    async fn write_all(&mut self, bytes: &[u8]) -> Result {
        self.put(bytes)?;
        Ok(())
    }

    async fn write_u8(&mut self, byte: u8) -> Result {
        self.put(&[byte])?;
        Ok(())
    }

    async fn flush(&mut self) -> Result {
        Ok(())
    }

    async fn shutdown(&mut self) -> Result {
        self.end();
        Ok(())
    }
}

/// Reads more than it is asked for and keeps the rest.
pub struct BufReader {
    inner: R,
    buffer: Vec,
}

impl BufReader {
    pub fn new(inner: R) -> BufReader {
        BufReader { inner, buffer: Vec::new() }
    }

    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    pub fn lines(self) -> Lines {
        Lines { reader: self }
    }

    pub async fn read_line(&mut self, into: &mut String) -> Result {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == 10u8) {
                return self.give(end + 1, into);
            }
            let bytes = self.inner.taken(8192).await?;
            if bytes.is_empty() {
                return self.give(self.buffer.len(), into);
            }
            self.buffer.extend(bytes);
        }
    }

    fn give(&mut self, count: usize, into: &mut String) -> Result {
        let rest = self.buffer.split_off(count);
        let line = std::mem::replace(&mut self.buffer, rest);
        match String::from_utf8(line) {
            Ok(text) => {
                into.push_str(&text);
                Ok(count)
            }
            Err(_) => Err(Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")),
        }
    }
}

impl AsyncIo for BufReader {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        if self.buffer.is_empty() {
            return self.inner.poll_take(cx, most);
        }
        let count = if self.buffer.len() < most { self.buffer.len() } else { most };
        let rest = self.buffer.split_off(count);
        Poll::Ready(Ok(std::mem::replace(&mut self.buffer, rest)))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        self.inner.put(bytes)
    }

    fn end(&mut self) {
        self.inner.end();
    }
}

pub struct Lines {
    reader: R,
}

impl Lines {
    pub async fn next_line(&mut self) -> Result {
        let mut line = String::new();
        if self.reader.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        if line.ends_with('\n') {
            line.pop();
            if line.ends_with('\r') {
                line.pop();
            }
        }
        Ok(Some(line))
    }
}

/// Writes at once: there is nothing to gather for.
pub struct BufWriter {
    inner: W,
}

impl BufWriter {
    pub fn new(inner: W) -> BufWriter {
        BufWriter { inner }
    }

    pub fn into_inner(self) -> W {
        self.inner
    }
}

impl AsyncIo for BufWriter {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.inner.poll_take(cx, most)
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        self.inner.put(bytes)
    }

    fn end(&mut self) {
        self.inner.end();
    }
}

pub async fn copy(from: &mut R, to: &mut W) -> Result {
    let mut count = 0u64;
    loop {
        let bytes = from.taken(8192).await?;
        if bytes.is_empty() {
            return Ok(count);
        }
        count += bytes.len() as u64;
        to.put(&bytes)?;
    }
}
