fn main() {
    let mut counts = vec![0; 256];
    for byte in "hello".bytes() {
        counts[byte] += 1;
    }
    println!("{}", counts[104]);
}
