fn push(list: &mut Vec<i32>) { list.push(1); }
fn main() {
    let mut list = Vec::new();
    push(&mut list);
    let alias = &mut list;
    alias.push(2);
    println!("{list:?}");
}
