mod parser {
    pub struct Parser<'t> {
        text: &'t str,
    }

    impl<'t> Parser<'t> {
        fn new(text: &'t str) -> Self {
            Parser { text }
        }

        fn words(&self) -> usize {
            self.text.split(' ').count()
        }
    }

    pub fn count(text: &str) -> usize {
        Parser::new(text).words()
    }
}

fn main() {
    println!("{}", parser::count("a b c"));
}
