struct Names {
    all: Vec<String>,
}

impl Names {
    fn first(&self) -> &str {
        let all = &self.all;
        &all[0]
    }

    fn longest(&self) -> Option<&String> {
        let mut longest = self.all.first()?;
        for name in &self.all {
            if name.len() > longest.len() {
                longest = name;
            }
        }
        Some(longest)
    }

    fn slot(&mut self) -> &mut String {
        let last = self.all.len() - 1;
        &mut self.all[last]
    }
}

fn main() {
    let mut names = Names { all: vec!["a".to_owned(), "bcd".to_owned()] };
    names.slot().push('x');
    println!("{} {:?}", names.first(), names.longest());
}
