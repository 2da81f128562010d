fn main() {
    let mut next = Some(String::from("a"));
    while let Some(text) = next {
        next = if text.len() < 3 { Some(text + "b") } else { None };
    }
}
