// A one-shot channel of one's own over MaybeUninit; what is not received is dropped by hand.
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering::*};
use std::sync::Arc;
use std::thread;
pub struct Channel<T> { message: UnsafeCell<MaybeUninit<T>>, in_use: AtomicBool, ready: AtomicBool }
unsafe impl<T> Sync for Channel<T> where T: Send {}
impl<T> Channel<T> {
    pub const fn new() -> Self { Self { message: UnsafeCell::new(MaybeUninit::uninit()), in_use: AtomicBool::new(false), ready: AtomicBool::new(false) } }
    pub fn send(&self, message: T) {
        if self.in_use.swap(true, Relaxed) { panic!("can't send more than one message!"); }
        unsafe { (*self.message.get()).write(message) };
        self.ready.store(true, Release);
    }
    pub fn is_ready(&self) -> bool { self.ready.load(Relaxed) }
    pub fn receive(&self) -> T {
        if !self.ready.swap(false, Acquire) { panic!("no message available!"); }
        unsafe { (*self.message.get()).assume_init_read() }
    }
}
impl<T> Drop for Channel<T> { fn drop(&mut self) { if *self.ready.get_mut() { unsafe { self.message.get_mut().assume_init_drop() } } } }
struct Noisy(&'static str);
impl Drop for Noisy { fn drop(&mut self) { println!("drop {}", self.0); } }
pub struct Sender<T> { channel: Arc<Channel<T>> }
pub struct Receiver<T> { channel: Arc<Channel<T>> }
pub fn channel<T>() -> (Sender<T>, Receiver<T>) { let a = Arc::new(Channel::new()); (Sender { channel: a.clone() }, Receiver { channel: a }) }
impl<T> Sender<T> { pub fn send(self, message: T) { self.channel.send(message); } }
impl<T> Receiver<T> { pub fn is_ready(&self) -> bool { self.channel.is_ready() } pub fn receive(self) -> T { self.channel.receive() } }
fn main() {
    let channel = Channel::new();
    let t = thread::current();
    thread::scope(|s| {
        s.spawn(|| { channel.send("hello world!"); t.unpark(); });
        while !channel.is_ready() { thread::park(); }
        assert_eq!(channel.receive(), "hello world!");
    });
    let c2 = Channel::new(); c2.send(Noisy("unreceived")); drop(c2);
    let c3 = Channel::new(); c3.send(Noisy("received")); let n = c3.receive(); println!("got {}", n.0); drop(n); drop(c3);
    thread::scope(|s| {
        let (sender, receiver) = channel_();
        let t = thread::current();
        s.spawn(move || { sender.send(String::from("safe")); t.unpark(); });
        while !receiver.is_ready() { thread::park(); }
        println!("{}", receiver.receive());
    });
    let st = AtomicU8::new(0); println!("{:?}", st.compare_exchange(0, 1, Relaxed, Relaxed));
}
fn channel_<T>() -> (Sender<T>, Receiver<T>) { channel() }
