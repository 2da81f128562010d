fn main() {
    let n = 3;
    println!("{}", format!("{n}{n}").as_str());
    let count = format!("{n}{n}").chars().count();
    println!("{count}");
}
