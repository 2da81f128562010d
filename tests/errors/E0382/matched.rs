fn main() {
    let opt = Some(String::from("a"));
    if let Some(s) = opt { println!("{s}"); }
    println!("{:?}", opt);
}
