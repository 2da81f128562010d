//! `tokio::io`: halves, parts and pipes of what reads and writes.

use std::io::{Error, ErrorKind};
use std::task::{Context, Poll};
use tokio::io::DuplexStream as SimplexStream;
use tokio::io::Half as ReadHalf;
use tokio::io::Half as WriteHalf;

/// What is read or written through one of two halves.
pub struct Half {
    stream: S,
}

pub fn split(stream: S) -> P {
    let stream = Arc::new(stream);
    (Half { stream: stream.clone() }, Half { stream })
}

impl Half {
    pub fn unsplit(self, other: Half) -> S {
        assert!(self.is_pair_of(&other), "Unrelated `split::Write` passed to `split::Read::unsplit`.");
        drop(other);
        Arc::try_unwrap(self.stream).unwrap()
    }

    pub fn is_pair_of(&self, other: &Half) -> bool {
        Arc::ptr_eq(&self.stream, &other.stream)
    }
}

impl AsyncIo for Half {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.stream.poll_take(cx, most)
    }

    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        self.stream.poll_put(cx, bytes)
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        self.stream.poll_flush(cx)
    }

    fn end(&mut self) {
        self.stream.end();
    }
}

pub struct Take {
    inner: R,
    left: usize,
}

impl AsyncIo for Take {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        if self.left == 0 {
            return Poll::Ready(Ok(Vec::new()));
        }
        let most = if self.left < most { self.left } else { most };
        let poll = self.inner.poll_take(cx, most);
        if let Poll::Ready(Ok(bytes)) = &poll {
            self.left -= bytes.len();
        }
        poll
    }
}

pub struct Chain {
    first: Option,
    second: R,
}

impl AsyncIo for Chain {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        if let Some(first) = &mut self.first {
            let poll = first.poll_take(cx, most);
            match &poll {
                Poll::Ready(Ok(bytes)) if bytes.is_empty() => self.first = None,
                _ => return poll,
            }
        }
        self.second.poll_take(cx, most)
    }
}

/// One direction of a pipe in memory (`io/util/mem.rs` of tokio 1.x).
struct Simplex {
    bytes: Vec,
    most: usize,
    is_closed: bool,
    reader: Option,
    writer: Option,
}

fn new_simplex(most: usize) -> S {
    Arc::new(Simplex { bytes: Vec::new(), most, is_closed: false, reader: None, writer: None })
}

impl Simplex {
    fn poll_take(&self, cx: &mut Context, most: usize) -> Poll {
        intrinsic::shared_access();
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if self.bytes.is_empty() && !self.is_closed {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        cx.spend();
        let count = if self.bytes.len() < most { self.bytes.len() } else { most };
        let rest = self.bytes.split_off(count);
        let taken = std::mem::replace(&mut self.bytes, rest);
        if count > 0 {
            wake(&mut self.writer);
        }
        Poll::Ready(Ok(taken))
    }

    fn poll_put(&self, cx: &mut Context, bytes: &[u8]) -> Poll {
        intrinsic::shared_access();
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if self.is_closed {
            return Poll::Ready(Err(Error::new(ErrorKind::BrokenPipe, "broken pipe")));
        }
        let room = self.most - self.bytes.len();
        if room == 0 && !bytes.is_empty() {
            self.writer = Some(cx.waker().clone());
            return Poll::Pending;
        }
        cx.spend();
        let count = if bytes.len() < room { bytes.len() } else { room };
        self.bytes.extend(bytes[..count].to_vec());
        if count > 0 {
            wake(&mut self.reader);
        }
        Poll::Ready(Ok(count))
    }

    fn close(&self) {
        intrinsic::shared_access();
        self.is_closed = true;
        wake(&mut self.reader);
        wake(&mut self.writer);
    }
}

fn wake(waker: &mut Option) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

pub struct DuplexStream {
    incoming: S,
    outgoing: S,
}

pub fn duplex(most: usize) -> P {
    let (there, back) = (new_simplex(most), new_simplex(most));
    (
        DuplexStream { incoming: there.clone(), outgoing: back.clone() },
        DuplexStream { incoming: back, outgoing: there },
    )
}

pub fn simplex(most: usize) -> P {
    let pipe = new_simplex(most);
    split(DuplexStream { incoming: pipe.clone(), outgoing: pipe })
}

impl AsyncIo for DuplexStream {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.incoming.poll_take(cx, most)
    }

    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        self.outgoing.poll_put(cx, bytes)
    }

    fn end(&mut self) {
        self.outgoing.close();
    }
}

impl Drop for DuplexStream {
    fn drop(&mut self) {
        self.outgoing.close();
        self.incoming.close();
    }
}

/// Nothing to read, and what is written is gone.
pub struct Empty;

pub fn empty() -> Empty {
    Empty
}

pub fn sink() -> Empty {
    Empty
}

impl AsyncIo for Empty {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        Poll::Ready(Ok(Vec::new()))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        Ok(bytes.len())
    }

    fn end(&mut self) {}
}

/// One byte, over and over.
pub struct Repeat {
    byte: u8,
}

pub fn repeat(byte: u8) -> Repeat {
    Repeat { byte }
}

impl AsyncIo for Repeat {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        let count = if most < 8192 { most } else { 8192 };
        Poll::Ready(Ok(vec![self.byte; count]))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        intrinsic::unsupported("writing to `tokio::io::repeat`")
    }

    fn end(&mut self) {}
}

/// Bytes in memory as the end of `copy` and of buffered writers.
impl Vec {
    pub fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        self.extend(bytes.to_vec());
        Poll::Ready(Ok(bytes.len()))
    }
}

/// Writes on a thread for blocking calls, one batch at a time: what is not flushed may come late or not at all.
pub struct Stdout {
    is_error: bool,
    writing: Option,
}

pub fn stdout() -> Stdout {
    Stdout { is_error: false, writing: None }
}

pub fn stderr() -> Stdout {
    Stdout { is_error: true, writing: None }
}

impl AsyncIo for Stdout {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        Poll::Ready(Ok(Vec::new()))
    }

    fn poll_put(&mut self, cx: &mut Context, bytes: &[u8]) -> Poll {
        match self.poll_flush(cx) {
            Poll::Ready(Ok(_)) => {}
            other => return other,
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        let is_error = self.is_error;
        let writing = tokio::task::spawn_blocking(move || {
            if is_error {
                eprint!("{}", text);
            } else {
                print!("{}", text);
            }
        });
        self.writing = Some(writing);
        Poll::Ready(Ok(bytes.len()))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        Ok(bytes.len())
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        if let Some(writing) = &mut self.writing {
            if writing.poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.writing = None;
        }
        Poll::Ready(Ok(()))
    }

    fn end(&mut self) {}
}

/// Nobody types anything: reading finds the end at once.
pub struct Stdin {}

pub fn stdin() -> Stdin {
    Stdin {}
}

impl AsyncIo for Stdin {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        Poll::Ready(Ok(Vec::new()))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        Err(Error::new(ErrorKind::Unsupported, "standard input is read only"))
    }

    fn end(&mut self) {}
}
