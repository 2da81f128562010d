struct Id(u32);

fn main() {
    let (a, b) = (Id(1), Id(2));
    println!("{} {}", a.0, b.0);
    if a == b {
        println!("equal");
    }
}
