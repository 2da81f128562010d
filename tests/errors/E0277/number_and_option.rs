fn main() {
    let x: i8 = 5;
    let y: Option<i8> = Some(5);
    let _sum = x + y;
}
