use std::collections::HashMap;

struct Stack {
    items: Vec<i32>,
    pushes: u32,
}

impl Stack {
    fn peek(&self) -> Option<&i32> {
        self.items.last()
    }

    fn total(&self) -> i32 {
        self.items.iter().sum()
    }

    fn push(&mut self, item: i32) {
        self.items.push(item);
        self.pushes += 1;
    }

    fn double(&mut self) {
        for item in &mut self.items {
            self.pushes += 1;
            *item *= 2;
        }
        for item in self.items.clone() {
            self.push(item);
        }
    }
}

fn longer<'a>(text: &'a str, _than: &str) -> &'a str {
    text
}

fn label(_of: &Stack) -> &'static str {
    "stack"
}

fn main() {
    let text = String::from("hello world");
    let mut other = String::from("hi");
    let word = longer(&text, &other);
    other.clear();
    println!("{word}");

    let mut ages = HashMap::from([("Ada", 36)]);
    let ada = ages.get("Ada").copied().unwrap();
    ages.insert("Alan", 41);
    println!("{ada}");

    let mut stack = Stack { items: vec![1], pushes: 0 };
    let (name, total) = (label(&stack), stack.total());
    if let Some(top) = stack.peek() {
        println!("{top}");
        stack.push(2);
    }
    let top = stack.peek().cloned();
    stack.double();
    println!("{name} {total} {top:?} {}", stack.pushes);

    let mut letters: Vec<char> = text.chars().rev().collect();
    let most = letters.iter().max().copied();
    letters.push('x');
    let first = letters.first().map(|c| c.to_string());
    letters.clear();
    println!("{most:?} {first:?}");

    let mut count = 0;
    let mut next = || count += 1;
    next();
    next();
    println!("{count}");
}
