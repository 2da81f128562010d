fn main() {
    for item in vec![1, 2].iter() {
        println!("{item}");
    }
    let sum: i32 = vec![1, 2].iter().sum();
    println!("{sum}");
}
