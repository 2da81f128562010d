//! `tokio::io`: reading and writing.

use std::io::{Error, ErrorKind, Result};
use std::task::{Context, Poll};

/// What somebody would like to do with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interest {
    reads: bool,
    writes: bool,
}

impl Interest {
    pub const READABLE: Interest = Interest { reads: true, writes: false };
    pub const WRITABLE: Interest = Interest { reads: false, writes: true };

    pub fn add(self, other: Interest) -> Interest {
        Interest { reads: self.reads || other.reads, writes: self.writes || other.writes }
    }

    pub fn is_readable(self) -> bool {
        self.reads
    }

    pub fn is_writable(self) -> bool {
        self.writes
    }
}

impl std::ops::BitOr for Interest {
    fn bitor(self, other: Interest) -> Interest {
        self.add(other)
    }
}

/// What can be done with a connection at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    is_readable: bool,
    is_writable: bool,
}

impl Ready {
    pub fn is_readable(self) -> bool {
        self.is_readable
    }

    pub fn is_writable(self) -> bool {
        self.is_writable
    }

    pub fn is_empty(self) -> bool {
        !self.is_readable && !self.is_writable
    }
}

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

    /// As many of the bytes as there is room for; what always has room says `put` only.
    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        Poll::Ready(self.put(bytes))
    }

    fn put(&mut self, bytes: &[u8]) -> Result;

    fn end(&mut self);

    /// Sends on what is gathered.
    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(Ok(()))
    }

    fn take(self, limit: u64) -> Take {
        Take { inner: self, left: limit as usize }
    }

    fn chain(self, other: R) -> Chain {
        Chain { first: Some(self), second: other }
    }

    async fn taken(&mut self, most: usize) -> Result {
        std::future::poll_fn(|cx| self.poll_take(cx, most)).await
    }

    fn read(&mut self, buffer: &mut [u8]) -> F {
        self.read_awaited(buffer)
    }

    /// As much as the vector has room for, behind what it holds.
    async fn read_buf(&mut self, into: &mut Vec) -> Result {
        if into.len() == into.capacity() {
            into.reserve(64);
        }
        let bytes = self.taken(into.capacity() - into.len()).await?;
        let count = bytes.len();
        into.extend(bytes);
        Ok(count)
    }

    fn read_exact(&mut self, buffer: &mut [u8]) -> F {
        self.read_exact_awaited(buffer)
    }

    fn read_to_end(&mut self, into: &mut Vec) -> F {
        self.read_to_end_awaited(into)
    }

    fn read_to_string(&mut self, into: &mut String) -> F {
        self.read_to_string_awaited(into)
    }

    async fn read_u8(&mut self) -> Result {
        let mut bytes = [0u8; 1];
        self.read_number(&mut bytes).await?;
        Ok(bytes[0])
    }

    fn write(&mut self, bytes: &[u8]) -> F {
        self.write_awaited(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> F {
        self.write_all_awaited(bytes)
    }

    // What these methods mean where the traits of `tokio::io` are in scope and those of `std::io` are not: bytes in
    // memory have both.

    async fn read_awaited(&mut self, buffer: &mut [u8]) -> Result {
        let bytes = self.taken(buffer.len()).await?;
        let count = bytes.len();
        buffer[..count].copy_from_slice(&bytes);
        Ok(count)
    }

    async fn read_exact_awaited(&mut self, buffer: &mut [u8]) -> Result {
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

    async fn read_number(&mut self, bytes: &mut [u8]) -> Result {
        match self.read_exact_awaited(bytes).await {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(Error::from(ErrorKind::UnexpectedEof)),
            other => other,
        }
    }

    async fn read_to_end_awaited(&mut self, into: &mut Vec) -> Result {
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

    async fn read_to_string_awaited(&mut self, into: &mut String) -> Result {
        let mut bytes = Vec::new();
        self.read_to_end_awaited(&mut bytes).await?;
        text_read(bytes, into)
    }

    async fn read_until_awaited(&mut self, delimiter: u8, into: &mut Vec) -> Result {
        let mut count = 0usize;
        loop {
            let bytes = self.taken(1).await?;
            if bytes.is_empty() {
                return Ok(count);
            }
            count += 1;
            into.push(bytes[0]);
            if bytes[0] == delimiter {
                return Ok(count);
            }
        }
    }

    async fn read_line_awaited(&mut self, into: &mut String) -> Result {
        let mut bytes = Vec::new();
        self.read_until_awaited(10u8, &mut bytes).await?;
        text_read(bytes, into)
    }

    fn lines_awaited(self) -> Lines {
        BufReader::new(self).lines()
    }

    async fn write_awaited(&mut self, bytes: &[u8]) -> Result {
        std::future::poll_fn(|cx| self.poll_put(cx, bytes)).await
    }

    async fn write_all_awaited(&mut self, bytes: &[u8]) -> Result {
        all_put(self, bytes).await
    }

    async fn flush_awaited(&mut self) -> Result {
        std::future::poll_fn(|cx| self.poll_flush(cx)).await
    }

    async fn write_u8(&mut self, byte: u8) -> Result {
        all_put(self, &[byte]).await
    }

    async fn read_i8(&mut self) -> Result {
        let mut bytes = [0u8; 1];
        self.read_number(&mut bytes).await?;
        Ok(i8::from_be_bytes(bytes))
    }

    async fn write_i8(&mut self, number: i8) -> Result {
        self.write_all_awaited(&(number as i8).to_be_bytes()).await
    }

    async fn read_u16(&mut self) -> Result {
        let mut bytes = [0u8; 2];
        self.read_number(&mut bytes).await?;
        Ok(u16::from_be_bytes(bytes))
    }

    async fn write_u16(&mut self, number: u16) -> Result {
        self.write_all_awaited(&(number as u16).to_be_bytes()).await
    }

    async fn read_u16_le(&mut self) -> Result {
        let mut bytes = [0u8; 2];
        self.read_number(&mut bytes).await?;
        Ok(u16::from_le_bytes(bytes))
    }

    async fn write_u16_le(&mut self, number: u16) -> Result {
        self.write_all_awaited(&(number as u16).to_le_bytes()).await
    }

    async fn read_i16(&mut self) -> Result {
        let mut bytes = [0u8; 2];
        self.read_number(&mut bytes).await?;
        Ok(i16::from_be_bytes(bytes))
    }

    async fn write_i16(&mut self, number: i16) -> Result {
        self.write_all_awaited(&(number as i16).to_be_bytes()).await
    }

    async fn read_i16_le(&mut self) -> Result {
        let mut bytes = [0u8; 2];
        self.read_number(&mut bytes).await?;
        Ok(i16::from_le_bytes(bytes))
    }

    async fn write_i16_le(&mut self, number: i16) -> Result {
        self.write_all_awaited(&(number as i16).to_le_bytes()).await
    }

    async fn read_u32(&mut self) -> Result {
        let mut bytes = [0u8; 4];
        self.read_number(&mut bytes).await?;
        Ok(u32::from_be_bytes(bytes))
    }

    async fn write_u32(&mut self, number: u32) -> Result {
        self.write_all_awaited(&(number as u32).to_be_bytes()).await
    }

    async fn read_u32_le(&mut self) -> Result {
        let mut bytes = [0u8; 4];
        self.read_number(&mut bytes).await?;
        Ok(u32::from_le_bytes(bytes))
    }

    async fn write_u32_le(&mut self, number: u32) -> Result {
        self.write_all_awaited(&(number as u32).to_le_bytes()).await
    }

    async fn read_i32(&mut self) -> Result {
        let mut bytes = [0u8; 4];
        self.read_number(&mut bytes).await?;
        Ok(i32::from_be_bytes(bytes))
    }

    async fn write_i32(&mut self, number: i32) -> Result {
        self.write_all_awaited(&(number as i32).to_be_bytes()).await
    }

    async fn read_i32_le(&mut self) -> Result {
        let mut bytes = [0u8; 4];
        self.read_number(&mut bytes).await?;
        Ok(i32::from_le_bytes(bytes))
    }

    async fn write_i32_le(&mut self, number: i32) -> Result {
        self.write_all_awaited(&(number as i32).to_le_bytes()).await
    }

    async fn read_u64(&mut self) -> Result {
        let mut bytes = [0u8; 8];
        self.read_number(&mut bytes).await?;
        Ok(u64::from_be_bytes(bytes))
    }

    async fn write_u64(&mut self, number: u64) -> Result {
        self.write_all_awaited(&(number as u64).to_be_bytes()).await
    }

    async fn read_u64_le(&mut self) -> Result {
        let mut bytes = [0u8; 8];
        self.read_number(&mut bytes).await?;
        Ok(u64::from_le_bytes(bytes))
    }

    async fn write_u64_le(&mut self, number: u64) -> Result {
        self.write_all_awaited(&(number as u64).to_le_bytes()).await
    }

    async fn read_i64(&mut self) -> Result {
        let mut bytes = [0u8; 8];
        self.read_number(&mut bytes).await?;
        Ok(i64::from_be_bytes(bytes))
    }

    async fn write_i64(&mut self, number: i64) -> Result {
        self.write_all_awaited(&(number as i64).to_be_bytes()).await
    }

    async fn read_i64_le(&mut self) -> Result {
        let mut bytes = [0u8; 8];
        self.read_number(&mut bytes).await?;
        Ok(i64::from_le_bytes(bytes))
    }

    async fn write_i64_le(&mut self, number: i64) -> Result {
        self.write_all_awaited(&(number as i64).to_le_bytes()).await
    }

    async fn read_f32(&mut self) -> Result {
        let mut bytes = [0u8; 4];
        self.read_number(&mut bytes).await?;
        Ok(f32::from_bits(u32::from_be_bytes(bytes)))
    }

    async fn write_f32(&mut self, number: f32) -> Result {
        self.write_all_awaited(&number.to_bits().to_be_bytes()).await
    }

    async fn read_f64(&mut self) -> Result {
        let mut bytes = [0u8; 8];
        self.read_number(&mut bytes).await?;
        Ok(f64::from_bits(u64::from_be_bytes(bytes)))
    }

    async fn write_f64(&mut self, number: f64) -> Result {
        self.write_all_awaited(&number.to_bits().to_be_bytes()).await
    }

    fn flush(&mut self) -> F {
        self.flush_awaited()
    }

    async fn shutdown(&mut self) -> Result {
        self.flush_awaited().await?;
        self.end();
        Ok(())
    }
}

/// Puts the bytes behind the text, if they are one: how many they are.
fn text_read(bytes: Vec, into: &mut String) -> Result {
    match String::from_utf8(bytes) {
        Ok(text) => {
            into.push_str(&text);
            Ok(text.len())
        }
        Err(_) => Err(Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")),
    }
}

async fn all_put(to: &mut W, bytes: &[u8]) -> Result {
    let mut at = 0usize;
    while at < bytes.len() {
        let count = std::future::poll_fn(|cx| to.poll_put(cx, &bytes[at..])).await?;
        if count == 0 {
            return Err(Error::from(ErrorKind::WriteZero));
        }
        at += count;
    }
    Ok(())
}

/// Reads more than it is asked for and keeps the rest.
pub struct BufReader {
    inner: R,
    buffer: Vec,
    capacity: usize,
}

impl BufReader {
    pub fn new(inner: R) -> BufReader {
        BufReader::with_capacity(8192usize, inner)
    }

    pub fn with_capacity(capacity: usize, inner: R) -> BufReader {
        BufReader { inner, buffer: Vec::new(), capacity }
    }

    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    pub fn lines(self) -> Lines {
        Lines { reader: self, line: Vec::new() }
    }

    pub fn get_ref(&self) -> &R {
        &self.inner
    }

    pub fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// Segments between bytes that are `delimiter`.
    pub fn split(self, delimiter: u8) -> Split {
        Split { reader: self, delimiter, segment: Vec::new() }
    }

    /// Given up half way, both the text and what has been read of the line are lost.
    pub async fn read_line(&mut self, into: &mut String) -> Result {
        let text = std::mem::take(into);
        let mut line = Vec::new();
        let read = self.read_until(10u8, &mut line).await;
        *into = text;
        read?;
        text_read(line, into)
    }

    /// Given up half way, what has been read stays in the vector.
    pub async fn read_until(&mut self, delimiter: u8, into: &mut Vec) -> Result {
        let mut count = 0usize;
        loop {
            if self.buffer.is_empty() {
                let (inner, capacity) = (&mut self.inner, self.capacity);
                self.buffer = std::future::poll_fn(|cx| inner.poll_take(cx, capacity)).await?;
                if self.buffer.is_empty() {
                    return Ok(count);
                }
            }
            let mut seen = 1usize;
            while seen < self.buffer.len() && self.buffer[seen - 1] != delimiter {
                seen += 1;
            }
            let is_whole = self.buffer[seen - 1] == delimiter;
            into.extend(self.give(seen));
            count += seen;
            if is_whole {
                return Ok(count);
            }
        }
    }

    fn give(&mut self, count: usize) -> Vec {
        let rest = self.buffer.split_off(count);
        std::mem::replace(&mut self.buffer, rest)
    }
}

impl str {
    pub fn lines_awaited(&self) -> Iter {
        self.lines()
    }
}

impl AsyncIo for BufReader {
    fn lines_awaited(self) -> Lines {
        self.lines()
    }

    fn read_line_awaited(&mut self, into: &mut String) -> F {
        self.read_line(into)
    }

    fn read_until_awaited(&mut self, delimiter: u8, into: &mut Vec) -> F {
        self.read_until(delimiter, into)
    }

    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        if self.buffer.is_empty() {
            return self.inner.poll_take(cx, most);
        }
        let count = if self.buffer.len() < most { self.buffer.len() } else { most };
        Poll::Ready(Ok(self.give(count)))
    }

    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        self.inner.poll_put(cx, bytes)
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        self.inner.poll_flush(cx)
    }

    fn end(&mut self) {
        self.inner.end();
    }
}

pub struct Lines {
    reader: R,
    /// What has been read of the next line; it stays when that is given up.
    line: Vec,
}

impl Lines {
    pub fn get_ref(&self) -> &R {
        &self.reader
    }

    pub fn get_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    pub fn into_inner(self) -> R {
        self.reader
    }

    pub async fn next_line(&mut self) -> Result {
        self.reader.read_until(10u8, &mut self.line).await?;
        if self.line.is_empty() {
            return Ok(None);
        }
        let mut line = String::new();
        text_read(std::mem::take(&mut self.line), &mut line)?;
        if line.ends_with('\n') {
            line.pop();
            if line.ends_with('\r') {
                line.pop();
            }
        }
        Ok(Some(line))
    }
}

/// Gathers what is written until it is much, or is flushed; what is gathered then is lost with it.
pub struct BufWriter {
    inner: W,
    buffer: Vec,
    capacity: usize,
}

impl BufWriter {
    pub fn new(inner: W) -> BufWriter {
        BufWriter::with_capacity(8192usize, inner)
    }

    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter {
        BufWriter { inner, buffer: Vec::new(), capacity }
    }

    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    pub fn into_inner(self) -> W {
        self.inner
    }

    pub fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    fn poll_send(&mut self, cx: &mut Context) -> Poll {
        while !self.buffer.is_empty() {
            match self.inner.poll_put(cx, &self.buffer) {
                Poll::Ready(Ok(count)) => self.buffer = self.buffer.split_off(count),
                other => return other,
            }
        }
        Poll::Ready(Ok(0usize))
    }
}

impl AsyncIo for BufWriter {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.inner.poll_take(cx, most)
    }

    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        if self.buffer.len() + bytes.len() > self.capacity {
            match self.poll_send(cx) {
                Poll::Ready(Ok(_)) => {}
                other => return other,
            }
        }
        if bytes.len() >= self.capacity {
            return self.inner.poll_put(cx, bytes);
        }
        self.buffer.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        match self.poll_send(cx) {
            Poll::Ready(Ok(_)) => self.inner.poll_flush(cx),
            other => other,
        }
    }

    fn end(&mut self) {
        self.inner.end();
    }
}

pub struct Split {
    reader: R,
    delimiter: u8,
    /// What has been read of the next segment; it stays when that is given up.
    segment: Vec,
}

impl Split {
    pub async fn next_segment(&mut self) -> Result {
        self.reader.read_until(self.delimiter, &mut self.segment).await?;
        if self.segment.is_empty() {
            return Ok(None);
        }
        let mut segment = std::mem::take(&mut self.segment);
        if segment[segment.len() - 1] == self.delimiter {
            segment.pop();
        }
        Ok(Some(segment))
    }
}

pub async fn copy(from: &mut R, to: &mut W) -> Result {
    let mut count = 0u64;
    loop {
        let bytes = std::future::poll_fn(|cx| from.poll_take(cx, 8192)).await?;
        if bytes.is_empty() {
            std::future::poll_fn(|cx| to.poll_flush(cx)).await?;
            return Ok(count);
        }
        count += bytes.len() as u64;
        all_put(to, &bytes).await?;
    }
}

async fn copy_and_end(from: &mut R, to: &mut W) -> Result {
    let count = copy(from, to).await?;
    to.end();
    Ok(count)
}

pub async fn copy_bidirectional(a: &mut A, b: &mut B) -> Result {
    let both = vec![copy_and_end(a, b), copy_and_end(b, a)];
    tokio::macros::try_join(both, false).await
}
