struct Words { all: Vec<String> }

impl Words {
    fn at(&self, other: &str) -> &String {
        self.all.iter().find(|word| *word != other).unwrap()
    }
}

fn name() -> &'static str {
    "name"
}

fn main() {
    let words = Words { all: vec!["a".to_string(), "b".to_string()] };
    println!("{} {}", words.at("a"), name());
}
