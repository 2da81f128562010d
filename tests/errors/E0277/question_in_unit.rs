fn main() {
    let n: i32 = "5".parse::<i32>()?;
    println!("{n}");
}
