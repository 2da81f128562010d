fn level(of: u32) -> &'static str {
    let level;
    match of {
        0 => level = "none",
        1 => level = "some",
        2 => return "two",
        _ => panic!("too many"),
    }
    level
}

fn main() {
    let name: String;
    if level(1) == "some" {
        name = String::from("yes");
    } else {
        std::process::exit(1);
    }
    let (a, b);
    (a, b) = (1, 2);
    println!("{name} {} {}", level(0), a + b);
}
