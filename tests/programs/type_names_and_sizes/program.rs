// type_name, size_of, align_of.
use std::any::type_name;
use std::collections::HashMap;
use std::mem::{align_of, size_of, size_of_val};
struct P {
    a: u8,
    b: u32,
    c: u16,
}
#[repr(C)]
struct C {
    a: u8,
    b: u32,
    c: u16,
}
#[allow(dead_code)]
enum Dir {
    N,
    S,
    E,
    W,
}
#[allow(dead_code)]
enum Shape {
    Circle(f64),
    Rect { w: f64, h: f64 },
    Unit,
}
mod geo {
    pub struct Pt<T> {
        pub x: T,
        pub y: T,
    }
}
fn name_of<T>(_: &T) -> &'static str {
    type_name::<T>()
}
fn sized<T>() -> (usize, usize) {
    (size_of::<T>(), align_of::<T>())
}
fn main() {
    println!(
        "{} {} {}",
        type_name::<i32>(),
        type_name::<&str>(),
        type_name::<String>()
    );
    println!(
        "{} {}",
        type_name::<Option<Vec<u8>>>(),
        type_name::<HashMap<String, [i32; 3]>>()
    );
    println!("{} {}", type_name::<(i32, f64)>(), type_name::<&mut [u8]>());
    println!("{} {}", name_of(&1.5), name_of(&"x"));
    println!("{} {}", name_of(&vec!['a']), name_of(&Some(String::new())));
    println!("{}", type_name::<Result<(), Box<String>>>());
    println!("{}", type_name::<std::sync::Arc<std::sync::Mutex<u64>>>());
    println!(
        "{} {} {} {}",
        size_of::<u8>(),
        size_of::<i32>(),
        size_of::<u128>(),
        size_of::<char>()
    );
    println!(
        "{} {} {}",
        size_of::<usize>(),
        size_of::<f64>(),
        size_of::<bool>()
    );
    println!(
        "{} {} {}",
        size_of::<&i32>(),
        size_of::<&str>(),
        size_of::<Box<[i32]>>()
    );
    println!(
        "{} {} {}",
        size_of::<String>(),
        size_of::<Vec<i32>>(),
        size_of::<Box<i32>>()
    );
    println!(
        "{} {} {}",
        size_of::<Option<i32>>(),
        size_of::<Option<Box<i32>>>(),
        size_of::<Option<&i32>>()
    );
    println!(
        "{} {} {}",
        size_of::<Option<bool>>(),
        size_of::<Option<char>>(),
        size_of::<Option<u64>>()
    );
    println!("{} {} {}", size_of::<P>(), size_of::<C>(), size_of::<Dir>());
    println!(
        "{} {} {}",
        size_of::<Shape>(),
        size_of::<()>(),
        size_of::<[u16; 5]>()
    );
    println!(
        "{} {} {}",
        size_of::<(u8, u32)>(),
        size_of::<geo::Pt<i16>>(),
        size_of::<Option<Dir>>()
    );
    println!(
        "{} {} {}",
        align_of::<u64>(),
        align_of::<P>(),
        align_of::<u8>()
    );
    let arr = [1i32, 2, 3];
    let x = 5u64;
    println!(
        "{} {} {}",
        size_of_val(&arr),
        size_of_val(&x),
        size_of_val("hello")
    );
    println!("{:?} {:?}", sized::<u16>(), sized::<geo::Pt<u64>>());
    println!(
        "{}",
        size_of::<std::num::NonZeroU32>() == size_of::<Option<std::num::NonZeroU32>>()
    );
    println!("{}", std::any::type_name_of_val(&3u8));
    println!("{}", size_of::<Box<dyn std::error::Error>>());
    println!("{}", std::mem::size_of::<std::rc::Rc<String>>());
    let p = P { a: 1, b: 2, c: 3 };
    println!("{}", p.a as u32 + p.b + p.c as u32);
    let c = C { a: 1, b: 2, c: 3 };
    println!("{}", c.a as u32 + c.b + c.c as u32);
    let pt = geo::Pt { x: 1, y: 2 };
    println!("{}", pt.x + pt.y);
}
