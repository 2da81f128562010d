fn main() {
    let owned = String::from("  a ");
    let text = owned.trim();
    let kept = &String::from("b");
    println!("{text}{kept}");
}
