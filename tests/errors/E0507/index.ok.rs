fn main() {
    let mut names = vec![String::from("a"), String::from("b")];
    let first = names[0].clone();
    let second = &names[1];
    println!("{first} {second} {}", names[0]);
    names[0] += "x";
    let views: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    println!("{}", views[0]);
    let numbers = vec![(1, 'x')];
    let number = numbers[0];
    let taken = std::mem::take(&mut names[1]);
    println!("{number:?}");
    println!("{taken} {}", names.swap_remove(0));
}
