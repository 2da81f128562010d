fn main() { let y: i64 = 1; let x: u32 = y; }
