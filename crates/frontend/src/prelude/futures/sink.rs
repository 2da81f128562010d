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

    async fn send_all(&mut self, stream: &mut S) -> Result {
        while let Some(item) = stream.next_item().await {
            self.feed(item?).await?;
        }
        self.flush().await
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
