fn main() {
    let mut v = vec![1];
    let w = v;
    v.push(2);
    println!("{:?}", w);
}
