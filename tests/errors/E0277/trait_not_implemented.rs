trait Speak {
    fn speak(&self) -> String;
}

struct Dog;
struct Stone;

impl Speak for Dog {
    fn speak(&self) -> String {
        "woof".to_string()
    }
}

fn hear<T: Speak>(what: &T) {
    println!("{}", what.speak());
}

fn main() {
    hear(&Dog);
    hear(&Stone);
}
