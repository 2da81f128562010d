//! Why the virtual machine stopped.

use interleave_program::Sys;

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
