// Join, race and yield written by hand with poll_fn and Pin<Box<dyn Future>>.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

async fn yield_now() {
    let mut yielded = false;
    poll_fn(move |cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

async fn count(name: &str, upto: u32) -> u32 {
    let mut sum = 0;
    for i in 1..=upto {
        println!("{name} {i}");
        sum += i;
        yield_now().await;
    }
    sum
}

async fn join_all<T>(futures: Vec<Boxed<'_, T>>) -> Vec<T> {
    let mut waiting: Vec<_> = futures.into_iter().map(Some).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    poll_fn(|cx| {
        for (place, slot) in waiting.iter_mut().zip(done.iter_mut()) {
            if let Some(future) = place {
                if let Poll::Ready(value) = future.as_mut().poll(cx) {
                    *slot = Some(value);
                    *place = None;
                }
            }
        }
        if waiting.iter().all(|place| place.is_none()) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    done.into_iter().map(|value| value.unwrap()).collect()
}

struct Race<A, B>(Option<A>, Option<B>);

#[derive(Debug)]
enum Winner<L, R> {
    Left(L),
    Right(R),
}

impl<A: Future + Unpin, B: Future + Unpin> Future for Race<A, B> {
    type Output = Winner<A::Output, B::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Some(left) = this.0.as_mut() {
            if let Poll::Ready(value) = Pin::new(left).poll(cx) {
                return Poll::Ready(Winner::Left(value));
            }
        }
        let right = this.1.as_mut().expect("polled after it was ready");
        let value = ready!(Pin::new(right).poll(cx));
        Poll::Ready(Winner::Right(value))
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            println!("({polls} polls)");
            return value;
        }
    }
}

fn main() {
    let sums = block_on(async {
        join_all(vec![
            Box::pin(count("a", 3)) as Boxed<'_, u32>,
            Box::pin(count("b", 1)),
            Box::pin(async { count("c", 2).await * 10 }),
        ])
        .await
    });
    println!("{sums:?}");
    let winner = block_on(Race(
        Some(Box::pin(count("slow", 4))),
        Some(Box::pin(async {
            count("fast", 2).await;
            "done"
        })),
    ));
    println!("{winner:?}");
    let mut queue: VecDeque<Boxed<'_, ()>> = VecDeque::new();
    for name in ["x", "y"] {
        queue.push_back(Box::pin(async move {
            let total = count(name, 2).await;
            println!("{name} total {total}");
        }));
    }
    let mut context = Context::from_waker(Waker::noop());
    while let Some(mut task) = queue.pop_front() {
        if task.as_mut().poll(&mut context).is_pending() {
            queue.push_back(task);
        }
    }
}
