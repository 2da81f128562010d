// AtomicPtr: lazy initialisation by compare_exchange, a lock-free stack; pointers into arrays, ptr::read and write.
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::thread;
#[derive(Debug)] struct Data { id: u32, text: String }
fn get_data() -> &'static Data {
    static PTR: AtomicPtr<Data> = AtomicPtr::new(ptr::null_mut());
    let mut p = PTR.load(Ordering::Acquire);
    if p.is_null() {
        p = Box::into_raw(Box::new(Data { id: 7, text: "generated".to_string() }));
        if let Err(e) = PTR.compare_exchange(ptr::null_mut(), p, Ordering::Release, Ordering::Acquire) {
            drop(unsafe { Box::from_raw(p) });
            p = e;
        }
    }
    unsafe { &*p }
}
struct Node<T> { value: T, next: *mut Node<T> }
struct Stack<T> { head: AtomicPtr<Node<T>>, len: AtomicUsize }
unsafe impl<T: Send> Sync for Stack<T> {}
impl<T> Stack<T> {
    fn new() -> Self { Stack { head: AtomicPtr::new(ptr::null_mut()), len: AtomicUsize::new(0) } }
    fn push(&self, value: T) {
        let node = Box::into_raw(Box::new(Node { value, next: ptr::null_mut() }));
        loop {
            let head = self.head.load(Ordering::Relaxed);
            unsafe { (*node).next = head; }
            if self.head.compare_exchange_weak(head, node, Ordering::Release, Ordering::Relaxed).is_ok() { break; }
        }
        self.len.fetch_add(1, Ordering::Relaxed);
    }
    fn pop(&self) -> Option<T> {
        loop {
            let head = self.head.load(Ordering::Acquire);
            if head.is_null() { return None; }
            let next = unsafe { (*head).next };
            if self.head.compare_exchange(head, next, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                let node = unsafe { Box::from_raw(head) };
                self.len.fetch_sub(1, Ordering::Relaxed);
                return Some(node.value);
            }
        }
    }
}
impl<T> Drop for Stack<T> { fn drop(&mut self) { let mut n = 0; while self.pop().is_some() { n += 1; } println!("dropped {n}"); } }
fn main() {
    let hs: Vec<_> = (0..3).map(|_| thread::spawn(|| get_data().id)).collect();
    for h in hs { println!("{}", h.join().unwrap()); }
    println!("{:?} {}", get_data(), ptr::eq(get_data(), get_data()));
    let s = Stack::new();
    thread::scope(|sc| { for t in 0..3 { let s = &s; sc.spawn(move || for i in 0..5 { s.push(t * 10 + i); }); } });
    println!("len {}", s.len.load(Ordering::Relaxed));
    let mut v = Vec::new(); while v.len() < 13 { v.push(s.pop().unwrap()); } v.sort(); println!("{}", v.len());
    let mut x = 5; let p: *mut i32 = &mut x; unsafe { *p += 1; println!("{}", *p); } let cp = p as *const i32; println!("{} {}", unsafe { *cp }, cp.is_null());
    let a = [1, 2, 3]; let pa = a.as_ptr(); unsafe { println!("{} {}", *pa.add(1), *pa.offset(2)); }
    let mut m = [1u8, 2]; unsafe { let pm = m.as_mut_ptr(); *pm.add(1) = 9; } println!("{m:?}");
    let mut a1 = 1; let mut b1 = 2; unsafe { ptr::swap(&mut a1, &mut b1); } println!("{a1} {b1}");
    let r = unsafe { ptr::read(&a1) }; unsafe { ptr::write(&mut b1, 8); } println!("{r} {b1}");
    let n: *const i32 = ptr::null(); println!("{:?} {}", unsafe { n.as_ref() }, n.is_null());
}
