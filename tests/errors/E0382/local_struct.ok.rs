// A struct of the function: the field that is only referred to stays.
fn main() {
    struct Person {
        name: String,
        age: Box<u8>,
    }
    let person = Person {
        name: String::from("Ada"),
        age: Box::new(36),
    };
    let Person { name, ref age } = person;
    println!("{name} {age}");
    println!("{}", person.age);
}
