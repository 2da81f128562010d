//! Where the running frame is in its code, reached through raw pointers; why that is sound: [`crate::interpret`].

use std::hint::unreachable_unchecked;

use interleave_program::{Function, Op};

use crate::frame::{Activity, Frame};

/// The present instruction of the running frame.
#[derive(Clone, Copy)]
pub(crate) struct Cursor(*const Op);

impl Cursor {
    /// The present instruction. Its operands are read where they are, by whoever needs them.
    ///
    /// # Safety
    /// It is a verified jump target or follows an instruction that is not the last of the entered function.
    #[inline(always)]
    pub(crate) unsafe fn op<'c>(self) -> &'c Op {
        // SAFETY: the caller's promise; the entered function stays where it is while it runs.
        unsafe { &*self.0 }
    }

    /// The instruction behind the present one.
    ///
    /// # Safety
    /// The present one is not the last of the entered function.
    #[inline(always)]
    pub(crate) unsafe fn following<'c>(self) -> &'c Op {
        // SAFETY: the caller's promise, and as above.
        unsafe { &*self.0.wrapping_add(1) }
    }

    /// The present instruction and the one behind it.
    ///
    /// # Safety
    /// The present one is not the last of the entered function.
    #[inline(always)]
    pub(crate) unsafe fn op_and_following<'c>(self) -> &'c [Op; 2] {
        // SAFETY: the caller's promise, and as above; a function's instructions lie side by side.
        unsafe { &*self.0.cast::<[Op; 2]>() }
    }

    /// Goes to the following instruction.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.0 = self.0.wrapping_add(1);
    }

    /// Goes behind the following instruction and `exit` more.
    #[inline(always)]
    pub(crate) fn exit(&mut self, exit: u16) {
        self.0 = self.0.wrapping_add(2 + usize::from(exit));
    }
}

/// The running frame: what few instructions need, and what the loop keeps in memory so that its machine registers are
/// for what all need.
pub(crate) struct Running {
    /// Its level, a frame of bytecode, among the levels of the stack.
    level: *mut Activity,
    function: *const Function,
    first: *const Op,
    /// How many frames on top have been called from the loop.
    pub called: u32,
    /// So many registers, at least, there are from the frame's first one on to the end of the register file, which never
    /// becomes smaller while it is in use.
    pub room: u32,
    /// What an instruction uses up: 1, here so that the compiler does not know. It would take two instructions' uses
    /// together, and need what was left before the first in a second machine register.
    pub step: i64,
}

impl Running {
    /// The frame at that level, which is the one that the loop begins with, at instruction `pc`, which the function has.
    #[inline(always)]
    pub(crate) fn begin(
        function: &Function,
        level: *mut Activity,
        pc: u32,
        room: u32,
    ) -> (Self, Cursor) {
        let first = function.code.as_ptr();
        let running = Self {
            level,
            function,
            first,
            called: 0,
            room,
            step: 1,
        };
        let at = running.jump(pc);
        (running, at)
    }

    /// Another frame of the same stack runs from now on, from instruction `pc`, which the function has.
    #[inline(always)]
    pub(crate) fn enter(&mut self, function: &Function, level: *mut Activity, pc: u32) -> Cursor {
        self.level = level;
        self.function = function;
        self.first = function.code.as_ptr();
        self.jump(pc)
    }

    /// The levels of the stack may be elsewhere now; this is the frame again.
    #[inline(always)]
    pub(crate) fn find(&mut self, level: *mut Activity) {
        self.level = level;
    }

    /// The frame's level.
    #[inline(always)]
    pub(crate) fn level(&self) -> *mut Activity {
        self.level
    }

    /// The function that runs.
    ///
    /// # Safety
    /// The code that it belongs to is still there.
    #[inline(always)]
    pub(crate) unsafe fn function<'c>(&self) -> &'c Function {
        // SAFETY: the caller's promise; functions stay where they are.
        unsafe { &*self.function }
    }

    /// The frame.
    #[inline(always)]
    pub(crate) fn frame(&self) -> *mut Frame {
        // SAFETY: the level is on top, where it has been entered or found, and nobody else uses it during an instruction.
        match unsafe { &mut *self.level } {
            Activity::Code(frame) => frame,
            // SAFETY: only levels of bytecode are entered or found.
            _ => unsafe { unreachable_unchecked() },
        }
    }

    /// An instruction of the function.
    #[inline(always)]
    pub(crate) fn jump(&self, target: u32) -> Cursor {
        Cursor(self.first.wrapping_add(target as usize))
    }

    /// Writes the following instruction's index into the frame: the present one is being done.
    #[inline(always)]
    pub(crate) fn save(&self, at: Cursor) {
        self.save_index(at, 1);
    }

    /// Writes the present instruction's index into the frame: it has still to be done.
    #[inline(always)]
    pub(crate) fn save_before(&self, at: Cursor) {
        self.save_index(at, 0);
    }

    #[inline(always)]
    fn save_index(&self, at: Cursor, more: u32) {
        let bytes = at.0 as usize - self.first as usize;
        // SAFETY: it is the frame on top.
        unsafe { (*self.frame()).pc = (bytes / size_of::<Op>()) as u32 + more };
    }

    /// Where register 0 is in the thread's register file.
    #[inline(always)]
    pub(crate) fn base(&self) -> u32 {
        // SAFETY: as above.
        unsafe { (*self.frame()).base }
    }
}
