fn total(values: &[f64]) -> f64 { values.iter().sum::<f64>() + 1.0 }
fn main() {
    let values = vec![1.5, 2.5];
    println!("{}", total(&values));
    let x: u8 = 200;
    let y: u32 = x.into();
    println!("{}", y + u32::from(x));
}
