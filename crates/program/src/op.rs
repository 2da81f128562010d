//! Register bytecode: one compact instruction (8 bytes) an operation.
//!
//! # Words
//! - *Register*: a slot of the current frame. Registers are allocated stack-like: parameters, then
//!   variables and temporaries in the order in which they come to life, so that dropping a frame's
//!   registers from highest to lowest is Rust's reverse order of declaration.
//! - *Place*: a register that holds `Value::Ref(slot)`, made by `RefLocal`, `RefField`, …; the slot is what
//!   the place expression of the source denotes. Slices and `str` places are fat references.
//! - *Use*: reading by value: values of `Copy` types are copied, others are moved and leave `Moved` behind.
//!
//! # Invariants
//! - An owned object is in exactly one slot; every instruction keeps that (peeked values are dead before
//!   anything can drop them).
//! - Writing a `dst` register never drops what was in it: the frontend writes only dead registers
//!   (`Moved`, or a scalar), except with `Assign`, which drops the old value.
//! - Calls use windows: the callee's register 0 is the caller's register `args`; all registers of the
//!   caller above the arguments are dead at that moment. Afterwards the argument registers are `Moved`.

use serde::{Deserialize, Serialize};

use crate::ids::{FnId, FormatId, Reg, ShapeId, StaticId, Symbol};
use crate::int::IntKind;
use crate::stdlib::{Native, Sys};

/// Binary operators, also for compound assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
#[expect(missing_docs, reason = "the variants are Rust's operator traits")]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Target of an `as` cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CastTo {
    /// An integer type (from integers, floats, `bool`, `char`, unit-only enums).
    Int(IntKind),
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `char` (from `u8`)
    Char,
    /// Anything that changes no bits here (reference and trait object casts).
    Same,
}

/// One instruction. `u32` targets are absolute indices into `Function::code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    // Constants and moves.
    /// dst = constants[index]
    Const { dst: Reg, index: u32 },
    /// dst = value as an integer of `kind`
    Int { dst: Reg, kind: IntKind, value: i32 },
    /// dst = ()
    Unit { dst: Reg },
    /// dst = value
    Bool { dst: Reg, value: bool },
    /// dst = src bit by bit; src is known to be `Copy` (integers, references, …) or dead afterwards and never dropped.
    Copy { dst: Reg, src: Reg },
    /// dst = src; src becomes `Moved`.
    Move { dst: Reg, src: Reg },
    /// dst = use of src: copied when its type is `Copy` (decided at run time), else moved.
    Use { dst: Reg, src: Reg },
    /// Drops what dst holds, then dst = src; src becomes `Moved`.
    Assign { dst: Reg, src: Reg },
    /// Drops what the register holds; it becomes `Moved`.
    Drop { reg: Reg },

    // Places.
    /// dst = place of register src
    RefLocal { dst: Reg, src: Reg },
    /// dst = place of captured variable `index` of the running closure. When the variable was captured by
    /// reference this is the variable's own place, else the closure object's slot.
    RefCapture { dst: Reg, index: u16 },
    /// dst = place of a static
    RefStatic { dst: Reg, index: StaticId },
    /// dst = place of a field; base is a place, looked through references, boxes, `Rc`/`Arc`, guards, user `Deref`.
    RefField { dst: Reg, base: Reg, field: Symbol },
    /// dst = place of an element (integer index), a slice or `str` part (range index), or a map's value;
    /// base is a place, looked through as above. Out of bounds or missing key panics as in Rust.
    RefIndex { dst: Reg, base: Reg, index: Reg },
    /// dst = place that the pointer stored *in the place* `base` points to (`*p`): reference, `Box`, `Rc`, `Arc`,
    /// guard, `String` → str, `Vec` → slice, user `Deref`/`DerefMut`.
    Deref { dst: Reg, base: Reg },
    /// dst = use of the place (copied or moved out)
    Load { dst: Reg, place: Reg },
    /// dst = the place's value bit by bit, for tests that do not keep it.
    Peek { dst: Reg, place: Reg },
    /// Drops what the place holds, then moves src into it.
    Store { place: Reg, src: Reg },
    /// Fast path: dst = use of field `field` of the value in register base (looked through as RefField).
    GetField { dst: Reg, base: Reg, field: Symbol },
    /// Fast path: dst = use of element index of the value in register base (looked through as RefIndex).
    GetIndex { dst: Reg, base: Reg, index: Reg },

    // Operators. Operands are used up (moved unless `Copy`); references to numbers are looked through;
    // user types call their operator method, comparison borrows.
    /// dst = a op b, panicking on overflow and division by zero as a debug build does
    Add { dst: Reg, a: Reg, b: Reg },
    /// dst = a - b
    Sub { dst: Reg, a: Reg, b: Reg },
    /// dst = a * b
    Mul { dst: Reg, a: Reg, b: Reg },
    /// dst = a / b
    Div { dst: Reg, a: Reg, b: Reg },
    /// dst = a % b
    Rem { dst: Reg, a: Reg, b: Reg },
    /// dst = a & b
    BitAnd { dst: Reg, a: Reg, b: Reg },
    /// dst = a | b
    BitOr { dst: Reg, a: Reg, b: Reg },
    /// dst = a ^ b
    BitXor { dst: Reg, a: Reg, b: Reg },
    /// dst = a << b
    Shl { dst: Reg, a: Reg, b: Reg },
    /// dst = a >> b
    Shr { dst: Reg, a: Reg, b: Reg },
    /// dst = a == b; comparisons leave both operands as they are (they may be places or values; references are looked through)
    Eq { dst: Reg, a: Reg, b: Reg },
    /// dst = a != b
    Ne { dst: Reg, a: Reg, b: Reg },
    /// dst = a < b
    Lt { dst: Reg, a: Reg, b: Reg },
    /// dst = a <= b
    Le { dst: Reg, a: Reg, b: Reg },
    /// dst = a > b
    Gt { dst: Reg, a: Reg, b: Reg },
    /// dst = a >= b
    Ge { dst: Reg, a: Reg, b: Reg },
    /// dst = a + value, the value taking a's integer type
    AddInt { dst: Reg, a: Reg, value: i16 },
    /// `place op= src` through a place; user types call `add_assign` and so on
    OpAssign { op: BinOp, place: Reg, src: Reg },
    /// dst = -src
    Neg { dst: Reg, src: Reg },
    /// dst = !src
    Not { dst: Reg, src: Reg },
    /// dst = src as to
    Cast { dst: Reg, src: Reg, to: CastTo },

    // Control.
    /// Goes to `target`.
    Jump { target: u32 },
    /// Goes to `target` when cond is true.
    JumpIf { cond: Reg, target: u32 },
    /// Goes to `target` when cond is false.
    JumpIfNot { cond: Reg, target: u32 },
    /// Integer range loop: registers state (next) and state+1 (end, exclusive). When next < end: dst = next, next += 1;
    /// else skips `exit` instructions beyond the following one.
    RangeNext { dst: Reg, state: Reg, exit: u16 },
    /// The same with an inclusive end; state+2 is a bool "exhausted" that starts false.
    RangeInclusiveNext { dst: Reg, state: Reg, exit: u16 },
    /// dst = an iterator over the value in src (`IntoIterator::into_iter`, by value; a reference gives references)
    IntoIter { dst: Reg, src: Reg },
    /// dst = the next item of the iterator in register iter; at the end skips `exit` instructions beyond the
    /// following one. User and prelude iterators are called through `next`.
    IterNext { dst: Reg, iter: Reg, exit: u16 },
    /// Ends the frame with the value of src.
    Return { src: Reg },
    /// Panics with the message (a `String` or `&str`) in register message. `payload` panics (`panic_any`, `resume_unwind`) are natives.
    Panic { message: Reg },
    /// Must never run: after `loop {}` without `break`, after diverging calls.
    Unreachable,

    // Calls. Arguments are args, args+1, …
    /// dst = function(args…)
    Call {
        dst: Reg,
        function: FnId,
        args: Reg,
        argc: u8,
    },
    /// dst = callee(args…): a closure, `fn` item, boxed or referenced closure in register callee (left in place).
    CallValue {
        dst: Reg,
        callee: Reg,
        args: Reg,
        argc: u8,
    },
    /// The same, consuming the callee (`FnOnce`): what it still captures is dropped when the call ends.
    CallOnce {
        dst: Reg,
        callee: Reg,
        args: Reg,
        argc: u8,
    },
    /// dst = receiver.method(args…). Register args holds the *place* of the receiver; auto-deref finds the
    /// first type in the chain that has the method. A method that takes `self` uses the receiver out of its
    /// place, except behind a reference when it is not `Copy`: then the reference itself is passed.
    CallMethod {
        dst: Reg,
        method: Symbol,
        args: Reg,
        argc: u8,
    },
    /// dst = native(args…)
    Native {
        dst: Reg,
        native: Native,
        args: Reg,
        argc: u8,
    },
    /// dst = what the engine answers; the VM halts with `Halt::Sys`.
    Sys {
        dst: Reg,
        sys: Sys,
        args: Reg,
        argc: u8,
    },

    // Composites.
    /// dst = a struct, tuple or variant of `shape` from args… (as many as the shape has fields; unit shapes take none)
    Make { dst: Reg, shape: ShapeId, args: Reg },
    /// dst = [args…] of `len` elements
    Array { dst: Reg, args: Reg, len: u16 },
    /// dst = [value; len]; the value is cloned len - 1 times
    ArrayRepeat { dst: Reg, value: Reg, len: Reg },
    /// dst = a closure over args…: as many captured values as the function says
    Closure { dst: Reg, function: FnId, args: Reg },
    /// dst = a future that has not begun: of the body `function`, over args…: as many captured values as the body
    /// says, then its parameters but the first, which is the context of each poll
    Coroutine { dst: Reg, function: FnId, args: Reg },
    /// `.await`'s answer in src: for `Ready(v)` dst = v and control skips `exit` instructions beyond the following
    /// one; `Pending` suspends the body here, and the poll of it gives `Pending`. The next poll goes on behind this.
    Await { dst: Reg, src: Reg, exit: u16 },
    /// dst = what a non-`move` closure captures of the variable in place: a reference, or, when the closure
    /// uses it by value and its type is not `Copy` (decided at run time), the value itself.
    Capture { dst: Reg, place: Reg },

    // Patterns. A scrutinee is a place; `mode` is a bool register: true once a reference was looked through
    // (default binding modes).
    /// While the place holds a reference: place = that reference, mode = true. Boxes are not looked through.
    PatPeel { place: Reg, mode: Reg },
    /// dst = whether the place's value has shape `shape` (enum variant, struct, tuple)
    TestShape {
        dst: Reg,
        place: Reg,
        shape: ShapeId,
    },
    /// dst = binding of the place: a reference when mode is true, else a use of it
    Bind { dst: Reg, place: Reg, mode: Reg },
    /// dst = number of elements of the slice, array or Vec in the place, as usize
    Len { dst: Reg, place: Reg },
    /// `?` on the value in src: for `Ok(v)`/`Some(v)` dst = v; else dst = the whole `Err(e)`/`None` and control
    /// skips `exit` instructions beyond the following one. src is used up.
    Try { dst: Reg, src: Reg, exit: u16 },

    // Formatting.
    /// dst = an empty `String` to format into
    FormatNew { dst: Reg },
    /// Appends string constant `index` to the buffer in register buffer.
    FormatStr { buffer: Reg, index: u32 },
    /// Appends the value in the place as `spec` says; user types call their `fmt`.
    FormatArg {
        buffer: Reg,
        place: Reg,
        spec: FormatId,
    },
    /// Does nothing.
    Nop,
}

const _: () = assert!(size_of::<Op>() == 8, "an instruction is eight bytes");

impl Op {
    /// Whether the instruction may transfer control elsewhere than to the next one.
    #[must_use]
    pub fn is_jump(self) -> bool {
        matches!(
            self,
            Self::Jump { .. }
                | Self::JumpIf { .. }
                | Self::JumpIfNot { .. }
                | Self::RangeNext { .. }
                | Self::RangeInclusiveNext { .. }
                | Self::IterNext { .. }
                | Self::Try { .. }
                | Self::Await { .. }
                | Self::Return { .. }
                | Self::Panic { .. }
                | Self::Unreachable
        )
    }
}
