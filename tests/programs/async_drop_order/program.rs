// What an async body drops when: temporaries, shadowed variables, arguments, a future given up half way.
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

struct Tag(&'static str);

impl Drop for Tag {
    fn drop(&mut self) {
        println!("    drop {}", self.0);
    }
}

struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

fn pause() -> Pause {
    Pause(false)
}

async fn body(_argument: Tag, _: Tag) -> Tag {
    let _first = Tag("first");
    let value = Tag("value");
    {
        let _inner = Tag("inner");
        pause().await;
    }
    let value = Tag(if value.0.is_empty() { "?" } else { "shadowing" });
    let length = { Tag("temporary").0.len() };
    println!("    length {length}");
    let moved = value;
    pause().await;
    moved
}

fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    for polls in 0..=3 {
        println!("{polls} polls");
        let mut future = Box::pin(body(Tag("argument"), Tag("unnamed")));
        for number in 1..=polls {
            println!("  poll {number}");
            match future.as_mut().poll(&mut cx) {
                Poll::Ready(tag) => println!("  ready: {}", tag.0),
                Poll::Pending => println!("  pending"),
            }
        }
        println!("  giving up");
    }
}
