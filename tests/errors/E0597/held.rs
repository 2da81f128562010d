struct Parser<'a> {
    text: &'a str,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Parser { text }
    }
}

fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}

fn main() {
    let outer = String::from("long string");
    let result;
    {
        let inner = String::from("xyz");
        result = longest(outer.as_str(), inner.as_str());
    }
    println!("{result}");
    let parser;
    {
        let text = String::from("1 + 2");
        parser = Parser::new(&text);
    }
    println!("{}", parser.text);
    let mut all = Vec::new();
    for id in 0..3 {
        let name = id.to_string();
        all.push(&name);
    }
    println!("{}", all.len());
}
