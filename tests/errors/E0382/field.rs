struct P { name: String, age: u32 }
fn main() {
    let p = P { name: String::from("a"), age: 3 };
    let n = p.name;
    println!("{}", p.age);
    println!("{}", p.name);
}
