struct Size { width: u32, height: u32 }

fn area(Size { width }: &Size, height: u32) -> u32 {
    width * height
}

fn main() {
    let size = Size { width: 2, height: 3 };
    println!("{}", area(&size, size.height));
}
