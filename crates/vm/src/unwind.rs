//! Panics: raising them, unwinding the frames, and where they end.

use interleave_program::{Reg, Sys};

use crate::context::Trap;
use crate::coroutine;
use crate::frame::{Activity, After, Panicking, Unwinding};
use crate::halt::{Fault, Halt};
use crate::object::Head;
use crate::step::{Flow, Step, unsupported};
use crate::value::{Slot, Value};

impl Step<'_> {
    /// `panic!`: the message is an owned `String` or a `&str`, and is the payload.
    pub fn panic(&mut self, message: Reg) -> Result<Flow, Trap> {
        let payload = self.take(message);
        let payload = self.heap.look_through(payload);
        let Some(text) = self.heap.read_str(self.code, payload).map(str::to_owned) else {
            return Err(unsupported("a panic message that is not a text"));
        };
        Err(Trap::Payload {
            payload,
            message: Some(text),
        })
    }

    /// What a trap makes of the thread; `Some` when it halts.
    pub fn trap(&mut self, trap: Trap) -> Option<Halt> {
        let (payload, message) = match trap {
            Trap::Fault(fault) => return Some(Halt::Fault(fault)),
            Trap::Panic(message) => match self.code.static_message(&message) {
                Some(payload) => (payload, Some(message)),
                None => match self.heap.alloc_string(message.clone()) {
                    Ok(payload) => (payload, Some(message)),
                    Err(fault) => return Some(Halt::Fault(fault)),
                },
            },
            Trap::Payload { payload, message } => (payload, message),
            Trap::Defer(_) => {
                return Some(Halt::Fault(Fault::Unsupported(
                    "work out of its place".to_owned(),
                )));
            }
        };
        if self.vm.panicking.is_some() {
            return Some(Halt::Fault(Fault::Aborted));
        }
        self.vm.panicking = Some(Box::new(Panicking::Raised(payload)));
        let Some(message) = message else {
            self.start_unwinding();
            return None;
        };
        match self.heap.alloc_string(message) {
            Ok(text) => {
                if let Some(hook) = self.code.panic_hook {
                    self.vm.panicking = Some(Box::new(Panicking::Raised(Value::Unit)));
                    let called = self.push_call(hook, &[payload, text], After::Hooked);
                    return called.err().and_then(|trap| self.trap(trap));
                }
                self.vm.waiting = Some(After::Unwind);
                let args = [text, Value::Moved, Value::Moved, Value::Moved];
                Some(Halt::Sys {
                    sys: Sys::PanicBegan,
                    args,
                })
            }
            Err(fault) => Some(Halt::Fault(fault)),
        }
    }

    /// The message has been written: from now on frames are left.
    pub fn start_unwinding(&mut self) {
        let payload = match self.vm.panicking.as_deref() {
            Some(Panicking::Raised(payload)) => *payload,
            _ => Value::Unit,
        };
        self.vm.panicking = Some(Box::new(Panicking::Unwinding(Unwinding {
            payload,
            cleanup_depth: None,
        })));
    }

    /// Leaves the level on top: first what it owns is dropped, highest register first, then it goes.
    pub fn unwind(&mut self) -> Result<Flow, Trap> {
        match self.vm.frames.last() {
            None => {
                let payload = self.vm.stop_unwinding();
                return Ok(self.heap.halt(Halt::Panicked(payload)));
            }
            Some(Activity::Drop(_)) => {
                self.drop_job_unwinds();
                self.vm.mark_cleanup(self.vm.frames.len());
                return Ok(Flow::Again);
            }
            Some(Activity::Code(_)) => {}
            Some(Activity::Poll(_)) => {
                let owned = self.leave_poll(coroutine::PANICKED);
                return self.clean_up(owned);
            }
            Some(Activity::Task(_)) => {
                let owned = self.task_owns();
                if owned.is_empty() {
                    self.leave_task();
                }
                return self.clean_up(owned);
            }
            Some(_) => {
                let owned = self.abandon_job();
                self.vm.frames.pop();
                return self.clean_up(owned);
            }
        }
        let owned = self.take_frame_values();
        if !owned.is_empty() {
            return self.clean_up(owned);
        }
        let after = self.vm.frame().map(|frame| frame.after);
        self.vm.frames.pop();
        if let Some(After::Catch(dst)) = after {
            let payload = self.vm.stop_unwinding();
            let boxed = self.heap.alloc_payload(payload)?;
            let result = self.heap.err(boxed)?;
            self.set(dst, result);
        }
        Ok(Flow::Again)
    }

    /// Drops values on top of the level that owned them.
    fn clean_up(&mut self, owned: Vec<Value>) -> Result<Flow, Trap> {
        if owned.is_empty() {
            return Ok(Flow::Again);
        }
        let levels = self.vm.frames.len();
        let flow = self.begin_drop(owned, None)?;
        if self.vm.frames.len() > levels {
            self.vm.mark_cleanup(levels + 1);
        }
        Ok(match flow {
            Flow::Next => Flow::Again,
            flow => flow,
        })
    }

    /// What the frame on top owns, highest register first, its ending closure last; its registers become `Moved`.
    fn take_frame_values(&mut self) -> Vec<Value> {
        let Some(frame) = self.vm.frame().copied() else {
            return Vec::new();
        };
        let registers = self
            .code
            .functions
            .get(frame.function.index())
            .map_or(0, |it| it.registers);
        let mut owned = Vec::new();
        for reg in (0..u32::from(registers)).rev() {
            let slot = Slot {
                object: self.vm.stack,
                index: frame.base + reg,
            };
            let value = self.heap.take(slot);
            if matches!(value, Value::Own(_) | Value::Tag(_)) {
                owned.push(value);
            }
        }
        if let (true, Some(env)) = (frame.env_ends, frame.env) {
            if let Some(Head::Closure(_)) = self.heap.head(env) {
                owned.push(Value::Own(env));
            }
            if let Some(frame) = self.vm.frame_mut() {
                frame.env_ends = false;
            }
        }
        owned
    }

    /// What a formatting or cloning job on top owns.
    fn abandon_job(&mut self) -> Vec<Value> {
        let (mut owned, base) = match self.vm.frames.last_mut() {
            Some(Activity::Format(job)) => {
                job.take_owned();
                (Vec::new(), job.base)
            }
            Some(Activity::Clone(job)) => (job.take_owned(), job.base),
            _ => return Vec::new(),
        };
        // The job's own register: the formatter, or the value that is repeated.
        owned.push(self.heap.take(Slot {
            object: self.vm.stack,
            index: base,
        }));
        owned.retain(|it| matches!(it, Value::Own(_) | Value::Tag(_)));
        owned
    }
}
