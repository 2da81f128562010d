use std::thread;

struct Point {
    x: i32,
}

fn main() {
    let handle;
    let mut point: Point;
    {
        handle = thread::spawn(|| 1);
        point = Point { x: 1 };
    }
    point.x += handle.join().unwrap();
    let text: String;
    let show = || println!("{}", point.x);
    show();
    text = format!("{}", point.x);
    let mut rest: Vec<i32>;
    rest = vec![1];
    rest.push(2);
    println!("{text} {rest:?}");
}
