//! What the `StreamExt`s of `smol` and `async_std` have beside that of `futures`: searches, the least and the greatest,
//! steps and copies. Closures answer at once.

use std::cmp::Ordering;
use std::task::{Context, Poll};

pub trait Stream {
    async fn last(self) -> Option {
        let mut last = None;
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            last = Some(item);
        }
        last
    }

    async fn nth(&mut self, n: usize) -> Option {
        let mut left = n;
        while let Some(item) = self.next_item().await {
            if left == 0 {
                return Some(item);
            }
            left -= 1;
        }
        None
    }

    async fn find(&mut self, f: F) -> Option {
        while let Some(item) = self.next_item().await {
            if f(&item) {
                return Some(item);
            }
        }
        None
    }

    async fn find_map(&mut self, f: F) -> Option {
        while let Some(item) = self.next_item().await {
            let answer = f(item);
            if answer.is_some() {
                return answer;
            }
        }
        None
    }

    async fn position(&mut self, f: F) -> Option {
        let mut at = 0usize;
        while let Some(item) = self.next_item().await {
            if f(item) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    async fn partition(self, f: F, hint: H) -> P {
        let mut yes = intrinsic::collector_part(hint, 0);
        let mut no = intrinsic::collector_part(hint, 1);
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            if f(&item) {
                intrinsic::collector_push(&mut yes, item);
            } else {
                intrinsic::collector_push(&mut no, item);
            }
        }
        (yes, no)
    }

    /// The later one of two that are alike.
    async fn max_by(self, f: F) -> Option {
        let mut stream = self;
        let mut best = stream.next_item().await?;
        while let Some(item) = stream.next_item().await {
            if f(&best, &item) != Ordering::Greater {
                best = item;
            }
        }
        Some(best)
    }

    /// The earlier one of two that are alike.
    async fn min_by(self, f: F) -> Option {
        let mut stream = self;
        let mut best = stream.next_item().await?;
        while let Some(item) = stream.next_item().await {
            if f(&best, &item) == Ordering::Greater {
                best = item;
            }
        }
        Some(best)
    }

    async fn max(self) -> Option {
        self.max_by(|a, b| a.cmp(b)).await
    }

    async fn min(self) -> Option {
        self.min_by(|a, b| a.cmp(b)).await
    }

    async fn max_by_key(self, f: F) -> Option {
        self.max_by(move |a, b| f(a).cmp(&f(b))).await
    }

    async fn min_by_key(self, f: F) -> Option {
        self.min_by(move |a, b| f(a).cmp(&f(b))).await
    }

    fn copied(self) -> S {
        self.map(|item| *item)
    }

    fn cloned(self) -> S {
        self.map(|item| item.clone())
    }

    fn step_by(self, step: usize) -> StepBy {
        assert!(step > 0, "`step` must be greater than zero");
        StepBy { stream: self, left: 0usize, step }
    }
}

pub struct StepBy {
    stream: S,
    left: usize,
    step: usize,
}

impl Stream for StepBy {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    if self.left == 0 {
                        self.left = self.step - 1;
                        return Poll::Ready(Some(item));
                    }
                    self.left -= 1;
                }
                other => return other,
            }
        }
    }
}
