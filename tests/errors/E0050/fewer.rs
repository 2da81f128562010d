trait Handler {
    fn handle(&mut self, id: u32, text: &str);
}

struct Log(Vec<String>);

impl Handler for Log {
    fn handle(&mut self, id: u32) {
        self.0.push(id.to_string());
    }
}

fn main() {
    println!("{}", Log(Vec::new()).0.len());
}
