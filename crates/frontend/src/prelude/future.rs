//! `std::future`: the futures that it makes.

pub fn ready(value: T) -> Ready {
    Ready { value: Some(value) }
}

pub struct Ready {
    value: Option,
}

impl Ready {
    pub fn into_inner(self) -> T {
        self.value
            .expect("Called `into_inner()` on `Ready` after completion")
    }
}

impl Future for Ready {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(self.value.take().expect("`Ready` polled after completion"))
    }
}

pub fn pending() -> Pending {
    Pending
}

pub struct Pending;

impl Future for Pending {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        Poll::Pending
    }
}

pub fn poll_fn(f: F) -> PollFn {
    PollFn { f }
}

pub struct PollFn {
    f: F,
}

impl Future for PollFn {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        (self.f)(cx)
    }
}
