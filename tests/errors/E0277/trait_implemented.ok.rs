use std::fmt::Display;

trait Speak {
    fn speak(&self) -> String;
}

trait Loud {
    fn shout(&self) -> String;
}

struct Dog;

impl Speak for Dog {
    fn speak(&self) -> String {
        "woof".to_string()
    }
}

impl Speak for i32 {
    fn speak(&self) -> String {
        format!("number {self}")
    }
}

impl<T: Speak> Speak for Vec<T> {
    fn speak(&self) -> String {
        self.iter().map(Speak::speak).collect::<Vec<_>>().join(", ")
    }
}

impl<T: Display> Loud for T {
    fn shout(&self) -> String {
        self.to_string().to_uppercase()
    }
}

fn hear<T: Speak>(what: &T) -> String {
    what.speak()
}

fn loud(what: impl Loud) -> String {
    what.shout()
}

fn main() {
    println!("{} {} {}", hear(&Dog), hear(&5), hear(&vec![Dog, Dog]));
    println!("{} {} {}", loud("a"), loud(String::from("b")), loud(&7));
}
