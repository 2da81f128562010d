use std::cell::RefCell;

fn main() {
    let mut scores = vec![1];
    let mut view = &scores;
    println!("{}", view.len());
    let fresh = vec![9, 9];
    view = &fresh;
    scores.push(6);
    println!("{} {}", view.len(), scores.len());
    let cell = RefCell::new(vec![1]);
    let shared = &cell;
    cell.borrow_mut().push(2);
    println!("{}", shared.borrow().len());
}
