//! Output, panic messages and the end of the process.

use interleave_program::{IntKind, LineIndex, ShapeId, Sys};
use interleave_trace::{EventId, EventKind, LimitKind, Outcome, Stream, TaskId};
use interleave_vm::{MAX_SYS_ARGS, Value};

use crate::simulation::{MAIN, Simulation};
use crate::syscalls::{Reply, wrong_argument};
use crate::task::TaskEnd;

/// Where std says a panic happened: what cargo calls a binary's main file.
const SOURCE_FILE: &str = "src/main.rs";

/// Exit code of a process whose main thread panicked.
const PANIC_EXIT_CODE: i32 = 101;

/// Exit code that a shell shows for a process that aborted.
const ABORT_EXIT_CODE: i32 = 128 + 6;

impl Simulation<'_> {
    /// `print!`, `eprintln!` and so on: one piece of text.
    pub(crate) fn print(&mut self, task: TaskId, sys: Sys, text: Value) -> Reply {
        let Some(text) = self.heap.take_string(self.code, text) else {
            return wrong_argument("print!", "text");
        };
        let stream = match sys {
            Sys::PrintErr => Stream::Stderr,
            _ => Stream::Stdout,
        };
        self.write(task, None, stream, text);
        self.details[task.index()].clock_reads = 0;
        match self.outcome {
            Some(_) => Reply::Over,
            None => Reply::Value(Value::Unit),
        }
    }

    fn write(&mut self, task: TaskId, cause: Option<EventId>, stream: Stream, text: String) {
        self.output_bytes += text.len() as u64;
        let limit = self.machine.limits.output_bytes;
        if self.output_bytes > limit {
            let message = format!("{limit} bytes have been written");
            self.end_by_limit(LimitKind::Output, message, task);
            return;
        }
        self.record_always(task, cause, EventKind::Printed { stream, text });
    }

    /// A panic is recorded, and told of unless the program has a hook for that.
    pub(crate) fn panic_began(&mut self, task: TaskId, args: [Value; MAX_SYS_ARGS]) -> Reply {
        let message = self.panic_message(args[0]);
        let span = self.span_of(task);
        let event = self.record(
            task,
            None,
            EventKind::PanicBegan {
                message: message.clone(),
            },
        );
        let at = LineIndex::new(self.source()).locate(self.source(), span.start);
        if args[1] != Value::Bool(true) {
            self.tell_of_panic(task, event, &message, (at.line, at.column));
        }
        match self.outcome {
            Some(_) => Reply::Over,
            None => Reply::Value(Value::Int(
                IntKind::U64,
                i64::from(at.line) << 32 | i64::from(at.column),
            )),
        }
    }

    /// The program's hook hands on to std's.
    pub(crate) fn panic_told(&mut self, task: TaskId, args: [Value; MAX_SYS_ARGS]) -> Reply {
        let message = self.panic_message(args[0]);
        let Value::Int(_, place) = args[1] else {
            return wrong_argument("a panic hook", "a place in the text");
        };
        self.tell_of_panic(task, None, &message, ((place >> 32) as u32, place as u32));
        match self.outcome {
            Some(_) => Reply::Over,
            None => Reply::Value(Value::Unit),
        }
    }

    fn panic_message(&mut self, message: Value) -> String {
        let text = self.heap.take_string(self.code, message);
        text.unwrap_or_else(|| "Box<dyn Any>".to_owned())
    }

    /// What std's panic hook writes. Its thread number is the operating system's; here it is the task's number
    /// from 1, so that runs can be compared.
    fn tell_of_panic(
        &mut self,
        task: TaskId,
        cause: Option<EventId>,
        message: &str,
        (line, column): (u32, u32),
    ) {
        let note = self.backtrace_note();
        let thread = self.thread_of(task);
        let name = self.details[thread.index()].rare().name.as_deref();
        let text = format!(
            "\nthread '{}' ({}) panicked at {SOURCE_FILE}:{line}:{column}:\n{message}\n{note}",
            name.unwrap_or("<unnamed>"),
            thread.0 + 1,
        );
        self.write(task, cause, Stream::Stderr, text);
    }

    /// std says how to see a backtrace once in a process.
    fn backtrace_note(&mut self) -> &'static str {
        if std::mem::replace(&mut self.has_panicked_before, true) {
            ""
        } else {
            "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n"
        }
    }

    /// `process::exit`
    pub(crate) fn exit(&mut self, task: TaskId, code: Value) -> Reply {
        let exit_code = match self.heap.look_through(code) {
            Value::Int(_, code) => code as i32,
            _ => 0,
        };
        self.exit_process(task, None, exit_code, Outcome::Finished { exit_code });
        Reply::Over
    }

    /// `main` has returned or panicked: the process ends and takes the other threads with it.
    pub(crate) fn end_main(&mut self, end: TaskEnd, finished: Option<EventId>) {
        let (exit_code, outcome) = match end {
            TaskEnd::Panicked(_) => (
                PANIC_EXIT_CODE,
                Outcome::Panicked {
                    exit_code: PANIC_EXIT_CODE,
                },
            ),
            TaskEnd::Returned(value) if self.heap.shape_of(value) == Some(ShapeId::ERR) => {
                (1, Outcome::Finished { exit_code: 1 })
            }
            _ => (0, Outcome::Finished { exit_code: 0 }),
        };
        self.exit_process(MAIN, finished, exit_code, outcome);
    }

    /// A panic while unwinding: the process aborts. std's words, without its backtrace.
    pub(crate) fn abort(&mut self, task: TaskId) {
        let text = "thread caused non-unwinding panic. aborting.\n".to_owned();
        self.write(task, None, Stream::Stderr, text);
        let exit_code = ABORT_EXIT_CODE;
        self.exit_process(task, None, exit_code, Outcome::Panicked { exit_code });
    }

    fn exit_process(&mut self, task: TaskId, cause: Option<EventId>, code: i32, outcome: Outcome) {
        if self.outcome.is_none() {
            self.record_always(task, cause, EventKind::ProcessExited { code });
            self.outcome = Some(outcome);
        }
    }
}
