static mut COUNT: u32 = 0;

fn main() {
    COUNT += 1;
    println!("done");
}
