// Condition variables: an own blocking bounded buffer, generic, two conditions, several producers and consumers.
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Inner<T> {
    items: VecDeque<T>,
    closed: bool,
}

pub struct BoundedBuffer<T> {
    inner: Mutex<Inner<T>>,
    not_empty: Condvar,
    not_full: Condvar,
    capacity: usize,
}

impl<T> BoundedBuffer<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            inner: Mutex::new(Inner { items: VecDeque::with_capacity(capacity), closed: false }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            capacity,
        }
    }

    pub fn push(&self, item: T) {
        let mut inner = self.inner.lock().unwrap();
        while inner.items.len() == self.capacity {
            inner = self.not_full.wait(inner).unwrap();
        }
        inner.items.push_back(item);
        self.not_empty.notify_one();
    }

    pub fn pop(&self) -> Option<T> {
        let mut inner = self
            .not_empty
            .wait_while(self.inner.lock().unwrap(), |inner| inner.items.is_empty() && !inner.closed)
            .unwrap();
        let item = inner.items.pop_front();
        if item.is_some() {
            self.not_full.notify_one();
        }
        item
    }

    pub fn close(&self) {
        self.inner.lock().unwrap().closed = true;
        self.not_empty.notify_all();
    }
}

fn main() {
    let buffer = Arc::new(BoundedBuffer::new(2));
    let producers: Vec<_> = (0..3)
        .map(|p| {
            let buffer = buffer.clone();
            thread::spawn(move || (0..4).for_each(|i| buffer.push(p * 10 + i)))
        })
        .collect();
    let consumers: Vec<_> = (0..2)
        .map(|_| {
            let buffer = buffer.clone();
            thread::spawn(move || {
                let mut got = vec![];
                while let Some(item) = buffer.pop() {
                    got.push(item);
                }
                got
            })
        })
        .collect();
    for p in producers {
        p.join().unwrap();
    }
    buffer.close();
    let mut all: Vec<i32> = consumers.into_iter().flat_map(|c| c.join().unwrap()).collect();
    all.sort_unstable();
    println!("{} items: {all:?}", all.len());
}
