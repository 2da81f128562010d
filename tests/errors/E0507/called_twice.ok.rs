fn twice<F: FnMut() -> usize>(mut f: F) -> usize {
    f() + f()
}

fn once<F: FnOnce() -> usize>(f: F) -> usize {
    f()
}

fn main() {
    let name = String::from("ferris");
    let mut spare = Some(String::from("spare"));
    let total = twice(|| name.len() + spare.take().map_or(0, |taken| taken.len()));
    let last = once(|| {
        let taken = name;
        taken.len()
    });
    println!("{total} {last}");
}
