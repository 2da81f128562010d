//! `tokio::net`: listeners and streams of a simulated network.
//!
//! An address of this machine (`127.…`, `localhost`) is a listener of the program, or refuses. Every other host is a
//! peer that answers the first bytes of each connection with [`ANSWER`] and closes it. How long things take are figures
//! of the machine (`network`); names are looked up by a thread of the blocking pool, as tokio does.

use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::task::{Context, Poll, Waker};

/// Kinds of operations, as the engine numbers them.
const RESOLVE: usize = 0;
const CONNECT: usize = 1;
const ACCEPT: usize = 2;
const READ: usize = 3;

/// What hosts outside of the program say.
const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\nHello, world!";

/// Something that the network does, until it is ready.
pub struct Operation {
    number: usize,
    is_ready: bool,
}

impl Operation {
    pub fn start(kind: usize) -> Operation {
        let number = intrinsic::io_start(kind);
        if number == usize::MAX {
            tokio::runtime::Handle::current();
            panic!("A Tokio 1.x context was found, but IO is disabled. Call `enable_io` on the runtime builder to enable IO.");
        }
        Operation { number, is_ready: false }
    }

    /// The same of the end of a connection, which may come outside of a runtime: then at once.
    fn start_anywhere(kind: usize) -> Operation {
        let number = intrinsic::io_start(kind);
        Operation { number, is_ready: number == usize::MAX }
    }

    /// Whether it is ready; else the waker is called then.
    pub fn is_ready(&mut self, waker: &Waker) -> bool {
        if self.is_ready {
            return true;
        }
        let task = waker.task_id();
        self.is_ready = intrinsic::io_poll(self.number, task);
        if !self.is_ready && task == usize::MAX {
            intrinsic::io_waker(self.number, waker.clone());
        }
        self.is_ready
    }

    /// Whether it is ready, for somebody who does not wait for it.
    fn has_come(&mut self) -> bool {
        if !self.is_ready {
            self.is_ready = intrinsic::io_poll(self.number, usize::MAX);
        }
        self.is_ready
    }
}

impl Future for Operation {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if !self.is_ready(cx.waker()) {
            return Poll::Pending;
        }
        cx.spend();
        Poll::Ready(())
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        if !self.is_ready {
            intrinsic::io_drop(self.number);
        }
    }
}

/// Who listens at which port, and the port that is given next.
struct Ports {
    listeners: Vec,
    next: u16,
}

static PORTS: Ports = Ports { listeners: Vec::new(), next: 40000u16 };

fn listener_at(port: u16) -> Option {
    for queue in &PORTS.listeners {
        if queue.port == port && queue.is_open {
            return Some(queue.clone());
        }
    }
    None
}

fn next_port() -> u16 {
    PORTS.next += 1;
    PORTS.next
}

async fn looked_up(address: A) -> Result {
    let (host, port) = address.host_and_port();
    let Some(port) = port else {
        return Err(Error::new(ErrorKind::InvalidInput, "invalid socket address"));
    };
    let port = port as u16;
    if let Ok(ip) = Ipv4Addr::from_str(&host) {
        return Ok(SocketAddr::new(IpAddr::V4(ip), port));
    }
    let ip = tokio::task::spawn_blocking(move || resolve(host)).await.unwrap();
    Ok(SocketAddr::new(IpAddr::V4(ip), port))
}

/// What a thread of the blocking pool does: `getaddrinfo`.
fn resolve(host: String) -> Ipv4Addr {
    let number = intrinsic::io_start(RESOLVE);
    std::thread::sleep(intrinsic::io_delay(RESOLVE));
    intrinsic::io_poll(number, usize::MAX);
    if host == "localhost" { Ipv4Addr::LOCALHOST } else { Ipv4Addr::new(203, 0, 113, 7) }
}

pub async fn lookup_host(address: A) -> Result {
    let found = looked_up(address).await?;
    Ok(vec![found].into_iter())
}

/// One direction of a connection.
pub struct Pipe {
    chunks: VecDeque,
    reader: Option,
    /// Nobody reads any more.
    is_unread: bool,
    /// The answer to what was written after that has come: that nobody is there.
    is_refused: bool,
    /// Nobody writes any more.
    is_over: bool,
    /// The other end is a host outside of the program; where its answer goes, until it has answered.
    is_outside: bool,
    answers_to: Option,
}

/// Bytes on their way; none at the end.
struct Chunk {
    operation: Operation,
    bytes: Vec,
    begin: usize,
}

fn new_pipe() -> Pipe {
    Arc::new(Pipe {
        chunks: VecDeque::new(),
        reader: None,
        is_unread: false,
        is_refused: false,
        is_over: false,
        is_outside: false,
        answers_to: None,
    })
}

impl Pipe {
    fn push(&self, bytes: Vec) {
        intrinsic::shared_access();
        if self.is_outside {
            return;
        }
        let mut operation = Operation::start_anywhere(READ);
        if self.chunks.is_empty() {
            if let Some(waker) = self.reader.take() {
                // What takes no time is ready by now.
                if operation.is_ready(&waker) {
                    waker.wake();
                }
            }
        }
        self.chunks.push_back(Chunk { operation, bytes, begin: 0usize });
    }

    fn write(&self, bytes: &[u8]) -> Result {
        if self.is_refused {
            return Err(std::io::os_error(32, ErrorKind::BrokenPipe, "Broken pipe"));
        }
        if self.is_unread {
            // It still goes out, as TCP does not know yet.
            self.is_refused = !bytes.is_empty();
            return Ok(bytes.len());
        }
        if let Some(back) = self.answers_to.take() {
            back.push(ANSWER.as_bytes().to_vec());
            back.close();
        }
        if !bytes.is_empty() {
            self.push(bytes.to_vec());
        }
        Ok(bytes.len())
    }

    fn close(&self) {
        if !self.is_over {
            self.is_over = true;
            self.push(Vec::new());
        }
    }

    /// Some of the bytes that have arrived, up to `most`.
    fn poll_read(&self, cx: &mut Context, most: usize) -> Poll {
        intrinsic::shared_access();
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        let Some(chunk) = self.chunks.front_mut() else {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        };
        if !chunk.operation.is_ready(cx.waker()) {
            return Poll::Pending;
        }
        cx.spend();
        let mut taken = self.take(most);
        while !taken.is_empty() && taken.len() < most && self.goes_on() {
            taken.extend(self.take(most - taken.len()));
        }
        Poll::Ready(Ok(taken))
    }

    /// Ready when there is something to read, the end included.
    fn poll_readable(&self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        let Some(chunk) = self.chunks.front_mut() else {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        };
        if chunk.operation.is_ready(cx.waker()) { Poll::Ready(Ok(())) } else { Poll::Pending }
    }

    fn is_readable(&self) -> bool {
        match self.chunks.front_mut() {
            Some(chunk) => chunk.operation.has_come(),
            None => false,
        }
    }

    /// What the driver has noticed by now.
    fn read_now(&self, most: usize) -> Result {
        intrinsic::shared_access();
        if !self.is_readable() {
            return Err(std::io::os_error(11, ErrorKind::WouldBlock, "Resource temporarily unavailable"));
        }
        let mut taken = self.take(most);
        while !taken.is_empty() && taken.len() < most && self.goes_on() {
            taken.extend(self.take(most - taken.len()));
        }
        Ok(taken)
    }

    /// Bytes of the first chunk, up to `most`; none at the end.
    fn take(&self, most: usize) -> Vec {
        let chunk = self.chunks.front_mut().unwrap();
        let left = chunk.bytes.len() - chunk.begin;
        let count = if left < most { left } else { most };
        let taken = chunk.bytes[chunk.begin..chunk.begin + count].to_vec();
        chunk.begin += count;
        if count > 0 && count == left {
            self.chunks.pop_front();
        }
        taken
    }

    /// Whether more bytes have arrived by now: who reads gets them along.
    fn goes_on(&self) -> bool {
        let Some(chunk) = self.chunks.front_mut() else {
            return false;
        };
        !chunk.bytes.is_empty() && chunk.operation.has_come()
    }
}

/// What reads and writes; also each half of a stream.
pub struct TcpStream {
    incoming: Option,
    outgoing: Option,
    local: SocketAddr,
    peer: SocketAddr,
}

fn connected(local: SocketAddr, peer: SocketAddr) -> P {
    let (there, back) = (new_pipe(), new_pipe());
    (
        TcpStream { incoming: Some(back.clone()), outgoing: Some(there.clone()), local, peer },
        TcpStream { incoming: Some(there), outgoing: Some(back), local: peer, peer: local },
    )
}

impl TcpStream {
    pub async fn readable(&self) -> Result {
        let incoming = self.incoming.as_ref().unwrap();
        std::future::poll_fn(|cx| incoming.poll_readable(cx)).await
    }

    /// There is always room.
    pub async fn writable(&self) -> Result {
        Ok(())
    }

    pub async fn ready(&self, interest: Interest) -> Result {
        if interest.is_readable() && !interest.is_writable() {
            self.readable().await?;
        }
        let is_readable = interest.is_readable() && self.incoming.as_ref().unwrap().is_readable();
        Ok(tokio::io::Ready { is_readable, is_writable: interest.is_writable() })
    }

    pub fn try_read(&self, buffer: &mut [u8]) -> Result {
        let bytes = self.incoming.as_ref().unwrap().read_now(buffer.len())?;
        let count = bytes.len();
        buffer[..count].copy_from_slice(&bytes);
        Ok(count)
    }

    /// As much as the vector has room for, behind what it holds.
    pub fn try_read_buf(&self, into: &mut Vec) -> Result {
        let bytes = self.incoming.as_ref().unwrap().read_now(into.capacity() - into.len())?;
        let count = bytes.len();
        into.extend(bytes);
        Ok(count)
    }

    pub fn try_write(&self, bytes: &[u8]) -> Result {
        self.outgoing.as_ref().unwrap().write(bytes)
    }

    pub async fn connect(address: A) -> Result {
        let peer = looked_up(address).await?;
        let ip = if peer.ip.is_loopback() { Ipv4Addr::LOCALHOST } else { Ipv4Addr::new(192, 168, 0, 2) };
        let local = SocketAddr::new(IpAddr::V4(ip), next_port());
        let operation = Operation::start(CONNECT);
        let (ours, theirs) = connected(local, peer);
        if !peer.ip.is_loopback() {
            let outgoing = ours.outgoing.as_ref().unwrap();
            outgoing.is_outside = true;
            outgoing.answers_to = theirs.outgoing.clone();
            operation.await;
            std::mem::forget(theirs);
            return Ok(ours);
        }
        let Some(queue) = listener_at(peer.port) else {
            operation.await;
            return Err(std::io::os_error(111, ErrorKind::ConnectionRefused, "Connection refused"));
        };
        queue.push(theirs);
        operation.await;
        Ok(ours)
    }

    pub fn peer_addr(&self) -> Result {
        Ok(self.peer)
    }

    pub fn local_addr(&self) -> Result {
        Ok(self.local)
    }

    pub fn set_nodelay(&self, nodelay: bool) -> Result {
        Ok(())
    }

    pub fn into_split(self) -> P {
        let mut whole = self;
        whole.halves()
    }

    /// Makes one of two halves again.
    pub fn reunite(self, other: TcpStream) -> Result {
        if (self.local, self.peer) != (other.local, other.peer) {
            return Err(tokio::net::tcp::ReuniteError(self, other));
        }
        let (mut one, mut other) = (self, other);
        let incoming = one.incoming.take().or(other.incoming.take());
        let outgoing = one.outgoing.take().or(other.outgoing.take());
        Ok(TcpStream { incoming, outgoing, local: one.local, peer: one.peer })
    }

    pub fn split(&mut self) -> P {
        let (incoming, outgoing) = (self.incoming.clone(), self.outgoing.clone());
        let (local, peer) = (self.local, self.peer);
        let read = TcpStream { incoming, outgoing: None, local, peer };
        let write = TcpStream { incoming: None, outgoing, local, peer };
        (Lent { stream: Some(read) }, Lent { stream: Some(write) })
    }

    fn halves(&mut self) -> P {
        let (local, peer) = (self.local, self.peer);
        let read = TcpStream { incoming: self.incoming.take(), outgoing: None, local, peer };
        let write = TcpStream { incoming: None, outgoing: self.outgoing.take(), local, peer };
        (read, write)
    }
}

impl AsyncIo for TcpStream {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.incoming.as_ref().unwrap().poll_read(cx, most)
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        self.outgoing.as_ref().unwrap().write(bytes)
    }

    fn end(&mut self) {
        self.outgoing.as_ref().unwrap().close();
    }
}

impl Drop for TcpStream {
    fn drop(&mut self) {
        if let Some(incoming) = &self.incoming {
            incoming.is_unread = true;
            incoming.is_refused = !incoming.chunks.is_empty();
        }
        if let Some(outgoing) = &self.outgoing {
            outgoing.close();
        }
    }
}

/// A half that was only lent: dropping it ends nothing.
pub struct Lent {
    stream: Option,
}

impl AsyncIo for Lent {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        self.stream.as_mut().unwrap().poll_take(cx, most)
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        self.stream.as_mut().unwrap().put(bytes)
    }

    fn end(&mut self) {
        self.stream.as_mut().unwrap().end();
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        std::mem::forget(self.stream.take());
    }
}

/// What `connect` and `bind` take.
pub trait ToSocketAddrs {}

/// Connections that wait to be accepted.
struct Queue {
    port: u16,
    is_open: bool,
    waiting: VecDeque,
    waker: Option,
}

/// One of them.
struct Arrival {
    operation: Operation,
    stream: TcpStream,
}

impl Queue {
    fn push(&self, stream: TcpStream) {
        intrinsic::shared_access();
        let mut operation = Operation::start(ACCEPT);
        if self.waiting.is_empty() {
            if let Some(waker) = self.waker.take() {
                // What takes no time is ready by now.
                if operation.is_ready(&waker) {
                    waker.wake();
                }
            }
        }
        self.waiting.push_back(Arrival { operation, stream });
    }
}

pub struct TcpListener {
    queue: Q,
    local: SocketAddr,
}

impl TcpListener {
    pub async fn bind(address: A) -> Result {
        let mut local = looked_up(address).await?;
        if local.port == 0 {
            local.port = next_port();
        }
        if listener_at(local.port).is_some() {
            return Err(std::io::os_error(98, ErrorKind::AddrInUse, "Address already in use"));
        }
        let queue = Arc::new(Queue { port: local.port, is_open: true, waiting: VecDeque::new(), waker: None });
        PORTS.listeners.push(queue.clone());
        Ok(TcpListener { queue, local })
    }

    pub fn local_addr(&self) -> Result {
        Ok(self.local)
    }

    pub fn accept(&self) -> Accept {
        Accept { queue: &*self.queue }
    }

    pub fn poll_accept(&self, cx: &mut Context) -> Poll {
        self.accept().poll(cx)
    }
}

impl Drop for TcpListener {
    fn drop(&mut self) {
        self.queue.is_open = false;
        self.queue.waiting.clear();
    }
}

pub struct Accept {
    queue: Q,
}

impl Future for Accept {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        intrinsic::shared_access();
        let Some(arrival) = self.queue.waiting.front_mut() else {
            self.queue.waker = Some(cx.waker().clone());
            return Poll::Pending;
        };
        if !arrival.operation.is_ready(cx.waker()) {
            return Poll::Pending;
        }
        cx.spend();
        let arrival = self.queue.waiting.pop_front().unwrap();
        let peer = arrival.stream.peer;
        Poll::Ready(Ok((arrival.stream, peer)))
    }
}
