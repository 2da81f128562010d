use std::future::Future;
use std::pin::Pin;
trait Fetch {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = u32> + '_>>;
    async fn twice(&self) -> u32
    where
        Self: Sized,
    {
        self.fetch().await * 2
    }
}
struct A;
impl Fetch for A {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = u32> + '_>> {
        Box::pin(async { 1 })
    }
}
fn main() {
    let all: Vec<Box<dyn Fetch>> = vec![Box::new(A)];
    println!("{}", all.len());
}
