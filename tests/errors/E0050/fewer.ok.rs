trait Handler {
    fn handle(&mut self, id: u32, text: &str);
}

impl<F: FnMut(u32)> Handler for F {
    fn handle(&mut self, id: u32, _text: &str) {
        self(id)
    }
}

fn main() {
    let mut sum = 0;
    let mut add = |id: u32| sum += id;
    add.handle(3, "");
    println!("{sum}");
}
