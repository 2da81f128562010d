struct Point {
    x: i32,
}

mod shapes {
    pub fn shifted(point: &super::Point) -> i32 {
        point.x + 1
    }
}

fn main() {
    println!("{}", shapes::shifted(&Point { x: 1 }));
}
