//! What a thread is in the middle of: calls of bytecode, and the machine's own resumable jobs.

use interleave_program::{BinOp, FnId, Reg};

use crate::clone::CloneJob;
use crate::drops::DropJob;
use crate::format::FormatJob;
use crate::value::{ObjectId, Value};

/// One level of the call stack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Activity {
    Code(Frame),
    Drop(Box<DropJob>),
    Format(Box<FormatJob>),
    Clone(Box<CloneJob>),
    Poll(Poll),
    /// The lowest level of a runtime's task (see `crate::task`).
    Task(Body),
}

impl Activity {
    /// Where its first register is in the thread's register file.
    pub(crate) fn base(&self) -> u32 {
        match self {
            Self::Code(frame) => frame.base,
            Self::Drop(job) => job.base,
            Self::Format(job) => job.base,
            Self::Clone(job) => job.base,
            // The body has a file of its own, and a task's level is the lowest.
            Self::Poll(_) | Self::Task(_) => 0,
        }
    }
}

/// What a runtime's task polls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Body {
    /// The `async` body; gone when the task has ended.
    pub future: Option<ObjectId>,
    /// The task's number, once it has begun.
    pub number: Option<u32>,
}

/// A poll of an `async` body, whose frame is on top. The body runs in the coroutine's own register file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Poll {
    pub coroutine: ObjectId,
    /// The register file of the levels below.
    pub outer: ObjectId,
    /// What happens with the `Poll` that it gives.
    pub after: After,
}

/// A call of a function or closure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    pub function: FnId,
    /// The next instruction; the present one is the one before.
    pub pc: u32,
    /// Where register 0 is in the thread's register file.
    pub base: u32,
    /// The closure object that the captures are in.
    pub env: Option<ObjectId>,
    /// The closure ends with this call and is dropped after it.
    pub env_ends: bool,
    /// What happens with the result.
    pub after: After,
}

impl Frame {
    /// That of a function without captures, with register 0 at `base`; the result goes into `dst` of the frame below.
    #[inline(always)]
    pub(crate) fn called(function: FnId, base: u32, dst: Reg) -> Self {
        Self {
            function,
            pc: 0,
            base,
            env: None,
            env_ends: false,
            after: After::Store(dst),
        }
    }
}

/// None that anybody runs.
impl Default for Frame {
    #[inline]
    fn default() -> Self {
        Self {
            function: FnId(0),
            pc: 0,
            base: 0,
            env: None,
            env_ends: false,
            after: After::Job,
        }
    }
}

/// What happens with the result of a call, a job, or a syscall.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub(crate) enum After {
    /// It is what the thread ends with.
    Root,
    /// It goes into a register of the frame below.
    Store(Reg),
    /// It is a place, whose value goes into a register by use.
    Loaded(Reg),
    /// Nothing: it is `()` or is dropped.
    Discard,
    /// The job below takes it.
    Job,
    /// It is the place that a user's `deref` gave; the instruction of the frame below goes on from there.
    Place,
    /// It is an iterator's `Option`: the item goes into the register, or control skips so many instructions.
    Item { dst: Reg, exit: u16 },
    /// It is `bool` from `eq`, or what `partial_cmp`/`cmp` gave, and becomes the result of a comparison.
    Compared { dst: Reg, op: BinOp },
    /// It is a `Poll`; `()` says that the text is to poll what the registers from the second one on hold.
    Polled { dst: Reg, args: Reg },
    /// It is the value that unwinding would stop at: `Ok` of it goes into the register.
    Catch(Reg),
    /// The panic's message has been written: unwinding begins.
    Unwind,
    /// The panic's hook has been called and gives the payload back: unwinding begins.
    Hooked,
}

/// A panic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Panicking {
    /// Its message is being written; this is the payload, which the prelude has while it calls the hook.
    Raised(Value),
    Unwinding(Unwinding),
}

/// A panic on its way through the frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unwinding {
    pub payload: Value,
    /// How many levels there were when the present cleanup was on top; while it runs there are at least as many.
    pub cleanup_depth: Option<u32>,
}
