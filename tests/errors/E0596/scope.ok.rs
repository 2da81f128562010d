use std::thread;
use std::cell::RefCell;

fn main() {
    let mut data = vec![1, 2, 3];
    thread::scope(|scope| {
        scope.spawn(|| data.push(4));
    });
    for value in &mut data { *value += 1; }
    let cell = RefCell::new(vec![1]);
    cell.borrow_mut().push(2);
    println!("{data:?} {cell:?}");
}
