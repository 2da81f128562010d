struct Part { text: &str }

fn main() {
    let part = Part { text: "a" };
    println!("{}", part.text);
}
