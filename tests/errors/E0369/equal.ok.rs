#[derive(PartialEq, PartialOrd)]
struct Id(u32);

fn largest<T: PartialOrd + Copy>(items: &[T]) -> T {
    let mut most = items[0];
    for item in items {
        if *item > most {
            most = *item;
        }
    }
    most
}

fn main() {
    println!("{} {} {}", Id(1) == Id(1), Id(1) < Id(2), largest(&[1, 3, 2]));
}
