// The functions of a waker table as closures: what their pointer is told by the table.

use std::sync::Arc;
use std::task::{RawWaker, RawWakerVTable, Waker};
static VT: RawWakerVTable = RawWakerVTable::new(
    |p| RawWaker::new(p, &VT),
    |p| {
        let c = unsafe { Arc::from_raw(p.cast::<u32>()) };
        println!("wake {c}");
    },
    |p| {
        println!("ref {}", unsafe { *p.cast::<u32>() });
    },
    |p| {
        let c = unsafe { Arc::from_raw(p as *const u32) };
        println!("drop {c}");
    },
);
fn main() {
    let w = unsafe { Waker::from_raw(RawWaker::new(Arc::into_raw(Arc::new(5u32)).cast(), &VT)) };
    w.wake_by_ref();
    w.wake();
}
