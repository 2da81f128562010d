struct Person { name: String, age: u32, nick: Option<String>, tags: Vec<String> }

impl Person {
    fn name(&self) -> &String {
        &self.name
    }

    fn age(&self) -> u32 {
        self.age
    }

    fn nick(&mut self) -> Option<String> {
        let tags = std::mem::take(&mut self.tags);
        match self.nick {
            Some(ref mut nick) => nick.push_str(&tags.concat()),
            None => {}
        }
        let Self { name, .. } = self;
        name.push('!');
        self.nick.take()
    }

    fn into_name(self) -> String {
        self.name
    }

    fn boxed(self: Box<Self>) -> String {
        self.name
    }
}

fn main() {
    let make = || Person { name: "Ada".to_string(), age: 36, nick: Some("A".to_string()), tags: vec!["x".to_string()] };
    let mut person = make();
    println!("{:?} {} {}", person.nick(), person.name(), person.age());
    println!("{} {}", person.into_name(), Box::new(make()).boxed());
}
