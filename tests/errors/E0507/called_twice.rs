fn twice<F: FnMut() -> usize>(mut f: F) -> usize {
    f() + f()
}

fn main() {
    let name = String::from("ferris");
    let total = twice(|| {
        let taken = name;
        taken.len()
    });
    println!("{total}");
}
