fn main() {
    let data = vec![1];
    let c = move || println!("{:?}", data);
    c();
    println!("{}", data.len());
}
