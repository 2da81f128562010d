fn main() {
    let found;
    let mut id = 0;
    loop {
        let next;
        if id == 2 {
            found = id;
            break;
        } else if id == 5 {
            continue;
        } else {
            next = id + 1;
        }
        id = next;
    }
    println!("{found}");
}
