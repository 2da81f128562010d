fn main() {
    let text = String::from("outer");
    let longest;
    {
        longest = &text;
    }
    println!("{longest}");
}
