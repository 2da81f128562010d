//! The virtual machine of one thread or task: starting it, running it, answering it.

use interleave_program::{FnId, Span};

use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After, Frame, Unwinding};
use crate::halt::{Fault, Halt, MAX_SYS_ARGS};
use crate::heap::Heap;
use crate::interpret::run_code;
use crate::step::{Flow, Step};
use crate::value::{ObjectId, Value};

/// Most levels of the call stack.
pub(crate) const MAX_DEPTH: usize = 100_000;

/// One frame for inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackEntry {
    /// The function's name.
    pub function: String,
    /// Where it is at present.
    pub span: Span,
}

/// One thread or task: its frames; its registers are in the heap.
#[derive(Clone, Debug, PartialEq)]
pub struct Vm {
    pub(crate) stack: ObjectId,
    pub(crate) frames: Vec<Activity>,
    /// What happens with the answer that the thread waits for.
    pub(crate) waiting: Option<After>,
    answer: Option<Answered>,
    /// What the root function gave.
    pub(crate) result: Option<Value>,
    pub(crate) unwinding: Option<Unwinding>,
    /// Payload of a panic whose message is being written.
    pub(crate) raised: Option<Value>,
    /// The first call, until it is made.
    first: Option<First>,
    pub(crate) fuel: u64,
}

#[derive(Clone, Debug, PartialEq)]
enum Answered {
    Value(Value),
    Panic(String),
}

#[derive(Clone, Debug, PartialEq)]
enum First {
    Call { callee: Value, args: Vec<Value> },
    Drop(Value),
}

impl Vm {
    /// A thread that will call `callee` (a `fn` item, or a closure that it consumes) with `args`.
    #[must_use]
    pub fn start(_code: &Code, heap: &mut Heap, callee: Value, args: &[Value]) -> Self {
        Self::new(
            heap,
            First::Call {
                callee,
                args: args.to_vec(),
            },
        )
    }

    /// A thread that only drops `value`, with all that this may run, and finishes with `()`.
    #[must_use]
    pub fn start_drop(_code: &Code, heap: &mut Heap, value: Value) -> Self {
        Self::new(heap, First::Drop(value))
    }

    fn new(heap: &mut Heap, first: First) -> Self {
        Self {
            stack: heap.new_stack(),
            frames: Vec::new(),
            waiting: None,
            answer: None,
            result: None,
            unwinding: None,
            raised: None,
            first: Some(first),
            fuel: 0,
        }
    }

    /// Runs until something halts it, or `fuel` instructions are used up. Also says how many were used.
    pub fn run(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> (Halt, u64) {
        self.fuel = fuel;
        let halt = loop {
            match self.round(code, heap) {
                Ok(Flow::Halt(halt)) => break halt,
                Ok(_) => {}
                Err(trap) => {
                    if let Some(halt) = (Step {
                        vm: self,
                        code,
                        heap,
                    })
                    .trap(trap)
                    {
                        break halt;
                    }
                }
            }
        };
        (halt, fuel - self.fuel)
    }

    /// Goes on with whatever is on top until that changes.
    fn round(&mut self, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
        if (self.first.is_some() || self.answer.is_some())
            && let halt @ Flow::Halt(_) = self.enter(code, heap)?
        {
            return Ok(halt);
        }
        if self.is_between_cleanups() {
            return Step {
                vm: self,
                code,
                heap,
            }
            .unwind();
        }
        match self.frames.last() {
            Some(Activity::Code(_)) => run_code(self, code, heap),
            Some(_) => Step {
                vm: self,
                code,
                heap,
            }
            .job(),
            None => Ok(Flow::Halt(match self.result.take() {
                Some(value) => Halt::Finished(value),
                None => Halt::Fault(Fault::Unsupported(
                    "running a thread that has ended".to_owned(),
                )),
            })),
        }
    }

    /// Makes the first call or delivers an answer.
    fn enter(&mut self, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
        match self.first.take() {
            Some(First::Call { callee, args }) => {
                return Step {
                    vm: self,
                    code,
                    heap,
                }
                .call_once(callee, &args, After::Root);
            }
            Some(First::Drop(value)) => {
                return Step {
                    vm: self,
                    code,
                    heap,
                }
                .begin_drop(vec![value], Some((After::Root, Value::Unit)));
            }
            None => {}
        }
        match (self.answer.take(), self.waiting.take()) {
            (Some(Answered::Value(value)), Some(after)) => Step {
                vm: self,
                code,
                heap,
            }
            .deliver(after, value),
            (Some(Answered::Panic(message)), Some(_)) => Err(Trap::Panic(message)),
            _ => Err(Trap::Fault(Fault::Unsupported(
                "an answer that nothing waits for".to_owned(),
            ))),
        }
    }

    /// Answers the last [`Halt::Sys`] with `value`; `run` goes on from there.
    pub fn resume_with(&mut self, _heap: &mut Heap, value: Value) {
        self.answer = Some(Answered::Value(value));
    }

    /// Answers the last [`Halt::Sys`] with a panic of this message.
    pub fn resume_panicking(&mut self, message: impl Into<String>) {
        self.answer = Some(Answered::Panic(message.into()));
    }

    /// Where the innermost frame of the user's text is.
    #[must_use]
    pub fn span(&self, code: &Code) -> Span {
        self.frames
            .iter()
            .rev()
            .find_map(|activity| user_span(code, activity))
            .map_or(Span::NONE, |(_, span)| span)
    }

    /// Whether the thread is unwinding.
    #[must_use]
    pub fn is_panicking(&self) -> bool {
        self.unwinding.is_some() || self.raised.is_some()
    }

    /// How many levels the call stack has.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// The frames of the user's text, innermost first.
    #[must_use]
    pub fn call_stack(&self, code: &Code) -> Vec<StackEntry> {
        self.frames
            .iter()
            .rev()
            .filter_map(|activity| user_span(code, activity))
            .map(|(function, span)| StackEntry {
                function: code.functions[function.index()].name.clone(),
                span,
            })
            .collect()
    }

    /// Gives the register file back without dropping anything: the process has ended, or the thread has.
    pub fn teardown(self, heap: &mut Heap) {
        heap.free_stack(self.stack);
    }

    /// Unwinding, and nothing that the last cleanup called is still running.
    fn is_between_cleanups(&self) -> bool {
        self.unwinding.is_some_and(|it| {
            it.cleanup_depth
                .is_none_or(|depth| self.frames.len() < depth as usize)
        })
    }

    /// Puts a call on top and remembers where its answer goes.
    pub(crate) fn halt_for(
        &mut self,
        sys: interleave_program::Sys,
        args: [Value; MAX_SYS_ARGS],
        after: After,
    ) -> Flow {
        self.waiting = Some(after);
        Flow::Halt(Halt::Sys { sys, args })
    }

    /// The frame on top, when it is bytecode.
    pub(crate) fn frame(&self) -> Option<&Frame> {
        match self.frames.last() {
            Some(Activity::Code(frame)) => Some(frame),
            _ => None,
        }
    }

    /// The same, to change.
    pub(crate) fn frame_mut(&mut self) -> Option<&mut Frame> {
        match self.frames.last_mut() {
            Some(Activity::Code(frame)) => Some(frame),
            _ => None,
        }
    }
}

/// Function and place of a frame of the user's text.
fn user_span(code: &Code, activity: &Activity) -> Option<(FnId, Span)> {
    let Activity::Code(frame) = activity else {
        return None;
    };
    let function = code.functions.get(frame.function.index())?;
    if function.is_prelude {
        return None;
    }
    let span = *function.spans.get(frame.pc.saturating_sub(1) as usize)?;
    Some((frame.function, span))
}
