fn largest<T>(items: &[T]) -> &T {
    let mut most = &items[0];
    for item in items {
        if item > most {
            most = item;
        }
    }
    most
}

fn main() {
    println!("{}", largest(&[1, 3, 2]));
}
