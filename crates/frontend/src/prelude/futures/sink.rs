//! `futures::sink`: what takes items, and the methods of `SinkExt`.

use std::task::{Context, Poll};

pub trait SinkExt {}

pub trait Sink {
    fn poll_ready(&mut self, cx: &mut Context) -> Poll;

    fn start_send(&mut self, item: T) -> Result;

    fn poll_flush(&mut self, cx: &mut Context) -> Poll;

    fn poll_close(&mut self, cx: &mut Context) -> Poll;

    fn send(&mut self, item: T) -> Send {
        Send { sink: self, item: Some(item), flushes: true }
    }

    fn feed(&mut self, item: T) -> Send {
        Send { sink: self, item: Some(item), flushes: false }
    }

    async fn flush(&mut self) -> Result {
        std::future::poll_fn(|cx| self.poll_flush(cx)).await
    }

    async fn close(&mut self) -> Result {
        std::future::poll_fn(|cx| self.poll_close(cx)).await
    }

    fn send_all(&mut self, stream: &mut S) -> SendAll {
        SendAll { sink: self, stream, item: None, closes: false }
    }

    fn with(self, f: F) -> With {
        With { sink: self, f, future: None }
    }

    fn sink_map_err(self, f: F) -> SinkMapErr {
        SinkMapErr { sink: self, f: Some(f) }
    }

    fn fanout(self, other: S) -> Fanout {
        Fanout { first: self, second: other }
    }
}

pub struct Send {
    sink: S,
    item: Option,
    flushes: bool,
}

impl Future for Send {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if self.item.is_some() {
            match self.sink.poll_ready(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Ready(Ok(_)) => {}
            }
            let item = self.item.take().unwrap();
            if let Err(error) = self.sink.start_send(item) {
                return Poll::Ready(Err(error));
            }
        }
        if self.flushes { self.sink.poll_flush(cx) } else { Poll::Ready(Ok(())) }
    }
}

pub fn forward(stream: S, sink: K) -> SendAll {
    SendAll { sink, stream, item: None, closes: true }
}

/// `send_all`, and `forward`, which owns both and closes the sink.
pub struct SendAll {
    sink: K,
    stream: S,
    item: Option,
    closes: bool,
}

impl Future for SendAll {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        loop {
            if self.item.is_some() {
                match self.sink.poll_ready(cx) {
                    Poll::Ready(Ok(_)) => {}
                    poll => return poll,
                }
                let item = self.item.take().unwrap();
                if let Err(error) = self.sink.start_send(item) {
                    return Poll::Ready(Err(error));
                }
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(item))) => self.item = Some(item),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
                Poll::Ready(None) => {
                    return if self.closes { self.sink.poll_close(cx) } else { self.sink.poll_flush(cx) };
                }
                Poll::Pending => {
                    return match self.sink.poll_flush(cx) {
                        Poll::Ready(Ok(_)) => Poll::Pending,
                        poll => poll,
                    };
                }
            }
        }
    }
}

macro_rules! leads_to_sink {
    () => {
        pub fn get_ref(&self) -> &S {
            &self.sink
        }

        pub fn get_mut(&mut self) -> &mut S {
            &mut self.sink
        }

        pub fn into_inner(self) -> S {
            self.sink
        }
    };
}

/// `future`: what makes the item that comes next.
pub struct With {
    sink: S,
    f: F,
    future: Option,
}

impl With {
    leads_to_sink!();

    fn poll_item(&mut self, cx: &mut Context) -> Poll {
        let Some(future) = &mut self.future else {
            return Poll::Ready(Ok(()));
        };
        match future.poll(cx) {
            Poll::Ready(Ok(item)) => {
                self.future = None;
                Poll::Ready(self.sink.start_send(item))
            }
            poll => poll,
        }
    }
}

impl Sink for With {
    fn poll_ready(&mut self, cx: &mut Context) -> Poll {
        match self.poll_item(cx) {
            Poll::Ready(Ok(_)) => self.sink.poll_ready(cx),
            poll => poll,
        }
    }

    fn start_send(&mut self, item: T) -> Result {
        assert!(self.future.is_none(), "assertion failed: this.state.is_none()");
        self.future = Some((self.f)(item));
        Ok(())
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        match self.poll_item(cx) {
            Poll::Ready(Ok(_)) => self.sink.poll_flush(cx),
            poll => poll,
        }
    }

    fn poll_close(&mut self, cx: &mut Context) -> Poll {
        match self.poll_item(cx) {
            Poll::Ready(Ok(_)) => self.sink.poll_close(cx),
            poll => poll,
        }
    }
}

pub struct SinkMapErr {
    sink: S,
    f: Option,
}

impl SinkMapErr {
    leads_to_sink!();

    fn error(&mut self, error: E) -> E {
        let f = self.f.take().expect("polled MapErr after completion");
        f(error)
    }

    fn answer(&mut self, poll: Poll) -> Poll {
        match poll {
            Poll::Ready(Err(error)) => Poll::Ready(Err(self.error(error))),
            poll => poll,
        }
    }
}

impl Sink for SinkMapErr {
    fn poll_ready(&mut self, cx: &mut Context) -> Poll {
        let poll = self.sink.poll_ready(cx);
        self.answer(poll)
    }

    fn start_send(&mut self, item: T) -> Result {
        self.sink.start_send(item).map_err(|error| self.error(error))
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        let poll = self.sink.poll_flush(cx);
        self.answer(poll)
    }

    fn poll_close(&mut self, cx: &mut Context) -> Poll {
        let poll = self.sink.poll_close(cx);
        self.answer(poll)
    }
}

pub struct Fanout {
    first: A,
    second: B,
}

impl Fanout {
    pub fn into_inner(self) -> P {
        (self.first, self.second)
    }

    pub fn get_ref(&self) -> P {
        (&self.first, &self.second)
    }

    pub fn get_mut(&mut self) -> P {
        (&mut self.first, &mut self.second)
    }
}

/// The second sink is asked although the first one is not ready, but not when that has failed.
macro_rules! asks_both {
    ($($method:ident),*) => {
        $(
            fn $method(&mut self, cx: &mut Context) -> Poll {
                let first = self.first.$method(cx);
                if let Poll::Ready(Err(_)) = &first {
                    return first;
                }
                match self.second.$method(cx) {
                    Poll::Ready(Ok(_)) => first,
                    poll => poll,
                }
            }
        )*
    };
}

impl Sink for Fanout {
    asks_both!(poll_ready, poll_flush, poll_close);

    fn start_send(&mut self, item: T) -> Result {
        self.first.start_send(item.clone())?;
        self.second.start_send(item)
    }
}
