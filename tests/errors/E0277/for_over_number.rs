fn main() {
    let mut sum = 0;
    for i in 10 {
        sum += i;
    }
    println!("{sum}");
}
