fn longest<'a>(x: &'a str, y: &'a str) -> &'a str {
    if x.len() > y.len() { x } else { y }
}

fn first(x: &str, n: usize) -> Option<&str> {
    x.get(..n)
}

fn main() {
    println!("{} {:?}", longest("a", "bc"), first("abc", 2));
}
