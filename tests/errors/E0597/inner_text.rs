fn main() {
    let longest;
    {
        let text = String::from("inner");
        longest = &text;
    }
    println!("{longest}");
}
