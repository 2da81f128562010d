fn show<T: Clone>(value: T) {
    println!("{}", value);
}

fn main() {
    show(3);
}
