//! Asking for memory before it is needed. With a hundred thousand threads a switch waits for little else, and who
//! comes next in the queue is known long before.

use crate::frame::Activity;
use crate::heap::{Heap, STACK_BIT};
use crate::object::{Head, Object};
use crate::value::{ObjectId, Value};
use crate::vm::Vm;

/// Bytes that memory comes in.
const LINE_BYTES: usize = 64;

/// Most bytes that are asked for at once.
const MOST_BYTES: usize = 5 * LINE_BYTES;

/// Most registers of a frame whose objects are asked for.
const MOST_REGISTERS: usize = 8;

/// Asks for the memory of `it`. Changes nothing but time.
#[inline(always)]
pub fn prefetch<T>(it: &T) {
    let first = std::ptr::from_ref(it).cast::<u8>();
    for line in 0..size_of::<T>().div_ceil(LINE_BYTES) {
        prefetch_line(first.wrapping_add(line * LINE_BYTES));
    }
    // What begins inside of a line may end in one more.
    let last = size_of::<T>().saturating_sub(align_of::<T>());
    if align_of::<T>() < LINE_BYTES && !last.is_multiple_of(LINE_BYTES) {
        prefetch_line(first.wrapping_add(last));
    }
}

/// The same for an object, if there is one.
#[inline(always)]
pub fn prefetch_object(heap: &Heap, id: ObjectId) {
    let first: *const Object = heap.objects.as_ptr();
    let object = first.wrapping_add(id.0 as usize).cast::<u8>();
    for line in 0..size_of::<Object>().div_ceil(LINE_BYTES) {
        prefetch_line(object.wrapping_add(line * LINE_BYTES));
    }
}

/// The same for the first of several values, as far as it is worth it.
#[inline]
fn prefetch_all(values: &[Value]) {
    let first = values.as_ptr().cast::<u8>();
    let bytes = size_of_val(values).min(MOST_BYTES);
    let mut at = 0;
    while at < bytes {
        prefetch_line(first.wrapping_add(at));
        at += LINE_BYTES;
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
    #[inline]
    pub fn prefetch(&self, heap: &Heap) {
        match self.body() {
            Some(body) => prefetch(heap.object(body)),
            None => self.prefetch_frame(heap),
        }
    }

    fn prefetch_frame(&self, heap: &Heap) {
        prefetch_all(self.window(heap));
        if let Some(Activity::Code(frame)) = self.frames.last()
            && let Some(env) = frame.env
        {
            prefetch(heap.object(env));
        }
    }

    /// The same for the objects that its registers own, once the registers are there.
    #[inline]
    pub fn prefetch_owned(&self, heap: &Heap) {
        match self.body() {
            Some(body) => prefetch_registers(heap, body),
            None => self.prefetch_each(heap),
        }
    }

    fn prefetch_each(&self, heap: &Heap) {
        self.owned(heap).for_each(|id| prefetch(heap.object(id)));
    }

    /// What a runtime's task polls, between two polls; `None` for any other thread.
    #[must_use]
    #[inline]
    pub fn body(&self) -> Option<ObjectId> {
        match self.frames.last()? {
            Activity::Task(body) => body.future,
            _ => None,
        }
    }

    /// The same for the registers of the coroutines that its registers own, once these objects are there; those of a
    /// runtime's task have been asked for already.
    #[inline]
    pub fn prefetch_coroutine(&self, heap: &Heap) {
        if !self.is_task {
            self.prefetch_coroutines(heap);
        }
    }

    fn prefetch_coroutines(&self, heap: &Heap) {
        for id in self.owned(heap) {
            prefetch_registers(heap, id);
        }
    }

    /// The registers of the frame on top, and what lies above it.
    fn window<'h>(&self, heap: &'h Heap) -> &'h [Value] {
        let registers = heap.stacks.get(self.stack.0 & !STACK_BIT);
        match self.frames.last() {
            Some(Activity::Code(frame)) => registers.get(frame.base as usize..).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn owned<'h>(&self, heap: &'h Heap) -> impl Iterator<Item = ObjectId> + 'h {
        let registers = self.window(heap).iter().take(MOST_REGISTERS);
        registers.filter_map(|it| match it {
            Value::Own(id) => Some(*id),
            _ => None,
        })
    }
}

/// Asks for the registers of a coroutine, once that object is there.
#[inline]
pub fn prefetch_registers(heap: &Heap, coroutine: ObjectId) {
    if let Some(Object::Slots {
        head: Head::Coroutine { stack, .. },
        ..
    }) = heap.objects.get(coroutine.0 as usize)
    {
        prefetch_all(heap.stacks.get(stack.0 & !STACK_BIT));
    }
}
