//! Asking for memory before it is needed. With a hundred thousand threads a switch waits for little else, and who
//! comes next in the queue is known long before.

use crate::frame::Activity;
use crate::heap::{Heap, STACK_BIT};
use crate::vm::Vm;

/// Bytes that memory comes in.
const LINE_BYTES: usize = 64;

/// Most lines that are asked for at once.
const MOST_LINES: usize = 4;

/// Asks for the memory of `it`, as far as it is worth it. Changes nothing but time.
#[inline]
pub fn prefetch<T: ?Sized>(it: &T) {
    let first = std::ptr::from_ref(it).cast::<u8>();
    let lines = size_of_val(it).div_ceil(LINE_BYTES).min(MOST_LINES);
    for line in 0..lines {
        prefetch_line(first.wrapping_add(line * LINE_BYTES));
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn prefetch_line(at: *const u8) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    // SAFETY: a prefetch is a hint: it reads nothing that the program sees and faults at no address.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(at.cast()) }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn prefetch_line(_at: *const u8) {}

impl Vm {
    /// Asks for what the thread's next instructions need: its registers, and its closure.
    pub fn prefetch(&self, heap: &Heap) {
        let Some(Activity::Code(frame)) = self.frames.last() else {
            return;
        };
        let registers = heap.stacks.get(self.stack.0 & !STACK_BIT);
        if let Some(window) = registers.get(frame.base as usize..) {
            prefetch(window);
        }
        if let Some(env) = frame.env {
            prefetch(heap.object(env));
        }
    }
}
