struct Parser<'a> {
    text: &'a str,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self { text }
    }
}

fn parser<'a>() -> Parser<'a> {
    let text = String::from("1 + 2");
    Parser::new(&text)
}

fn row<'a>() -> &'a [i32] {
    let row = vec![1, 2];
    let part = &row[..1];
    part
}

fn main() {
    println!("{} {:?}", parser().text, row());
}
