struct Point { x: i32, y: i32, z: i32 }

fn main() {
    let point = Point { x: 1, y: 2, z: 3 };
    let Point { x, y, .. } = point;
    let Point { x: a, y: _, z } = point;
    println!("{x} {y} {} {a} {z}", point.z);
}
