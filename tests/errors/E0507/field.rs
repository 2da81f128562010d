struct Person { name: String, age: u32 }

impl Person {
    fn name(&self) -> String {
        self.name
    }

    fn age(&self) -> u32 {
        self.age
    }
}

fn main() {
    let person = Person { name: "Ada".to_string(), age: 36 };
    println!("{} {}", person.name(), person.age());
}
