//! Composites, drops, closures, formatting, unwinding.

use interleave_program::{FnId, FormatSpec, FormatTrait, IntKind, Op, ShapeId, Sys, TypeTag};
use interleave_vm::{Halt, Value};

use crate::assembler::{Assembler, r, run};

fn int(dst: u16, value: i32) -> Op {
    Op::Int {
        dst: r(dst),
        kind: IntKind::I32,
        value,
    }
}

/// `format!("{:?}")` and `{:#?}` of what `make` leaves in register 0.
fn debug(it: Assembler, mut make: Vec<Op>, alternate: bool) -> String {
    let mut it = it;
    let spec = it.format(FormatSpec {
        alternate,
        ..FormatSpec::plain(FormatTrait::Debug)
    });
    make.extend([
        Op::FormatNew { dst: r(8) },
        Op::RefLocal {
            dst: r(9),
            src: r(0),
        },
        Op::FormatArg {
            buffer: r(8),
            place: r(9),
            spec,
        },
        Op::Return { src: r(8) },
    ]);
    it.program.main = it.function("main", 0, 10, make);
    let mut run = run(it);
    let text = run.text();
    assert_eq!(run.heap.bytes(), 0, "everything has been dropped");
    text
}

#[test]
fn structures_print_as_derived() {
    let build = |alternate| {
        let mut it = Assembler::new();
        let point = it.structure("Point", &["x", "y"], None, &["Debug"]);
        debug(
            it,
            vec![
                int(1, 1),
                int(2, 2),
                Op::Make {
                    dst: r(1),
                    shape: ShapeId::tuple(1),
                    args: r(1),
                },
                Op::Make {
                    dst: r(1),
                    shape: point,
                    args: r(1),
                },
                Op::Array {
                    dst: r(0),
                    args: r(1),
                    len: 1,
                },
            ],
            alternate,
        )
    };
    assert_eq!(build(false), "[Point { x: (1,), y: 2 }]");
    assert_eq!(
        build(true),
        "[\n    Point {\n        x: (\n            1,\n        ),\n        y: 2,\n    },\n]"
    );
}

#[test]
fn drops_run_in_reverse_and_fields_in_order() {
    let mut it = Assembler::new();
    let name = it.program.symbols.intern("name");
    let print = |function| Op::Sys {
        dst: r(1),
        sys: Sys::PrintOut,
        args: r(1),
        argc: function,
    };
    it.function(
        "main",
        0,
        4,
        vec![
            int(0, 1),
            Op::Make {
                dst: r(0),
                shape: ShapeId::FIRST_FREE,
                args: r(0),
            },
            int(1, 2),
            Op::Make {
                dst: r(1),
                shape: ShapeId::FIRST_FREE,
                args: r(1),
            },
            int(2, 3),
            Op::Make {
                dst: r(2),
                shape: ShapeId::FIRST_FREE,
                args: r(2),
            },
            Op::Make {
                dst: r(1),
                shape: ShapeId::tuple(2),
                args: r(1),
            },
            int(2, 9),
            Op::Return { src: r(2) },
        ],
    );
    let drop = it.function(
        "drop",
        1,
        3,
        vec![
            Op::GetField {
                dst: r(1),
                base: r(0),
                field: name,
            },
            print(1),
            Op::Unit { dst: r(1) },
            Op::Return { src: r(1) },
        ],
    );
    it.structure("Loud", &["name"], Some(drop), &[]);
    let run = run(it);
    assert_eq!(run.int(), 9);
    let printed: Vec<Value> = run.calls.iter().map(|(_, args)| args[0]).collect();
    assert_eq!(printed, [2, 3, 1].map(|it| Value::Int(IntKind::I32, it)));
    assert_eq!(run.heap.bytes(), 0);
}

#[test]
fn a_panic_drops_frames_and_poisons_guards() {
    let mut it = Assembler::new();
    let message = it.text("oh no");
    it.function(
        "main",
        0,
        4,
        vec![
            int(0, 5),
            Op::Sys {
                dst: r(0),
                sys: Sys::MutexNew,
                args: r(0),
                argc: 1,
            },
            Op::RefLocal {
                dst: r(1),
                src: r(0),
            },
            Op::Sys {
                dst: r(1),
                sys: Sys::MutexLock,
                args: r(1),
                argc: 1,
            },
            Op::Try {
                dst: r(1),
                src: r(1),
                exit: 0,
            },
            Op::Nop,
            Op::Call {
                dst: r(2),
                function: FnId(1),
                args: r(2),
                argc: 0,
            },
            Op::Return { src: r(2) },
        ],
    );
    it.function(
        "fails",
        0,
        1,
        vec![
            Op::Const {
                dst: r(0),
                index: message,
            },
            Op::Panic { message: r(0) },
        ],
    );
    let run = run(it);
    assert_eq!(run.panic.as_deref(), Some("oh no"));
    assert!(matches!(run.end, Halt::Panicked(Value::StaticStr { .. })));
    let last: Vec<_> = run
        .calls
        .iter()
        .rev()
        .take(2)
        .map(|(sys, args)| (*sys, args[1]))
        .collect();
    assert_eq!(
        last,
        [
            (Sys::SyncDrop, Value::Moved),
            (Sys::MutexUnlock, Value::Bool(true))
        ]
    );
    assert_eq!(run.heap.bytes(), 0);
}

#[test]
fn closures_keep_their_captures_and_once_drops_them() {
    let mut it = Assembler::new();
    let text = it.text("captured");
    it.function(
        "main",
        0,
        4,
        vec![
            int(0, 40),
            Op::Closure {
                dst: r(0),
                function: FnId(1),
                args: r(0),
            },
            int(1, 1),
            Op::CallValue {
                dst: r(2),
                callee: r(0),
                args: r(1),
                argc: 1,
            },
            int(1, 2),
            Op::CallValue {
                dst: r(2),
                callee: r(0),
                args: r(1),
                argc: 1,
            },
            Op::FormatNew { dst: r(3) },
            Op::FormatStr {
                buffer: r(3),
                index: text,
            },
            Op::Closure {
                dst: r(0),
                function: FnId(2),
                args: r(3),
            },
            Op::CallOnce {
                dst: r(3),
                callee: r(0),
                args: r(1),
                argc: 0,
            },
            Op::Return { src: r(2) },
        ],
    );
    // |n| { total += n; total }
    it.closure(
        "add",
        1,
        1,
        3,
        vec![
            Op::RefCapture {
                dst: r(1),
                index: 0,
            },
            Op::OpAssign {
                op: interleave_program::BinOp::Add,
                place: r(1),
                src: r(0),
            },
            Op::Load {
                dst: r(2),
                place: r(1),
            },
            Op::Return { src: r(2) },
        ],
    );
    it.closure(
        "nothing",
        0,
        1,
        1,
        vec![Op::Unit { dst: r(0) }, Op::Return { src: r(0) }],
    );
    let run = run(it);
    assert_eq!(run.int(), 43);
    // The first closure was overwritten while alive (register 0 was dead for the frontend): only it is left.
    assert!(run.heap.bytes() < 200);
}

#[test]
fn a_long_list_of_boxes_is_dropped_without_recursion() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        6,
        vec![
            Op::Const {
                dst: r(0),
                index: 0,
            },
            int(1, 0),
            int(2, 100_000),
            Op::RangeNext {
                dst: r(3),
                state: r(1),
                exit: 0,
            },
            Op::Jump { target: 7 },
            Op::Drop { reg: r(0) },
            Op::Return { src: r(2) },
            Op::Move {
                dst: r(4),
                src: r(0),
            },
            Op::Make {
                dst: r(4),
                shape: ShapeId::SOME,
                args: r(4),
            },
            Op::Move {
                dst: r(0),
                src: r(4),
            },
            Op::Jump { target: 3 },
        ],
    );
    it.constant(interleave_program::Const::Int(IntKind::I32, 0));
    let run = run(it);
    assert_eq!(run.int(), 100_000);
    assert_eq!(run.heap.bytes(), 0);
}

#[test]
fn places_reach_fields_and_elements() {
    let mut it = Assembler::new();
    let x = it.program.symbols.intern("x");
    let point = it.structure("Point", &["x"], None, &[]);
    it.function(
        "main",
        0,
        6,
        vec![
            int(0, 7),
            Op::Make {
                dst: r(0),
                shape: point,
                args: r(0),
            },
            Op::Array {
                dst: r(0),
                args: r(0),
                len: 1,
            },
            Op::RefLocal {
                dst: r(1),
                src: r(0),
            },
            Op::Int {
                dst: r(2),
                kind: IntKind::Usize,
                value: 0,
            },
            Op::RefIndex {
                dst: r(3),
                base: r(1),
                index: r(2),
            },
            Op::RefField {
                dst: r(3),
                base: r(3),
                field: x,
            },
            int(4, 35),
            Op::OpAssign {
                op: interleave_program::BinOp::Mul,
                place: r(3),
                src: r(4),
            },
            Op::Load {
                dst: r(5),
                place: r(3),
            },
            Op::Int {
                dst: r(2),
                kind: IntKind::Usize,
                value: 3,
            },
            Op::GetIndex {
                dst: r(4),
                base: r(0),
                index: r(2),
            },
            Op::Return { src: r(5) },
        ],
    );
    let run = run(it);
    assert_eq!(
        run.panic.as_deref(),
        Some("index out of bounds: the len is 1 but the index is 3")
    );
    assert_eq!(
        run.heap.bytes(),
        run.heap.bytes().min(200),
        "only the payload is left"
    );
    let _ = TypeTag::ARRAY;
}
