// VecDeque as a queue and ring.
use std::collections::VecDeque;

fn main() {
    let mut q: VecDeque<i32> = VecDeque::new();
    q.push_back(1);
    q.push_back(2);
    q.push_front(0);
    println!("{q:?} {} {:?} {:?}", q.len(), q.front(), q.back());
    println!("{:?} {:?} {q:?}", q.pop_front(), q.pop_back());
    q.extend([5, 6, 7]);
    println!("{} {:?}", q[1], q.get(9));
    q[1] = 50;
    q.rotate_left(1);
    println!("{q:?} {}", q.contains(&50));
    q.insert(1, 99);
    println!("{:?} {q:?}", q.remove(0));
    for x in q.iter_mut() {
        *x += 1;
    }
    println!("{:?}", q.iter().collect::<Vec<_>>());
    println!("{:?}", q.iter().rev().map(|x| x * 2).collect::<VecDeque<_>>());
    q.truncate(2);
    println!("{q:?}");
    let v: Vec<i32> = q.into_iter().collect();
    println!("{v:?}");
    let mut d = VecDeque::from(vec![3, 1, 2]);
    d.make_contiguous().sort();
    println!("{d:?}");
    d.swap(0, 2);
    if let Some(front) = d.front_mut() {
        *front *= 10;
    }
    println!("{d:?} {}", d == VecDeque::from([30, 2, 1]));
    let mut queue = VecDeque::from([(0, "start")]);
    let mut steps = 0;
    while let Some((depth, name)) = queue.pop_front() {
        steps += 1;
        println!("{depth} {name}");
        if depth < 2 {
            queue.push_back((depth + 1, "left"));
            queue.push_back((depth + 1, "right"));
        }
    }
    println!("{steps}");
    let mut ring = VecDeque::with_capacity(3);
    for i in 0..1000 {
        if ring.len() == 3 {
            ring.pop_front();
        }
        ring.push_back(i);
    }
    println!("{ring:?} {}", ring.iter().sum::<i32>());
    for i in 0..50 {
        ring.push_front(i);
    }
    println!("{} {:?}", ring.len(), ring.drain(..3).collect::<Vec<_>>());
    ring.retain(|x| x % 10 == 0);
    println!("{ring:?}");
    ring.clear();
    println!("{}", ring.is_empty());
}
