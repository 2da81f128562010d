//! `futures::stream`: what the methods of streams of results make (`futures-util/src/stream/try_stream`). An error of the
//! stream goes by what is under way.

use std::task::{Context, Poll};

pub struct TryBuffered {
    stream: S,
    queue: Q,
    most: usize,
}

impl Stream for TryBuffered {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        while self.queue.len() < self.most {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(future))) => self.queue.push_back(future),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                _ => break,
            }
        }
        match self.queue.poll_next(cx) {
            Poll::Ready(None) if !self.stream.is_done => Poll::Pending,
            poll => poll,
        }
    }
}

/// `try_filter`, which keeps what it has asked about, and `try_filter_map`.
pub struct TryFilterMap {
    stream: S,
    f: F,
    future: Option,
    item: Option,
    keeps: bool,
}

impl Stream for TryFilterMap {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if self.future.is_some() {
                let Some(answer) = answered(&mut self.future, cx) else {
                    return Poll::Pending;
                };
                if self.keeps {
                    let item = self.item.take();
                    if answer {
                        return Poll::Ready(item.map(|item| Ok(item)));
                    }
                    continue;
                }
                match answer {
                    Ok(Some(value)) => return Poll::Ready(Some(Ok(value))),
                    Ok(None) => {}
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(item))) if self.keeps => {
                    self.future = Some((self.f)(&item));
                    self.item = Some(item);
                }
                Poll::Ready(Some(Ok(item))) => self.future = Some((self.f)(item)),
                other => return other,
            }
        }
    }

    fn size_hint(&self) -> P {
        (0usize, with_one_more(self.stream.size_hint(), self.future.is_some()).1)
    }
}

/// `try_take_while` and `try_skip_while`.
pub struct TryWhile {
    stream: S,
    f: F,
    future: Option,
    item: Option,
    is_over: bool,
    is_take: bool,
}

impl Stream for TryWhile {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.is_over {
            return if self.is_take { Poll::Ready(None) } else { self.stream.poll_next(cx) };
        }
        loop {
            if self.future.is_some() {
                let Some(answer) = answered(&mut self.future, cx) else {
                    return Poll::Pending;
                };
                let goes_on = match answer {
                    Ok(goes_on) => goes_on,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                };
                let item = self.item.take().map(|item| Ok(item));
                if !goes_on {
                    self.is_over = true;
                    return Poll::Ready(if self.is_take { None } else { item });
                }
                if self.is_take {
                    return Poll::Ready(item);
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(item))) => {
                    self.future = Some((self.f)(&item));
                    self.item = Some(item);
                }
                other => return other,
            }
        }
    }

    fn size_hint(&self) -> P {
        if self.is_over && self.is_take {
            return (0usize, Some(0usize));
        }
        (0usize, with_one_more(self.stream.size_hint(), self.item.is_some()).1)
    }
}

pub struct TryFlatten {
    stream: S,
    inner: Option,
}

impl Stream for TryFlatten {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if let Some(inner) = &mut self.inner {
                match inner.poll_next(cx) {
                    Poll::Ready(None) => self.inner = None,
                    poll => return poll,
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(inner))) => self.inner = Some(inner),
                other => return other,
            }
        }
    }
}
