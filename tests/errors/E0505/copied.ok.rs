fn twice(n: i32) -> i32 {
    n * 2
}

fn main() {
    let number = 5;
    let shown = &number;
    let copy = twice(number);
    println!("{shown} {copy}");
}
