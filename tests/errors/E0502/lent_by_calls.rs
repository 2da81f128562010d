use std::collections::HashMap;

struct Stack {
    items: Vec<i32>,
    pushes: u32,
}

impl Stack {
    fn peek(&self) -> Option<&i32> {
        self.items.last()
    }

    fn push(&mut self, item: i32) {
        self.items.push(item);
        self.pushes += 1;
    }

    fn double(&mut self) {
        for item in &self.items {
            self.push(*item);
        }
    }

    fn reset(&mut self) {
        let top = self.peek();
        self.items.clear();
        println!("{top:?}");
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

fn main() {
    let mut text = String::from("hello world");
    let word = first_word(&text);
    text.clear();
    println!("{word}");

    let mut ages = HashMap::from([("Ada", 36)]);
    let ada = ages.get("Ada").unwrap();
    ages.insert("Alan", 41);
    println!("{ada}");

    let mut stack = Stack { items: vec![1], pushes: 0 };
    if let Some(top) = stack.peek() {
        stack.push(2);
        println!("{top}");
    }
    let mut count = 0;
    let mut next = || count += 1;
    println!("{count}");
    next();
    stack.double();
    stack.reset();
}
