//! Equality and order: structural as derives define it, `PartialEq`/`PartialOrd`/`Ord` impls of the program
//! where there are some.
//!
//! An impl of the operands' own type is called like any function. One that is met deeper inside runs in a
//! thread of its own with bounded fuel, and must not wait for anything.

use std::cmp::Ordering;

use interleave_program::{BinOp, FnId, IntKind, Reg, ShapeId, TypeTag};

use smallvec::SmallVec;

use crate::code::Code;
use crate::context::Trap;
use crate::frame::After;
use crate::halt::Halt;
use crate::heap::Heap;
use crate::instant::instant_ns;
use crate::object::Head;
use crate::step::{Flow, Step, unsupported};
use crate::types;
use crate::value::{ObjectId, Slot, Value};
use crate::vm::Vm;

/// Instructions that a comparison inside a comparison may take.
const NESTED_FUEL: u64 = 10_000_000;

/// What is asked about two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Equal,
    Partial,
    Total,
}

/// What one pair of values says.
enum Verdict {
    /// Equal so far; parts may have been pushed.
    Same,
    /// Different or unordered: the answer.
    Decided(Option<Ordering>),
    /// The program's own function must say.
    User(FnId, Value, Value),
}

enum Item {
    Pair(Value, Value),
    Lengths(Ordering),
}

/// What is still to compare, the last one first.
type Work = SmallVec<[Item; 4]>;

/// Whether two values are equal; `None` when an impl of the program would have to say.
pub(crate) fn equal(code: &Code, heap: &Heap, a: Value, b: Value) -> Option<bool> {
    walk(code, heap, Question::Equal, a, b).map(|it| it == Some(Ordering::Equal))
}

/// How two values compare (`None`: unordered); the outer `None` when an impl of the program would have to say.
pub(crate) fn compare(code: &Code, heap: &Heap, a: Value, b: Value) -> Option<Option<Ordering>> {
    walk(code, heap, Question::Total, a, b)
}

fn walk(
    code: &Code,
    heap: &Heap,
    question: Question,
    a: Value,
    b: Value,
) -> Option<Option<Ordering>> {
    let mut work = Work::new();
    work.push(Item::Pair(a, b));
    let pairs = Pairs {
        code,
        heap,
        question,
    };
    while let Some(item) = work.pop() {
        match pairs.verdict(item, &mut work) {
            Verdict::Same => {}
            Verdict::Decided(ordering) => return Some(ordering),
            Verdict::User(..) => return None,
        }
    }
    Some(Some(Ordering::Equal))
}

/// Whether an ordering makes the operator true.
pub(crate) fn satisfies(op: BinOp, ordering: Option<Ordering>) -> bool {
    match op {
        BinOp::Eq => ordering == Some(Ordering::Equal),
        BinOp::Ne => ordering != Some(Ordering::Equal),
        BinOp::Lt => ordering.is_some_and(Ordering::is_lt),
        BinOp::Le => ordering.is_some_and(Ordering::is_le),
        BinOp::Gt => ordering.is_some_and(Ordering::is_gt),
        _ => ordering.is_some_and(Ordering::is_ge),
    }
}

struct Pairs<'a> {
    code: &'a Code,
    heap: &'a Heap,
    question: Question,
}

impl Pairs<'_> {
    fn verdict(&self, item: Item, work: &mut Work) -> Verdict {
        match item {
            Item::Lengths(Ordering::Equal) => Verdict::Same,
            Item::Lengths(ordering) => Verdict::Decided(Some(ordering)),
            Item::Pair(a, b) => self.pair(a, b, work),
        }
    }

    fn pair(&self, a: Value, b: Value, work: &mut Work) -> Verdict {
        let (va, vb) = (self.heap.look_through(a), self.heap.look_through(b));
        if let Some(ordering) = self.scalars(va, vb) {
            return decide(ordering);
        }
        if let (Some(x), Some(y)) = (
            self.heap.read_str(self.code, va),
            self.heap.read_str(self.code, vb),
        ) {
            return decide(Some(x.cmp(y)));
        }
        let held = [va, vb].map(|value| self.heap.inside_cow(self.code, value));
        if held != [None, None] {
            let [held_a, held_b] = held;
            work.push(Item::Pair(held_a.unwrap_or(a), held_b.unwrap_or(b)));
            return Verdict::Same;
        }
        if let Some(function) = self.user(va) {
            return Verdict::User(function, self.heap.last_place(a), self.heap.last_place(b));
        }
        if let (Some(x), Some(y)) = (self.heap.shape_of(va), self.heap.shape_of(vb)) {
            let (x, y) = (&self.code.shapes[x.index()], &self.code.shapes[y.index()]);
            let types = [x.tag, y.tag].map(|tag| self.code.declared_type(tag));
            if x.variant != y.variant || types[0] != types[1] {
                let order = x.variant.cmp(&y.variant).then(types[0].cmp(&types[1]));
                return Verdict::Decided(Some(order));
            }
            let (Value::Own(x), Value::Own(y)) = (va, vb) else {
                return Verdict::Same;
            };
            return self.rows((x, 0, self.slot_count(x)), (y, 0, self.slot_count(y)), work);
        }
        if let (Some(x), Some(y)) = (
            types::elements(self.heap, va),
            types::elements(self.heap, vb),
        ) {
            return self.rows(x, y, work);
        }
        self.objects(va, vb, work)
    }

    /// Two objects that are neither texts, shapes nor rows.
    fn objects(&self, a: Value, b: Value, work: &mut Work) -> Verdict {
        let (inner_a, inner_b) = (self.content(a), self.content(b));
        if inner_a.is_some() || inner_b.is_some() {
            work.push(Item::Pair(inner_a.unwrap_or(a), inner_b.unwrap_or(b)));
            return Verdict::Same;
        }
        if let (Value::Own(x), Value::Own(y)) = (a, b) {
            if self.heap.head(x) == self.heap.head(y)
                && matches!(self.heap.head(x), Some(Head::Builtin(_)))
            {
                return self.rows((x, 0, self.slot_count(x)), (y, 0, self.slot_count(y)), work);
            }
            return decide(Some(x.cmp(&y)));
        }
        Verdict::Decided(None)
    }

    /// What a pointer or cell contains.
    fn content(&self, value: Value) -> Option<Value> {
        let Value::Own(object) = value else {
            return None;
        };
        let inner = Value::Ref(Slot { object, index: 0 });
        match self.heap.head(object)? {
            Head::Builtin(TypeTag::BOX | TypeTag::CELL | TypeTag::REF_CELL)
            | Head::Shared { .. } => Some(inner),
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => {
                Some(self.heap.get(Slot { object, index: 0 }))
            }
            Head::Guard { of, .. } => Some(Value::Ref(Slot {
                object: of,
                index: 0,
            })),
            _ => None,
        }
    }

    fn slot_count(&self, id: ObjectId) -> u32 {
        self.heap.slots(id).len() as u32
    }

    /// Pushes the elements of two rows pairwise, first ones on top.
    fn rows(&self, a: (ObjectId, u32, u32), b: (ObjectId, u32, u32), work: &mut Work) -> Verdict {
        if self.question == Question::Equal && a.2 != b.2 {
            return Verdict::Decided(Some(a.2.cmp(&b.2)));
        }
        work.push(Item::Lengths(a.2.cmp(&b.2)));
        for index in (0..a.2.min(b.2)).rev() {
            work.push(Item::Pair(
                Value::Ref(Slot {
                    object: a.0,
                    index: a.1 + index,
                }),
                Value::Ref(Slot {
                    object: b.0,
                    index: b.1 + index,
                }),
            ));
        }
        Verdict::Same
    }

    fn scalars(&self, a: Value, b: Value) -> Option<Option<Ordering>> {
        Some(match (a, b) {
            (Value::Unit, Value::Unit) => Some(Ordering::Equal),
            (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(&y)),
            (Value::Char(x), Value::Char(y)) => Some(x.cmp(&y)),
            (Value::F64(x), Value::F64(y)) => x.partial_cmp(&y),
            (Value::F32(x), Value::F32(y)) => x.partial_cmp(&y),
            (Value::Duration(x), Value::Duration(y)) => Some(x.cmp(&y)),
            (Value::Instant(x, _), Value::Instant(y, _)) => Some(instant_ns(x).cmp(&instant_ns(y))),
            (Value::Handle(_, x), Value::Handle(_, y)) => Some(x.cmp(&y)),
            (Value::Fn(x), Value::Fn(y)) => Some(x.cmp(&y)),
            (Value::Native(x), Value::Native(y)) => Some(x.cmp(&y)),
            (Value::Type(x), Value::Type(y)) => Some(x.cmp(&y)),
            _ => {
                let ((ka, x), (kb, y)) = (self.heap.read_int(a)?, self.heap.read_int(b)?);
                if ka == IntKind::U128 || kb == IntKind::U128 {
                    Some((x as u128).cmp(&(y as u128)))
                } else {
                    Some(x.cmp(&y))
                }
            }
        })
    }

    /// The program's function for the question about values like `value`.
    fn user(&self, value: Value) -> Option<FnId> {
        if !matches!(value, Value::Own(_) | Value::Tag(_)) {
            return None;
        }
        let tag = types::tag_of(self.code, self.heap, value);
        let names = &self.code.names;
        match self.question {
            Question::Equal => self.code.find_own_function(tag, names.eq),
            Question::Partial => self
                .code
                .find_own_function(tag, names.partial_cmp)
                .or_else(|| self.code.find_own_function(tag, names.cmp)),
            Question::Total => self
                .code
                .find_own_function(tag, names.cmp)
                .or_else(|| self.code.find_own_function(tag, names.partial_cmp)),
        }
    }
}

fn decide(ordering: Option<Ordering>) -> Verdict {
    match ordering {
        Some(Ordering::Equal) => Verdict::Same,
        other => Verdict::Decided(other),
    }
}

fn question(op: BinOp) -> Question {
    match op {
        BinOp::Eq | BinOp::Ne => Question::Equal,
        _ => Question::Partial,
    }
}

impl Step<'_> {
    /// `dst = a op b`; both operands stay.
    pub fn comparison(&mut self, op: BinOp, dst: Reg, a: Reg, b: Reg) -> Result<Flow, Trap> {
        let (a, b) = (self.place_of(a), self.place_of(b));
        let pairs = Pairs {
            code: self.code,
            heap: self.heap,
            question: question(op),
        };
        if let Verdict::User(function, a, b) = pairs.pair(a, b, &mut Work::new()) {
            return self.push_call(function, &[a, b], After::Compared { dst, op });
        }
        let result = self.compare_as(op, a, b)?;
        self.set(dst, Value::Bool(result));
        Ok(Flow::Next)
    }

    /// The same as a value, impls of the program included wherever they are.
    pub fn compare_as(&mut self, op: BinOp, a: Value, b: Value) -> Result<bool, Trap> {
        let ordering = self.compare_fully(question(op), a, b)?;
        Ok(satisfies(op, ordering))
    }

    /// `cmp` and `partial_cmp` of values whose own type has no impl in the program.
    pub fn order_native(
        &mut self,
        a: Value,
        b: Value,
        total: bool,
        after: After,
    ) -> Result<Flow, Trap> {
        let question = if total {
            Question::Total
        } else {
            Question::Partial
        };
        let ordering = self.compare_fully(question, a, b)?;
        let value = ordering.map(ordering_value);
        let value = match (total, value) {
            (true, Some(value)) => value,
            (true, None) => return Err(unsupported("`cmp` of values without a total order")),
            (false, Some(value)) => self.heap.some(value)?,
            (false, None) => self.heap.none(),
        };
        self.deliver(after, value)
    }

    fn compare_fully(
        &mut self,
        question: Question,
        a: Value,
        b: Value,
    ) -> Result<Option<Ordering>, Trap> {
        let mut work = Work::new();
        work.push(Item::Pair(a, b));
        while let Some(item) = work.pop() {
            let pairs = Pairs {
                code: self.code,
                heap: self.heap,
                question,
            };
            let ordering = match pairs.verdict(item, &mut work) {
                Verdict::Same => continue,
                Verdict::Decided(ordering) => ordering,
                Verdict::User(function, a, b) => {
                    let answer = self.nested(function, &[a, b])?;
                    match answer {
                        Value::Bool(true) => Some(Ordering::Equal),
                        Value::Bool(false) => Some(Ordering::Less),
                        other => self.take_ordering(other),
                    }
                }
            };
            if ordering != Some(Ordering::Equal) {
                return Ok(ordering);
            }
        }
        Ok(Some(Ordering::Equal))
    }

    /// Runs a function of the program to its end in a thread of its own.
    pub fn nested(&mut self, function: FnId, args: &[Value]) -> Result<Value, Trap> {
        let mut vm = Vm::start(self.heap, Value::Fn(function), args);
        // What is lent is lent to the machine that asks, and so is what counts its instructions.
        let lent = std::mem::take(&mut self.heap.ahead);
        let used = vm.go(self.code, self.heap, NESTED_FUEL);
        self.heap.ahead = lent;
        let halt = self.heap.take_halt();
        self.vm.fuel = self.vm.fuel.saturating_sub(used);
        let answer = match halt {
            Halt::Finished(value) => Ok(value),
            Halt::Sys {
                sys: interleave_program::Sys::PanicBegan,
                args,
            } => {
                let message = self
                    .heap
                    .take_string(self.code, args[0])
                    .unwrap_or_default();
                Err(Trap::Panic(message))
            }
            Halt::Fault(fault) => Err(Trap::Fault(fault)),
            _ => Err(unsupported(format!(
                "`{}` runs too long, prints or waits while values that contain its type are compared; compare them one by one",
                self.code.functions[function.index()].name
            ))),
        };
        vm.tear_down(self.heap);
        self.heap.spare.keep_vm(vm);
        answer
    }
}

/// `Ordering` as a value of the program.
fn ordering_value(ordering: Ordering) -> Value {
    Value::Tag(match ordering {
        Ordering::Less => ShapeId::LESS,
        Ordering::Equal => ShapeId::EQUAL,
        Ordering::Greater => ShapeId::GREATER,
    })
}
