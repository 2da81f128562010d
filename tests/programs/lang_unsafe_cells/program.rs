// A spin lock of UnsafeCell, static mut behind a flag, fences, raw pointers.
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, fence};
use std::thread;
use std::time::Duration;

pub struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}
unsafe impl<T> Sync for SpinLock<T> where T: Send {}
pub struct Guard<'a, T> {
    lock: &'a SpinLock<T>,
}
impl<T> SpinLock<T> {
    pub const fn new(value: T) -> Self {
        Self {
            locked: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
    }
    pub fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) {
            std::hint::spin_loop();
        }
        Guard { lock: self }
    }
}
impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.value.get() }
    }
}
impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.value.get() }
    }
}
impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.lock.locked.store(false, Release);
    }
}
static mut DATA: String = String::new();
static mut TABLE: [u64; 10] = [0; 10];
static LOCKED: AtomicBool = AtomicBool::new(false);
static READY: [AtomicBool; 10] = [const { AtomicBool::new(false) }; 10];
fn f() {
    if LOCKED
        .compare_exchange(false, true, Acquire, Relaxed)
        .is_ok()
    {
        unsafe { (&mut *(&raw mut DATA)).push('!') };
        LOCKED.store(false, Release);
    }
}
fn some_calculation(i: usize) -> u64 {
    i as u64 * 10
}
unsafe fn read(p: *const i32) -> i32 {
    unsafe { *p }
}
fn main() {
    let x = SpinLock::new(Vec::new());
    thread::scope(|s| {
        s.spawn(|| x.lock().push(1));
        s.spawn(|| {
            let mut g = x.lock();
            g.push(2);
            g.push(2);
        });
    });
    let g = x.lock();
    println!("{}", g.as_slice() == [1, 2, 2] || g.as_slice() == [2, 2, 1]);
    thread::scope(|s| {
        for _ in 0..5 {
            s.spawn(f);
        }
    });
    let n = unsafe { (&*(&raw const DATA)).len() };
    println!("{}", (1..=5).contains(&n));
    for i in 0..10 {
        thread::spawn(move || {
            let data = some_calculation(i);
            unsafe { TABLE[i] = data };
            READY[i].store(true, Release);
        });
    }
    thread::sleep(Duration::from_millis(50));
    let ready: Vec<bool> = READY.iter().map(|r| r.load(Relaxed)).collect();
    if ready.contains(&true) {
        fence(Acquire);
        for i in 0..10 {
            if ready[i] {
                println!("data{i} = {}", unsafe { TABLE[i] });
            }
        }
    }
    let v = 5;
    println!("{}", unsafe { read(&v) });
    let mut w = 1;
    let p = &mut w as *mut i32;
    unsafe { *p += 4 };
    println!("{w}");
    let c = AtomicU32::new(1);
    println!("{:?}", c.fetch_add(1, Relaxed));
}
