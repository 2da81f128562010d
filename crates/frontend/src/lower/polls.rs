//! Polls that the program makes itself, as a hand-written executor does, and its calls of wakers: the machine is told of
//! them, for the timeline.

use interleave_program::{Native, Op, Reg, Span};

use crate::session::Session;

impl Session<'_> {
    /// A register for what is known of a poll while it lasts, where `name` with so many arguments beside the receiver
    /// may be one. Whether it is shows when the program runs.
    pub fn watched_poll(&mut self, name: &str, args: usize) -> Option<Reg> {
        let may_be_poll = name == "poll" && args == 1 && !self.is_prelude;
        may_be_poll.then(|| self.b().alloc())
    }

    /// The call of `poll` with the receiver and the context in `row` comes next.
    pub fn poll_begins(&mut self, span: Span, row: Reg, watched: Reg) {
        let args = self.b().alloc_row(2);
        for index in 0..2 {
            let (dst, src) = (Reg(args.0 + index), Reg(row.0 + index));
            self.op(span, Op::RefLocal { dst, src });
        }
        self.tell_poll(span, Native::PollBegins, watched, args);
    }

    /// That call has given what is in `polled`.
    pub fn poll_ends(&mut self, span: Span, watched: Reg, polled: Reg) {
        let args = self.b().alloc_row(2);
        let (dst, src) = (args, watched);
        self.op(span, Op::Copy { dst, src });
        let (dst, src) = (Reg(args.0 + 1), polled);
        self.op(span, Op::RefLocal { dst, src });
        self.tell_poll(span, Native::PollEnds, watched, args);
    }

    /// The call of `name` with the receiver in `row`, and so many arguments, comes next: perhaps of a waker.
    pub fn waker_called(&mut self, span: Span, name: &str, args: usize, row: Reg) {
        if self.is_prelude || args > 0 || !matches!(name, "wake" | "wake_by_ref") {
            return;
        }
        let args = self.b().alloc();
        let (dst, src) = (args, row);
        self.op(span, Op::RefLocal { dst, src });
        let op = Op::Native {
            dst,
            native: Native::WakerCalled,
            args,
            argc: 1,
        };
        self.op(span, op);
        self.b().release(args.0);
    }

    fn tell_poll(&mut self, span: Span, native: Native, dst: Reg, args: Reg) {
        let argc = 2;
        let op = Op::Native {
            dst,
            native,
            args,
            argc,
        };
        self.op(span, op);
        self.b().release(args.0);
    }
}
