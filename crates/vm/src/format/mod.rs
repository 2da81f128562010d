//! The formatting macros: a resumable job, because `fmt` impls of the program are bytecode.
//!
//! A job keeps a stack of pieces still to write, so that deep structures need no stack of ours; numbers and
//! texts go through std's own formatter.

mod debug;
mod scalar;

pub(crate) use scalar::pad_integral;

use interleave_program::{Const, Count, FormatId, FormatTrait, Reg};

use crate::canonical::Canonical;
use crate::context::Trap;
use crate::formatter::{Formatter, Spec};
use crate::frame::{Activity, After};
use crate::halt::Fault;
use crate::object::Object;
use crate::step::{Flow, Step, unsupported};
use crate::types;
use crate::value::{ObjectId, Slot, Value};

/// A formatting in progress.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FormatJob {
    work: Vec<Piece>,
    out: Output,
    target: Target,
    after: After,
    /// One register of the job's own: the `Formatter` of the `fmt` that is running.
    pub base: u32,
    formatter: Option<ObjectId>,
}

/// What is still to write, the last one first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Text(&'static str),
    Owned(String),
    /// The value in a place.
    Value(Value, Spec),
    /// Lines that begin from here on are indented so many levels more (or fewer).
    Indent(i32),
}

/// Where the text goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    /// A `String` of the program.
    Buffer(ObjectId),
    /// A new `String`, which is the result.
    New,
    /// A `Formatter` of the program; the result is `Ok(())`.
    Formatter(ObjectId),
}

/// Text with the indentation of `{:#?}`.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
struct Output {
    text: String,
    level: u32,
    inside_line: bool,
}

impl Output {
    fn push(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            if !self.inside_line {
                (0..self.level).for_each(|_| self.text.push_str("    "));
            }
            self.text.push_str(line);
            self.inside_line = !line.ends_with('\n');
        }
    }
}

impl FormatJob {
    /// See [`crate::Canonical`].
    pub fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&self.work.len());
        for piece in &self.work {
            to.plain(&std::mem::discriminant(piece));
            match piece {
                Piece::Text(text) => to.plain(text),
                Piece::Owned(text) => to.plain(text),
                Piece::Value(value, spec) => {
                    to.value(*value);
                    to.plain(spec);
                }
                Piece::Indent(levels) => to.plain(levels),
            }
        }
        to.plain(&self.out);
        to.plain(&std::mem::discriminant(&self.target));
        match self.target {
            Target::Buffer(object) | Target::Formatter(object) => to.object(object),
            Target::New => {}
        }
        to.plain(&self.after);
        to.plain(&self.base);
        to.maybe_object(self.formatter);
    }

    /// What the job owns.
    pub fn take_owned(&mut self) -> Vec<Value> {
        self.formatter.take().map(Value::Own).into_iter().collect()
    }
}

impl Step<'_> {
    /// Appends a string constant.
    pub fn format_str(&mut self, buffer: Reg, index: u32) -> Result<(), Trap> {
        let Some(Const::Str(text)) = self.code.constants.get(index as usize) else {
            return Err(unsupported("a format text that is no constant"));
        };
        let id = self.buffer(buffer)?;
        self.append_to(id, text)
    }

    /// Appends a value as the placeholder says.
    pub fn format_arg(&mut self, buffer: Reg, place: Reg, spec: FormatId) -> Result<Flow, Trap> {
        let spec = self.read_spec(spec)?;
        let target = Target::Buffer(self.buffer(buffer)?);
        let place = self.place_of(place);
        self.begin_format(place, spec, target, After::Discard)
    }

    /// A new `String` with the value in `{}`.
    pub fn begin_to_string(&mut self, value: Value, after: After) -> Result<Flow, Trap> {
        self.begin_format(value, Spec::plain(FormatTrait::Display), Target::New, after)
    }

    /// The value into a `Formatter` of the program, as that was asked.
    pub fn begin_format_into(
        &mut self,
        value: Value,
        which: FormatTrait,
        formatter: Value,
        after: After,
    ) -> Result<Flow, Trap> {
        let (_, held) = self.peel(formatter);
        if let Value::Own(id) = held
            && let Object::Formatter(it) = self.heap.object(id)
        {
            let spec = Spec { which, ..it.spec };
            return self.begin_format(value, spec, Target::Formatter(id), after);
        }
        Err(unsupported(
            "formatting into something that is no `Formatter`",
        ))
    }

    fn begin_format(
        &mut self,
        place: Value,
        spec: Spec,
        target: Target,
        after: After,
    ) -> Result<Flow, Trap> {
        let (_, held) = self.peel(place);
        let mut text = String::new();
        if scalar::write(self.code, self.heap, held, &spec, &mut text) {
            let value = self.finish_format(target, &text)?;
            return self.deliver(after, value);
        }
        let base = self.top();
        self.heap.grow_stack(self.vm.stack, base as usize + 1)?;
        self.vm.frames.push(Activity::Format(Box::new(FormatJob {
            work: vec![Piece::Value(place, spec)],
            out: Output::default(),
            target,
            after,
            base,
            formatter: None,
        })));
        Ok(match self.format_job()? {
            Flow::Next => Flow::Again,
            flow => flow,
        })
    }

    /// Puts finished text where it belongs; answers the value that the formatting gives.
    fn finish_format(&mut self, target: Target, text: &str) -> Result<Value, Trap> {
        match target {
            Target::Buffer(id) => {
                self.append_to(id, text)?;
                Ok(Value::Unit)
            }
            Target::New => Ok(self.heap.alloc_string(text)?),
            Target::Formatter(id) => {
                if let Object::Formatter(it) = self.heap.object_mut(id) {
                    it.text.push_str(text);
                }
                Ok(self.heap.ok(Value::Unit)?)
            }
        }
    }

    /// Goes on with the format job on top.
    pub fn format_job(&mut self) -> Result<Flow, Trap> {
        loop {
            let Some(Activity::Format(job)) = self.vm.frames.last_mut() else {
                return Ok(Flow::Again);
            };
            if !self.heap.has_room(job.out.text.len()) {
                return Err(Trap::Fault(Fault::Memory));
            }
            let Some(piece) = job.work.pop() else {
                let (target, after) = (job.target, job.after);
                let text = std::mem::take(&mut job.out.text);
                self.vm.frames.pop();
                let value = self.finish_format(target, &text)?;
                return self.resume_below(after, value);
            };
            match piece {
                Piece::Text(text) => job.out.push(text),
                Piece::Owned(text) => job.out.push(&text),
                Piece::Indent(by) => job.out.level = job.out.level.saturating_add_signed(by),
                Piece::Value(place, spec) => {
                    if let Some(flow) = self.format_value(place, spec)? {
                        return Ok(flow);
                    }
                }
            }
        }
    }

    /// Writes a value or pushes its parts; `Some` when an impl of the program has been called.
    fn format_value(&mut self, place: Value, spec: Spec) -> Result<Option<Flow>, Trap> {
        let (at, held) = self.peel(place);
        let mut text = String::new();
        if scalar::write(self.code, self.heap, held, &spec, &mut text) {
            self.push_pieces(vec![Piece::Owned(text)]);
            return Ok(None);
        }
        if let Some(inner) = self.deref_builtin(held) {
            self.push_pieces(vec![Piece::Value(inner, spec)]);
            return Ok(None);
        }
        let tag = types::tag_of(self.code, self.heap, held);
        let name = self.code.names.fmt[spec.which as usize];
        if let Some(function) = self.code.find_own_function(tag, name) {
            let formatter = Formatter {
                text: String::new(),
                spec,
            };
            let id = self.heap.alloc(Object::Formatter(Box::new(formatter)))?;
            let Some(Activity::Format(job)) = self.vm.frames.last_mut() else {
                return Ok(Some(Flow::Again));
            };
            job.formatter = Some(id);
            let slot = Slot {
                object: self.vm.stack,
                index: job.base,
            };
            self.heap.set(slot, Value::Own(id));
            return self
                .push_call(function, &[at, Value::Ref(slot)], After::Job)
                .map(Some);
        }
        let pieces = debug::pieces(self.code, self.heap, held, &spec)?;
        self.push_pieces(pieces);
        Ok(None)
    }

    /// Pushes pieces so that the first is written first.
    fn push_pieces(&mut self, pieces: Vec<Piece>) {
        if let Some(Activity::Format(job)) = self.vm.frames.last_mut() {
            job.work.extend(pieces.into_iter().rev());
        }
    }

    /// The program's `fmt` has returned.
    pub fn format_answered(&mut self, answer: Value) -> Result<(), Trap> {
        let failed = self.heap.shape_of(answer) == Some(interleave_program::ShapeId::ERR);
        if let Value::Own(id) = answer {
            self.heap.free(id);
        }
        let Some(Activity::Format(job)) = self.vm.frames.last_mut() else {
            return Ok(());
        };
        let slot = Slot {
            object: self.vm.stack,
            index: job.base,
        };
        if let Some(id) = job.formatter.take() {
            self.heap.set(slot, Value::Moved);
            if let Object::Formatter(formatter) = self.heap.free(id) {
                job.out.push(&formatter.text);
            }
        }
        if failed {
            return Err(Trap::Panic(match job.target {
                Target::New => "a Display implementation returned an error unexpectedly: Error".to_owned(),
                _ => "a formatting trait implementation returned an error when the underlying stream did not"
                    .to_owned(),
            }));
        }
        Ok(())
    }

    /// The text object of a buffer register.
    fn buffer(&self, buffer: Reg) -> Result<ObjectId, Trap> {
        match self.heap.look_through(self.reg(buffer)) {
            Value::Own(id) if matches!(self.heap.object(id), Object::Text(_)) => Ok(id),
            _ => Err(unsupported("formatting into something that is no `String`")),
        }
    }

    fn append_to(&mut self, id: ObjectId, text: &str) -> Result<(), Trap> {
        self.heap.charge(text.len())?;
        if let Some(place) = self.heap.text_mut(id) {
            place.push_str(text);
        }
        Ok(())
    }

    fn read_spec(&self, id: FormatId) -> Result<Spec, Trap> {
        let spec = self.code.formats[id.index()];
        Ok(spec.counted(
            self.read_count(spec.width)?,
            self.read_count(spec.precision)?,
        ))
    }

    fn read_count(&self, count: Count) -> Result<Option<u32>, Trap> {
        match count {
            Count::None => Ok(None),
            Count::Is(it) => Ok(Some(u32::from(it))),
            Count::Reg(reg) => match self.heap.read_usize(self.reg(reg)) {
                Some(it) if it <= usize::from(u16::MAX) => Ok(Some(it as u32)),
                Some(_) => Err(Trap::Panic("Formatting argument out of range".to_owned())),
                None => Err(unsupported("a width or precision that is no number")),
            },
        }
    }
}
