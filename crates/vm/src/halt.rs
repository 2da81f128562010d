//! Why the virtual machine stopped.

use interleave_program::Sys;

use crate::heap::Heap;
use crate::step::Flow;
use crate::value::Value;

/// Most arguments a syscall takes.
pub const MAX_SYS_ARGS: usize = 4;

/// Why [`crate::Vm::run`] returned.
#[derive(Clone, Debug, PartialEq)]
pub enum Halt {
    /// The fuel (number of instructions) is used up; call `run` again to go on.
    Fuel,
    /// The engine must perform `sys`. Owned arguments have been moved into `args` and are the engine's now.
    /// Go on with `Vm::resume_with(value)` and `run`.
    Sys {
        sys: Sys,
        args: [Value; MAX_SYS_ARGS],
    },
    /// The root function returned this value.
    Finished(Value),
    /// Unwinding left the root function: the thread has panicked. The payload (`Box<dyn Any>`'s content:
    /// `&str` or `String`, or any value of `panic_any`).
    Panicked(Value),
    /// A limit or something unsupported was met at run time; the thread cannot go on.
    Fault(Fault),
}

/// What stopped a thread for good.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The heap's memory limit is reached.
    Memory,
    /// Too many frames.
    CallDepth,
    /// A panic while unwinding from another one: the whole process aborts.
    Aborted,
    /// Something that is not supported showed only at run time: what, and what to write instead.
    Unsupported(String),
}

/// The last halt stays with the heap until somebody takes it, so that the steps of a thread need not hand it upwards.
impl Heap {
    /// The running thread stops for `halt`.
    #[inline]
    pub(crate) fn halt(&mut self, halt: Halt) -> Flow {
        self.put_halt(halt);
        Flow::Halt
    }

    #[inline(always)]
    fn put_halt(&mut self, halt: Halt) {
        if let Some(Halt::Fault(_)) = self.halted {
            self.halted = None;
        }
        // There is nothing left to drop.
        std::mem::forget(self.halted.replace(halt));
    }

    /// The running thread stops for a syscall; what `args` own is the engine's.
    #[inline]
    pub(crate) fn halt_for_sys(&mut self, sys: Sys, args: [Value; MAX_SYS_ARGS]) {
        self.put_halt(Halt::Sys { sys, args });
    }

    /// What has become of the last halt: another one.
    #[inline]
    pub fn halt_for(&mut self, halt: Halt) {
        self.put_halt(halt);
    }

    /// Why the thread has stopped that ran last; `None` when that has been taken.
    #[must_use]
    #[inline]
    pub fn halted(&self) -> Option<&Halt> {
        self.halted.as_ref()
    }

    /// Why the thread has stopped that ran last.
    ///
    /// # Panics
    /// When that has been taken already: a bug of the caller.
    pub fn take_halt(&mut self) -> Halt {
        self.halted.take().expect("a thread that stops says why")
    }

    /// The syscall that the thread has stopped for that ran last.
    #[must_use]
    #[inline]
    pub fn halted_sys(&self) -> Option<Sys> {
        match self.halted {
            Some(Halt::Sys { sys, .. }) => Some(sys),
            _ => None,
        }
    }

    /// Its arguments. Why the thread has stopped is taken with them.
    #[inline]
    pub fn take_args(&mut self) -> [Value; MAX_SYS_ARGS] {
        let args = match self.halted {
            Some(Halt::Sys { args, .. }) => args,
            _ => [Value::Moved; MAX_SYS_ARGS],
        };
        self.halted = None;
        args
    }
}
