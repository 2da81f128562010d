fn main() {
    let mut names = vec![String::from("a")];
    let last = &mut names;
    let count = names.len();
    last.push(String::from("b"));
    println!("{count}");
}
