fn main() {
    let mut items = vec![1, 2, 3];
    for item in &items {
        if *item == 2 {
            items.push(4);
            break;
        }
    }
    for item in items.clone().iter() {
        items.push(*item);
    }
    println!("{items:?}");
}
