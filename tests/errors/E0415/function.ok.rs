fn add(a: i32, _: i32, b: i32, _: i32) -> i32 {
    let a = a + 1;
    let add = |a: i32| a + b;
    add(a)
}

fn main() {
    println!("{}", add(1, 2, 3, 4));
}
