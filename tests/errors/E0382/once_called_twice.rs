fn main() {
    let s = String::from("a");
    let f = move || drop(s);
    f();
    f();
}
