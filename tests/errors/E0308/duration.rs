use std::time::Duration;

fn main() {
    let d = Duration::from_millis("5");
}
