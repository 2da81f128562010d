struct Part<'a> { text: &'a str, call: fn(&str) -> &str }

fn main() {
    let part = Part { text: "a", call: |text| text };
    println!("{}", (part.call)(part.text));
}
