//! Loops, calls, integer widths and overflow.

use interleave_program::{BinOp, Const, FnId, IntKind, Op};
use interleave_vm::{Fault, Halt, Heap, Value, VmBox};

use crate::assembler::{Assembler, r, run};

fn int(dst: u16, kind: IntKind, value: i32) -> Op {
    Op::Int {
        dst: r(dst),
        kind,
        value,
    }
}

#[test]
fn a_loop_sums_a_range() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        4,
        vec![
            int(0, IntKind::U64, 0),
            int(1, IntKind::U64, 0),
            int(2, IntKind::U64, 101),
            Op::RangeNext {
                dst: r(3),
                state: r(1),
                exit: 0,
            },
            Op::Jump { target: 6 },
            Op::Return { src: r(0) },
            Op::Add {
                dst: r(0),
                a: r(0),
                b: r(3),
            },
            Op::Jump { target: 3 },
        ],
    );
    assert_eq!(run(it).int(), 5050);
}

#[test]
fn functions_call_themselves() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        2,
        vec![
            int(0, IntKind::I32, 20),
            Op::Call {
                dst: r(1),
                function: FnId(1),
                args: r(0),
                argc: 1,
            },
            Op::Return { src: r(1) },
        ],
    );
    it.function(
        "fib",
        1,
        5,
        vec![
            int(1, IntKind::Any, 2),
            Op::Lt {
                dst: r(2),
                a: r(0),
                b: r(1),
            },
            Op::JumpIfNot {
                cond: r(2),
                target: 4,
            },
            Op::Return { src: r(0) },
            Op::AddInt {
                dst: r(3),
                a: r(0),
                value: -1,
            },
            Op::Call {
                dst: r(1),
                function: FnId(1),
                args: r(3),
                argc: 1,
            },
            Op::AddInt {
                dst: r(3),
                a: r(0),
                value: -2,
            },
            Op::Call {
                dst: r(2),
                function: FnId(1),
                args: r(3),
                argc: 1,
            },
            Op::Add {
                dst: r(1),
                a: r(1),
                b: r(2),
            },
            Op::Return { src: r(1) },
        ],
    );
    assert_eq!(run(it).int(), 6765);
}

/// `a op b` of one kind: the number, or the panic's message.
fn check(
    op: fn(u16, u16, u16) -> Op,
    kind: IntKind,
    a: i128,
    b: i128,
    expected: Result<i128, &str>,
) {
    let mut it = Assembler::new();
    let (a, b) = (
        it.constant(Const::Int(kind, a)),
        it.constant(Const::Int(kind, b)),
    );
    it.function(
        "main",
        0,
        3,
        vec![
            Op::Const {
                dst: r(0),
                index: a,
            },
            Op::Const {
                dst: r(1),
                index: b,
            },
            op(2, 0, 1),
            Op::Return { src: r(2) },
        ],
    );
    let run = run(it);
    match expected {
        Ok(number) => assert_eq!(run.int(), number),
        Err(message) => {
            assert_eq!(run.panic.as_deref(), Some(message));
            assert!(matches!(run.end, Halt::Panicked(_)));
        }
    }
}

#[test]
fn arithmetic_panics_as_a_debug_build_does() {
    let add = |d, a, b| Op::Add {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let sub = |d, a, b| Op::Sub {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let mul = |d, a, b| Op::Mul {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let div = |d, a, b| Op::Div {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let rem = |d, a, b| Op::Rem {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let shl = |d, a, b| Op::Shl {
        dst: r(d),
        a: r(a),
        b: r(b),
    };
    let overflow = "attempt to add with overflow";
    check(add, IntKind::U8, 250, 5, Ok(255));
    check(add, IntKind::U8, 250, 6, Err(overflow));
    check(add, IntKind::I64, i64::MAX.into(), 1, Err(overflow));
    check(add, IntKind::U64, i64::MAX.into(), 1, Ok(1 << 63));
    check(add, IntKind::Usize, u64::MAX.into(), 1, Err(overflow));
    check(
        add,
        IntKind::I128,
        i64::MAX.into(),
        i64::MAX.into(),
        Ok((1 << 64) - 2),
    );
    check(add, IntKind::I128, i128::MAX, 1, Err(overflow));
    check(
        sub,
        IntKind::Usize,
        1,
        2,
        Err("attempt to subtract with overflow"),
    );
    check(
        sub,
        IntKind::U128,
        1,
        2,
        Err("attempt to subtract with overflow"),
    );
    check(
        mul,
        IntKind::I32,
        65536,
        32768,
        Err("attempt to multiply with overflow"),
    );
    check(
        mul,
        IntKind::U128,
        u64::MAX.into(),
        u64::MAX.into(),
        Ok((u64::MAX as i128).wrapping_mul(u64::MAX as i128)),
    );
    check(div, IntKind::I32, 7, 0, Err("attempt to divide by zero"));
    check(
        div,
        IntKind::I32,
        i32::MIN.into(),
        -1,
        Err("attempt to divide with overflow"),
    );
    check(
        rem,
        IntKind::I32,
        7,
        0,
        Err("attempt to calculate the remainder with a divisor of zero"),
    );
    check(
        rem,
        IntKind::I32,
        i32::MIN.into(),
        -1,
        Err("attempt to calculate the remainder with overflow"),
    );
    check(rem, IntKind::I32, -7, 3, Ok(-1));
    check(div, IntKind::U64, u64::MAX.into(), 2, Ok(i64::MAX.into()));
    check(shl, IntKind::U8, 1, 7, Ok(128));
    check(shl, IntKind::U8, 255, 4, Ok(240));
    check(
        shl,
        IntKind::U8,
        1,
        8,
        Err("attempt to shift left with overflow"),
    );
}

#[test]
fn fuel_stops_and_goes_on_anywhere() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        3,
        vec![
            int(0, IntKind::I64, 0),
            Op::AddInt {
                dst: r(0),
                a: r(0),
                value: 1,
            },
            int(1, IntKind::I64, 1000),
            Op::Lt {
                dst: r(2),
                a: r(0),
                b: r(1),
            },
            Op::JumpIf {
                cond: r(2),
                target: 1,
            },
            Op::Return { src: r(0) },
        ],
    );
    let code = it.code();
    let mut heap = Heap::new(&code, 1 << 20);
    let mut vm = VmBox::start(&code, &mut heap, Value::Fn(code.main), &[]);
    let mut used = 0;
    let end = loop {
        match vm.run(&code, &mut heap, 7) {
            (Halt::Fuel, 7) => used += 7,
            (end, last) => {
                used += last;
                break end;
            }
        }
    };
    assert_eq!(end, Halt::Finished(Value::Int(IntKind::I64, 1000)));
    assert_eq!(used, 1 + 4 * 1000 + 1);
}

#[test]
fn runaway_recursion_is_a_limit() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        1,
        vec![
            Op::Call {
                dst: r(0),
                function: FnId(0),
                args: r(0),
                argc: 0,
            },
            Op::Return { src: r(0) },
        ],
    );
    assert_eq!(run(it).end, Halt::Fault(Fault::CallDepth));
}

#[test]
fn malformed_bytecode_is_refused() {
    let refused = |code: Vec<Op>| {
        let mut it = Assembler::new();
        it.function("main", 0, 2, code);
        interleave_vm::Code::new(it.program).expect_err("it is malformed")
    };
    assert_eq!(
        refused(vec![Op::Nop]),
        "main: instruction 0 Nop: control runs past the end"
    );
    refused(vec![Op::Unit { dst: r(2) }, Op::Return { src: r(0) }]);
    refused(vec![Op::Jump { target: 1 }]);
    refused(vec![
        Op::Call {
            dst: r(0),
            function: FnId(0),
            args: r(0),
            argc: 1,
        },
        Op::Return { src: r(0) },
    ]);
    refused(vec![
        Op::RangeNext {
            dst: r(0),
            state: r(1),
            exit: 0,
        },
        Op::Return { src: r(0) },
        Op::Return { src: r(0) },
    ]);
    refused(Vec::new());
}

#[test]
fn assignment_operators_work_through_places() {
    let mut it = Assembler::new();
    it.function(
        "main",
        0,
        3,
        vec![
            int(0, IntKind::U8, 200),
            Op::RefLocal {
                dst: r(1),
                src: r(0),
            },
            int(2, IntKind::U8, 55),
            Op::OpAssign {
                op: BinOp::Add,
                place: r(1),
                src: r(2),
            },
            Op::Return { src: r(0) },
        ],
    );
    assert_eq!(run(it).int(), 255);
}
