//! Where the running frame is in its code, reached through raw pointers; why that is sound: [`crate::interpret`].

use std::hint::unreachable_unchecked;

use interleave_program::{Function, Op};

use crate::frame::{Activity, Frame};

/// The running frame and its present instruction.
#[derive(Clone, Copy)]
pub(crate) struct Cursor {
    /// Its level, a frame of bytecode, among the levels of the stack.
    level: *mut Activity,
    function: *const Function,
    first: *const Op,
    at: *const Op,
}

impl Cursor {
    /// At instruction `pc`, which the function has, of the frame at that level.
    #[inline(always)]
    pub(crate) fn enter(function: &Function, level: *mut Activity, pc: u32) -> Self {
        let first = function.code.as_ptr();
        Self {
            level,
            function,
            first,
            at: first.wrapping_add(pc as usize),
        }
    }

    /// The levels of the stack may be elsewhere now; this is the frame again.
    #[inline(always)]
    pub(crate) fn find(&mut self, level: *mut Activity) {
        self.level = level;
    }

    /// The frame's level.
    #[inline(always)]
    pub(crate) fn level(self) -> *mut Activity {
        self.level
    }

    /// The function that runs.
    ///
    /// # Safety
    /// The code that it belongs to is still there.
    #[inline(always)]
    pub(crate) unsafe fn function<'c>(self) -> &'c Function {
        // SAFETY: the caller's promise; functions stay where they are.
        unsafe { &*self.function }
    }

    /// The frame.
    #[inline(always)]
    pub(crate) fn frame(self) -> *mut Frame {
        // SAFETY: the level is on top, where it has been entered or found, and nobody else uses it during an instruction.
        match unsafe { &mut *self.level } {
            Activity::Code(frame) => frame,
            // SAFETY: only levels of bytecode are entered or found.
            _ => unsafe { unreachable_unchecked() },
        }
    }

    /// The present instruction. Its operands are read where they are, by whoever needs them.
    ///
    /// # Safety
    /// It is a verified jump target or follows an instruction that is not the last of the entered function.
    #[inline(always)]
    pub(crate) unsafe fn op<'c>(&self) -> &'c Op {
        // SAFETY: the caller's promise; the entered function stays where it is while it runs.
        unsafe { &*self.at }
    }

    /// The instruction behind the present one.
    ///
    /// # Safety
    /// The present one is not the last of the entered function.
    #[inline(always)]
    pub(crate) unsafe fn following<'c>(&self) -> &'c Op {
        // SAFETY: the caller's promise, and as above.
        unsafe { &*self.at.wrapping_add(1) }
    }

    /// Goes to the following instruction.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// Goes to an instruction.
    #[inline(always)]
    pub(crate) fn jump(&mut self, target: u32) {
        self.at = self.first.wrapping_add(target as usize);
    }

    /// Goes behind the following instruction and `exit` more.
    #[inline(always)]
    pub(crate) fn exit(&mut self, exit: u16) {
        self.at = self.at.wrapping_add(2 + usize::from(exit));
    }

    /// Writes the following instruction's index into the frame: the present one is being done.
    #[inline(always)]
    pub(crate) fn save(self) {
        self.save_index(1);
    }

    /// Writes the present instruction's index into the frame: it has still to be done.
    #[inline(always)]
    pub(crate) fn save_before(self) {
        self.save_index(0);
    }

    #[inline(always)]
    fn save_index(self, more: u32) {
        let bytes = self.at as usize - self.first as usize;
        // SAFETY: it is the frame on top.
        unsafe { (*self.frame()).pc = (bytes / size_of::<Op>()) as u32 + more };
    }

    /// Where register 0 is in the thread's register file.
    #[inline(always)]
    pub(crate) fn base(self) -> u32 {
        // SAFETY: as above.
        unsafe { (*self.frame()).base }
    }
}
