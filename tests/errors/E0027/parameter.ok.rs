struct Size<T> { width: T, height: T }

fn area(Size { width, height }: &Size<u32>) -> u32 {
    width * height
}

fn main() {
    let size = Size { width: 2, height: 3 };
    let sizes = [size];
    let widest = sizes.iter().map(|Size { width, .. }| width).max();
    println!("{} {widest:?}", area(&sizes[0]));
}
