//! Traits implemented for references, whose methods change the reference: readers and words that get shorter.

trait Eat { fn eat(&mut self, n: usize) -> Vec<u8>; fn two(&mut self) -> Vec<u8> { let mut a = self.eat(1); a.extend(self.eat(1)); a } }
impl Eat for &[u8] { fn eat(&mut self, n: usize) -> Vec<u8> { let n = n.min(self.len()); let (a, b) = self.split_at(n); let v = a.to_vec(); *self = b; v } }
trait Chop { fn word(&mut self) -> Option<String>; }
impl Chop for &str {
    fn word(&mut self) -> Option<String> {
        let t = self.trim_start();
        if t.is_empty() { return None; }
        let end = t.find(' ').unwrap_or(t.len());
        let w = t[..end].to_uppercase();
        *self = &t[end..];
        Some(w)
    }
}
struct Holder<R> { inner: R }
impl<R: Eat> Holder<R> {
    fn go(&mut self) -> Vec<u8> { let inner = &mut self.inner; let mut f = |k| inner.eat(k); let mut v = f(2); v.extend(f(1)); v }
    fn plain(&mut self) -> usize { self.inner.eat(1).len() }
}
fn take<E: Eat>(e: &mut E) -> usize { e.two().len() }
fn main() {
    let data = vec![1u8, 2, 3, 4, 5, 6, 7, 8];
    let mut r = &data[..];
    println!("{:?}", r.eat(2));
    println!("{:?}", r.two()); println!("{}", take(&mut r));
    println!("{r:?} {data:?}");
    let mut h = Holder { inner: &data[1..] };
    println!("{:?} {} {:?}", h.go(), h.plain(), h.go()); println!("{:?}", h.inner);
    let arr: &[u8] = b"hello";
    let mut h = Holder { inner: arr };
    println!("{:?} {} {:?}", h.go(), h.plain(), h.go()); println!("{:?}", h.inner);
    let mut t = "the quick  fox";
    while let Some(w) = t.word() { println!("{w} left {t:?}"); }
}
