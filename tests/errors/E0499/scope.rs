use std::thread;

struct Buffer {
    data: Vec<u8>,
}

impl Buffer {
    fn last(&mut self) -> &mut u8 {
        self.data.last_mut().unwrap()
    }
}

fn swap(a: &mut i32, b: &mut i32) {
    std::mem::swap(a, b);
}

fn main() {
    let mut hits = 0;
    let mut log = Vec::new();
    thread::scope(|s| {
        s.spawn(|| hits += 1);
        s.spawn(|| hits += 1);
    });
    thread::scope(|s| {
        for id in 0..3 {
            s.spawn(|| log.push(1));
            println!("{id}");
        }
    });
    let mut row = [1, 2];
    swap(&mut row[0], &mut row[1]);
    let mut buffer = Buffer { data: vec![1] };
    let a = buffer.last();
    let b = buffer.last();
    *a += 1;
    *b += 1;
}
