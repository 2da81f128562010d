fn main() {
    let names = vec![String::from("a"), String::from("b")];
    for name in &names {
        println!("{name}");
    }
    let longest = if names.len() > 5 { names } else { return };
    println!("{}", longest.len());
}
