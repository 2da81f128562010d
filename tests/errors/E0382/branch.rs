fn main() {
    let data = vec![1];
    let a = if data.len() > 1 { data } else { vec![] };
    println!("{:?}", data);
}
