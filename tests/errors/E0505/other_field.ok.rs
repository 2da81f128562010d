fn main() {
    let pair = (String::from("x"), String::from("y"));
    let left = &pair.0;
    let right = pair.1;
    println!("{left} {right}");
}
