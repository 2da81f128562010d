// MaybeUninit, ManuallyDrop, Box::into_raw, mem::forget: who drops what.
use std::cell::{Cell, UnsafeCell};
use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::sync::atomic::{AtomicU32, Ordering::*};
struct Array<T, const N: usize> { data: [MaybeUninit<T>; N], len: usize }
impl<T, const N: usize> Array<T, N> {
    fn new() -> Self { Array { data: [const { MaybeUninit::uninit() }; N], len: 0 } }
    fn push(&mut self, t: T) -> Result<(), T> { if self.len == N { Err(t) } else { self.data[self.len].write(t); self.len += 1; Ok(()) } }
    fn pop(&mut self) -> Option<T> { if self.len == 0 { None } else { self.len -= 1; Some(unsafe { self.data[self.len].assume_init_read() }) } }
}
impl<T, const N: usize> Drop for Array<T, N> { fn drop(&mut self) { for i in 0..self.len { unsafe { self.data[i].assume_init_drop(); } } } }
struct D(i32); impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
fn main() {
    let mut a: Array<D, 2> = Array::new();
    println!("{} {}", a.push(D(1)).is_ok(), a.push(D(2)).is_ok());
    if let Err(d) = a.push(D(3)) { println!("full {}", d.0); }
    let p = a.pop(); println!("{}", p.map(|d| d.0).unwrap());
    drop(a);
    let mut x: MaybeUninit<u32> = MaybeUninit::uninit(); x.write(4); println!("{}", unsafe { x.assume_init() });
    let z = MaybeUninit::new(String::from("s")); println!("{}", unsafe { z.assume_init() });
    let m = ManuallyDrop::new(D(9)); println!("kept {}", m.0);
    let mut md = ManuallyDrop::new(D(10)); unsafe { ManuallyDrop::drop(&mut md); }
    let s: &'static mut Vec<i32> = Box::leak(Box::new(vec![1])); s.push(2); println!("{s:?}");
    let u = UnsafeCell::new(3); unsafe { *u.get() += 1; } println!("{}", u.into_inner());
    let c = Cell::new(1); c.set(c.get() + 1); println!("{}", c.replace(7)); mem::forget(D(11));
    let t = AtomicU32::new(1); println!("{:?} {}", t.compare_exchange(1, 5, Acquire, Relaxed), t.load(SeqCst));
    let f = t.fetch_update(SeqCst, SeqCst, |x| x.checked_sub(6)); println!("{f:?}");
    let b = Box::new(D(20)); let raw = Box::into_raw(b); unsafe { (*raw).0 = 21; drop(Box::from_raw(raw)); }
    unsafe { let r = &raw mut *Box::into_raw(Box::new(5)); *r = 6; println!("{}", *r); drop(Box::from_raw(r)); }
}
