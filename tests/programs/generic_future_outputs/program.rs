// What a generic function learns of its type parameters from the outputs of the futures that it is given: `downcast` to them.

use std::any::Any;
use std::future::Future;
fn a<T: 'static>(f: impl Future<Output = T>) -> bool {
    let b: Box<dyn Any> = Box::new(5u8);
    let _ = f;
    b.downcast::<T>().is_ok()
}
fn b<T: 'static, F: Future<Output = T>>(f: F) -> bool {
    let b: Box<dyn Any> = Box::new(5u8);
    let _ = f;
    b.downcast::<T>().is_ok()
}
fn d<T: 'static, F>(f: F) -> bool
where
    F: Future<Output = T>,
{
    let b: Box<dyn Any> = Box::new(5u8);
    let _ = f;
    b.downcast::<T>().is_ok()
}
struct H<T>(std::marker::PhantomData<T>);
impl<T: 'static> H<T> {
    fn e(self) -> bool {
        let b: Box<dyn Any> = Box::new(5u8);
        match b.downcast::<T>() {
            Ok(_) => true,
            Err(_) => false,
        }
    }
}
fn h<T: 'static>(f: impl Future<Output = T>) -> H<T> {
    let _ = f;
    H(std::marker::PhantomData)
}
async fn five() -> u8 {
    5
}
fn main() {
    println!("{} {} {}", a(async { 5u8 }), b(async { 5u8 }), d(async { 6u16 }));
    println!("{} {} {}", a(five()), b(five()), d(five()));
    println!("{} {}", h(async { 5u8 }).e(), h(async { 1u16 }).e());
    println!("{} {}", h(five()).e(), h(async { five().await }).e());
}
