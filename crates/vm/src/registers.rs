//! The registers of the running frame, reached through a raw pointer; why that is sound: [`crate::interpret`].

use std::mem::MaybeUninit;

use interleave_program::{IntKind, Reg};

use crate::code::Code;
use crate::context::Trap;
use crate::cursor::{Cursor, Running};
use crate::frame::Activity;
use crate::heap::{Heap, STACK_BIT};
use crate::step::unsupported;
use crate::value::{ObjectId, Value};
use crate::vm::Vm;

#[cold]
fn another_program() -> Trap {
    unsupported("running a thread with another program than its own")
}

/// Registers that are cleared before it is asked again how many are left.
const CLEARED_AT_ONCE: u16 = 8;

/// The registers of the running frame.
#[derive(Clone, Copy)]
pub(crate) struct Registers(*mut Value);

impl Registers {
    /// Where the frame of bytecode at that level goes on, and its registers in the file `stack`, checked.
    #[inline(always)]
    pub(crate) fn enter(
        code: &Code,
        heap: &mut Heap,
        stack: ObjectId,
        level: *mut Activity,
    ) -> Result<(Running, Cursor, Self), Trap> {
        // SAFETY: the caller has just found it among the levels.
        let Activity::Code(frame) = (unsafe { &*level }) else {
            return Err(another_program());
        };
        let stack = heap.stacks.get_mut(stack.0 & !STACK_BIT);
        match code.functions.get(frame.function.index()) {
            Some(it)
                if (frame.pc as usize) < it.code.len()
                    && frame.base as usize + usize::from(it.registers) <= stack.len() =>
            {
                let first = stack.as_mut_ptr().wrapping_add(frame.base as usize);
                let room = stack.len() as u32 - frame.base;
                let (running, at) = Running::begin(it, level, frame.pc, room);
                Ok((running, at, Self(first)))
            }
            _ => Err(another_program()),
        }
    }

    /// The registers from `base`, which are known to exist.
    pub(crate) fn at(heap: &mut Heap, vm: &Vm, base: u32) -> Self {
        let stack = heap.stacks.get_mut(vm.stack.0 & !STACK_BIT);
        Self(stack.as_mut_ptr().wrapping_add(base as usize))
    }

    /// The registers of a frame that is called, which begin so many behind these in the same file.
    #[inline(always)]
    pub(crate) fn above(self, distance: u32) -> Self {
        Self(self.0.wrapping_add(distance as usize))
    }

    /// The registers of the frame below, which begin so many before these in the same file.
    #[inline(always)]
    pub(crate) fn below(self, distance: u32) -> Self {
        Self(self.0.wrapping_sub(distance as usize))
    }

    #[inline(always)]
    pub(crate) fn get(self, reg: Reg) -> Value {
        // SAFETY: verified operand of the entered frame; see `crate::interpret`.
        unsafe { *self.0.add(reg.0 as usize) }
    }

    /// The register's value where it is: copying sixteen bytes only to look at the tag stalls on the narrower
    /// stores that wrote it.
    #[inline(always)]
    pub(crate) fn look<'a>(self, reg: Reg) -> &'a Value {
        // SAFETY: as above; the reference is used up before the instruction writes anything.
        unsafe { &*self.0.add(reg.0 as usize) }
    }

    /// Whether the register holds an object. Only the slow ways free what a result is written over.
    #[inline(always)]
    pub(crate) fn owns(self, reg: Reg) -> bool {
        matches!(self.look(reg), Value::Own(_))
    }

    /// An integer's type and bits.
    #[inline(always)]
    pub(crate) fn int(self, reg: Reg) -> Option<(IntKind, i64)> {
        match self.look(reg) {
            Value::Int(kind, it) => Some((*kind, *it)),
            _ => None,
        }
    }

    /// `dst` becomes a copy of `src`, word by word: see [`Registers::look`].
    #[inline(always)]
    pub(crate) fn copy(self, dst: Reg, src: Reg) {
        self.put(dst, self.look(src));
    }

    /// `dst` becomes a copy of a value elsewhere, word by word: see [`Registers::look`].
    #[inline(always)]
    pub(crate) fn put(self, dst: Reg, value: &Value) {
        // SAFETY: as above.
        copy_words(value, unsafe { self.0.add(dst.0 as usize) });
    }

    /// Moves a register's value to a place elsewhere, word by word: see [`Registers::look`].
    #[inline(always)]
    pub(crate) fn move_to(self, reg: Reg, place: &mut Value) {
        copy_words(self.look(reg), place);
        self.set(reg, Value::Moved);
    }

    /// Moves a value from elsewhere to a register, word by word: see [`Registers::look`].
    #[inline(always)]
    pub(crate) fn take_up(self, dst: Reg, place: &mut Value) {
        self.put(dst, place);
        *place = Value::Moved;
    }

    /// Moves a register's value out, word by word: see [`Registers::look`].
    #[inline(always)]
    pub(crate) fn take(self, reg: Reg) -> Value {
        let mut value = MaybeUninit::uninit();
        copy_words(self.look(reg), value.as_mut_ptr());
        self.set(reg, Value::Moved);
        // SAFETY: a whole value has been copied there.
        unsafe { value.assume_init() }
    }

    /// Moves a register's value out as it is.
    #[inline(always)]
    pub(crate) fn take_words(self, reg: Reg) -> Words {
        let words = Words::of(self.look(reg));
        self.set(reg, Value::Moved);
        words
    }

    /// Puts a whole value into a register.
    #[inline(always)]
    pub(crate) fn put_words(self, dst: Reg, words: Words) {
        // SAFETY: as above.
        words.write(unsafe { self.0.add(dst.0 as usize) });
    }

    /// So many registers from `first` on become `Moved`. They are few: in steps that need no more than a look at how
    /// many are left.
    #[inline(always)]
    pub(crate) fn clear(self, first: u16, count: u16) {
        let (mut regs, mut left) = (self.above(first.into()), count);
        loop {
            for it in 0..CLEARED_AT_ONCE {
                if left == it {
                    return;
                }
                regs.set(Reg(it), Value::Moved);
            }
            regs = regs.above(CLEARED_AT_ONCE.into());
            left -= CLEARED_AT_ONCE;
        }
    }

    /// The same, where there are `room` registers in all, and of those behind they may become `Moved` too: they belong to
    /// frames that have ended.
    #[inline(always)]
    pub(crate) fn clear_within(self, room: u32, first: u16, count: u16) {
        let end = first + CLEARED_AT_ONCE;
        if count > CLEARED_AT_ONCE || u32::from(end) > room {
            return self.clear(first, count);
        }
        let regs = self.above(first.into());
        for it in 0..CLEARED_AT_ONCE {
            regs.set(Reg(it), Value::Moved);
        }
    }

    #[inline(always)]
    pub(crate) fn set(self, reg: Reg, value: Value) {
        // SAFETY: as above; no reference to a register lives across an instruction.
        unsafe { *self.0.add(reg.0 as usize) = value }
    }
}

/// A value as two words.
#[derive(Clone, Copy)]
pub(crate) struct Words([MaybeUninit<u64>; 2]);

impl Words {
    #[inline(always)]
    fn of(value: &Value) -> Self {
        let from = std::ptr::from_ref(value).cast::<MaybeUninit<u64>>();
        // SAFETY: a value is two aligned words, of which the first may be partly padding.
        Self(unsafe { [from.read_volatile(), from.add(1).read_volatile()] })
    }

    #[inline(always)]
    fn write(self, to: *mut Value) {
        let to = to.cast::<MaybeUninit<u64>>();
        // SAFETY: as above; callers have room for a value.
        unsafe {
            to.write_volatile(self.0[0]);
            to.add(1).write_volatile(self.0[1]);
        }
    }
}

/// Copies a value as two words to a place for one.
#[inline(always)]
fn copy_words(value: &Value, to: *mut Value) {
    Words::of(value).write(to);
}
