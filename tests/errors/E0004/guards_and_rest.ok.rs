const LIMIT: i32 = 10;

fn name(n: i32) -> &'static str {
    match n {
        i32::MIN..=-1 => "negative",
        0 => "zero",
        LIMIT => "limit",
        n if n % 2 == 0 => "even",
        1.. => "odd",
    }
}

fn main() {
    println!("{} {} {} {}", name(-3), name(10), name(4), name(5));
    match "a" {
        "a" | "b" => println!("first"),
        _ => println!("last"),
    }
    match (true, 'x') {
        (true, 'a'..='z') => println!("letter"),
        (false, _) | (true, _) => println!("other"),
    }
    match name(4).is_empty() {
        true => println!("empty"),
        false => println!("not empty"),
    }
}
