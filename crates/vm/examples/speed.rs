//! Instructions a second of the interpreter: `cargo run --release -p interleave-vm --example speed`.

use std::time::Instant;

use interleave_program::{FnId, Function, IntKind, Op, Program, Reg, SelfKind, Span};
use interleave_vm::{Code, Halt, Heap, Value, Vm};

fn r(index: u16) -> Reg {
    Reg(index)
}

fn int(dst: u16, kind: IntKind, value: i32) -> Op {
    Op::Int {
        dst: r(dst),
        kind,
        value,
    }
}

fn function(name: &str, params: u8, registers: u16, code: Vec<Op>) -> Function {
    Function {
        name: name.to_owned(),
        symbol: None,
        params,
        self_kind: SelfKind::None,
        captures: 0,
        value_captures: 0,
        registers,
        spans: vec![Span::NONE; code.len()],
        code,
        is_prelude: false,
        locals: Vec::new(),
    }
}

/// `let mut sum: u64 = 0; for i in 0..n { if i % 3 == 0 { sum = sum ^ i } sum = sum + i }`
fn arithmetic(rounds: i32) -> Vec<Function> {
    vec![function(
        "main",
        0,
        8,
        vec![
            int(0, IntKind::U64, 0),
            int(1, IntKind::U64, 0),
            int(2, IntKind::U64, rounds),
            int(4, IntKind::U64, 3),
            int(5, IntKind::U64, 0),
            Op::RangeNext {
                dst: r(3),
                state: r(1),
                exit: 0,
            },
            Op::Jump { target: 8 },
            Op::Return { src: r(0) },
            Op::Rem {
                dst: r(6),
                a: r(3),
                b: r(4),
            },
            Op::Eq {
                dst: r(7),
                a: r(6),
                b: r(5),
            },
            Op::JumpIfNot {
                cond: r(7),
                target: 12,
            },
            Op::BitXor {
                dst: r(0),
                a: r(0),
                b: r(3),
            },
            Op::Add {
                dst: r(0),
                a: r(0),
                b: r(3),
            },
            Op::Jump { target: 5 },
        ],
    )]
}

/// Simple instructions only: moves, additions, comparisons, jumps.
fn simple(rounds: i32) -> Vec<Function> {
    vec![function(
        "main",
        0,
        6,
        vec![
            int(0, IntKind::I64, 0),
            int(1, IntKind::I64, rounds),
            int(2, IntKind::I64, 1),
            Op::Copy {
                dst: r(4),
                src: r(0),
            },
            Op::Add {
                dst: r(0),
                a: r(4),
                b: r(2),
            },
            Op::AddInt {
                dst: r(5),
                a: r(0),
                value: 7,
            },
            Op::Lt {
                dst: r(3),
                a: r(0),
                b: r(1),
            },
            Op::JumpIf {
                cond: r(3),
                target: 3,
            },
            Op::Return { src: r(0) },
        ],
    )]
}

/// The naive Fibonacci function.
fn calls(n: i32) -> Vec<Function> {
    vec![
        function(
            "main",
            0,
            2,
            vec![
                int(0, IntKind::I32, n),
                Op::Call {
                    dst: r(1),
                    function: FnId(1),
                    args: r(0),
                    argc: 1,
                },
                Op::Return { src: r(1) },
            ],
        ),
        function(
            "fib",
            1,
            5,
            vec![
                int(1, IntKind::I32, 2),
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
        ),
    ]
}

fn measure(name: &str, functions: Vec<Function>) {
    let program = Program {
        functions: functions.into_iter().map(Into::into).collect(),
        ..Program::empty()
    };
    let code = Code::new(program).expect("the program is well-formed");
    let mut heap = Heap::new(&code, 1 << 20);
    let mut vm = Vm::start(&code, &mut heap, Value::Fn(code.main), &[]);
    let start = Instant::now();
    let (halt, used) = vm.run(&code, &mut heap, u64::MAX);
    let seconds = start.elapsed().as_secs_f64();
    let Halt::Finished(value) = halt else {
        panic!("{name} ends with {halt:?}");
    };
    let millions = used as f64 / 1e6;
    println!(
        "{name:10} {millions:7.1} M instructions in {seconds:.3} s: {:6.1} M/s ({value:?})",
        millions / seconds
    );
}

fn main() {
    measure("simple", simple(20_000_000));
    measure("arithmetic", arithmetic(15_000_000));
    measure("calls", calls(30));
}
