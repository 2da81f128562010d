fn main() {
    let kept;
    {
        let text = String::from("inner");
        kept = text;
    }
    println!("{kept}");
}
