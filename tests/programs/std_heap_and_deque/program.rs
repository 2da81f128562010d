// BinaryHeap with peek_mut and heaps of one's own order; VecDeque as ring: both slices, rotating, ranges, swapping out, draining.

use std::cmp::{Ordering, Reverse};
use std::collections::binary_heap::PeekMut;
use std::collections::{BinaryHeap, VecDeque};

#[derive(Debug, PartialEq, Eq)]
struct Job {
    urgency: u8,
    name: &'static str,
}

impl Ord for Job {
    fn cmp(&self, other: &Self) -> Ordering {
        self.urgency.cmp(&other.urgency).then_with(|| other.name.cmp(self.name))
    }
}

impl PartialOrd for Job {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn heaps() {
    let mut heap = BinaryHeap::from(vec![3, 1, 4, 1, 5]);
    {
        let mut top = heap.peek_mut().unwrap();
        println!("top {}", *top);
        *top = 2;
    }
    println!("{:?} {}", heap.peek(), heap.len());
    if let Some(top) = heap.peek_mut() {
        println!("popped {}", PeekMut::pop(top));
    }
    heap.append(&mut BinaryHeap::from([9, 0]));
    heap.retain(|x| *x != 1);
    heap.extend([7, 8]);
    println!("{:?} {}", heap.clone().into_sorted_vec(), heap.as_slice().len());
    let mut drained: Vec<i32> = heap.drain().collect();
    drained.sort();
    println!("{drained:?} {} {:?}", heap.is_empty(), heap.peek_mut().is_none());
    let mut jobs = BinaryHeap::with_capacity(4);
    for (urgency, name) in [(1, "mop"), (3, "fire"), (3, "alarm"), (2, "mail")] {
        jobs.push(Job { urgency, name });
    }
    while let Some(Job { name, .. }) = jobs.pop() {
        print!("{name} ");
    }
    println!();
    let mut smallest: BinaryHeap<Reverse<u32>> = [5, 2, 8].into_iter().map(Reverse).collect();
    println!("{:?} {:?}", smallest.pop(), smallest.into_vec().len());
    let by_cost: BinaryHeap<(Reverse<u32>, &str)> = BinaryHeap::from([(Reverse(3), "c"), (Reverse(1), "a")]);
    println!("{:?} {:?}", by_cost.peek(), by_cost.iter().max().map(|(_, name)| name));
}

fn rings() {
    let mut ring: VecDeque<i32> = (1..=5).collect();
    ring.rotate_left(2);
    println!("{ring:?}");
    ring.rotate_right(1);
    ring.push_front(0);
    println!("{ring:?} {:?} {:?}", ring.front(), ring.back());
    let (head, tail) = ring.as_slices();
    println!("{} {:?}", head.len() + tail.len(), [head, tail].concat());
    ring.make_contiguous().sort();
    println!("{ring:?} {:?} {:?}", ring.binary_search(&3), ring.binary_search_by(|x| x.cmp(&10)));
    println!("{} {:?}", ring.partition_point(|x| *x < 4), ring.binary_search_by_key(&8, |x| x * 2));
    for value in ring.range_mut(1..3) {
        *value *= 10;
    }
    println!("{:?} {:?}", ring.range(..2).collect::<Vec<_>>(), ring.iter().rev().next());
    println!("{:?} {:?} {ring:?}", ring.swap_remove_front(3), ring.swap_remove_back(0));
    ring.insert(1, 77);
    println!("{:?} {:?} {ring:?}", ring.remove(9), ring.remove(0));
    ring.swap(0, 1);
    if let Some(last) = ring.back_mut() {
        *last += 1;
    }
    *ring.front_mut().unwrap() -= 1;
    *ring.get_mut(1).unwrap() += 5;
    ring[2] = 6;
    println!("{ring:?} {:?}", ring.get(7));
    ring.resize_with(5, || 1);
    ring.resize(6, 2);
    ring.retain_mut(|x| { *x += 1; *x != 2 });
    println!("{ring:?}");
    let back = ring.split_off(2);
    println!("{ring:?} {back:?} {}", ring == VecDeque::from(vec![back[0]]));
    ring.extend(&back);
    println!("{:?} {ring:?}", ring.drain(1..3).collect::<Vec<_>>());
    ring.truncate(1);
    ring.append(&mut back.into_iter().collect());
    println!("{ring:?} {:?}", Vec::from(ring.clone()));
    println!("{} {:?}", ring.contains(&3), ring.iter_mut().map(|x| { *x = -*x; *x }).sum::<i32>());
    println!("{:?} {:?}", ring.pop_front_if(|x| *x > 0), ring.pop_back_if(|x| *x < 0));
    println!("{:?}", ring.iter().min());
    println!("{:?}", ring.into_iter().rev().collect::<VecDeque<_>>());
}

fn said<T>(result: std::thread::Result<T>) {
    let Err(payload) = result else { return };
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => println!("panic: {text}"),
        (_, Some(text)) => println!("panic: {text}"),
        _ => println!("panic"),
    }
}

fn main() {
    heaps();
    rings();
    said(std::panic::catch_unwind(|| VecDeque::from([1])[std::hint::black_box(1)]));
}
