//! Patterns: looking through references with default binding modes, shape tests, bindings, and `?`.

use interleave_program::{Reg, ShapeId};

use crate::context::Trap;
use crate::step::{Flow, Step, unsupported};
use crate::value::Value;

impl Step<'_> {
    /// While the place holds a reference, goes to what it refers to and notes that bindings are references.
    pub fn pat_peel(&mut self, place: Reg, mode: Reg) {
        let (target, _) = self.peel(self.reg(place));
        if target != self.reg(place) {
            self.set(place, target);
            self.set(mode, Value::Bool(true));
        }
    }

    /// Whether what the place holds is of this shape. References are looked through, as default binding modes do;
    /// pointers too, because a reference to a box coerces to one to its content (`sum(boxed)`) without a trace.
    pub fn test_shape(&mut self, dst: Reg, place: Reg, shape: ShapeId) {
        let (_, mut value) = self.peel(self.reg(place));
        let mut found = self.heap.shape_of(value);
        while found.is_none()
            && let Some(inner) = self.deref_builtin(value)
        {
            (_, value) = self.peel(inner);
            found = self.heap.shape_of(value);
        }
        self.set(dst, Value::Bool(found == Some(shape)));
    }

    /// A binding: the place itself as a reference, or its value by use.
    pub fn bind(&mut self, dst: Reg, place: Reg, mode: Reg) -> Result<(), Trap> {
        let place = self.reg(place);
        let value = match place {
            Value::Ref(slot) if self.reg(mode) != Value::Bool(true) => self.use_slot(slot)?,
            other => other,
        };
        self.set(dst, value);
        Ok(())
    }

    /// `?`
    pub fn question_mark(&mut self, dst: Reg, src: Reg, exit: u16) -> Result<Flow, Trap> {
        let value = self.take(src);
        match self.heap.shape_of(value) {
            Some(ShapeId::OK | ShapeId::SOME) => {
                let inner = self.heap.take_fields(value).pop().unwrap_or(Value::Moved);
                self.set(dst, inner);
                Ok(Flow::Next)
            }
            Some(ShapeId::ERR | ShapeId::NONE) => {
                self.set(dst, value);
                self.exit(exit);
                Ok(Flow::Again)
            }
            _ => Err(unsupported(
                "`?` on something that is neither `Result` nor `Option`",
            )),
        }
    }
}
