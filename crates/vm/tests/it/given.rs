//! Functions that give what a variant holds: done at once or instruction by instruction, they are the same.

use interleave_program::{FnId, IntKind, Method, MethodTarget, Op, SelfKind, ShapeId, TypeTag};
use interleave_vm::{Code, Halt, Heap, Value, VmBox};

use crate::assembler::{Assembler, r};

/// `make` puts a value into register 1; then `Some(it).unwrap()` and the end.
fn unwraps(make: Op) -> Code {
    let mut it = Assembler::new();
    let unwrap = it.program.symbols.intern("unwrap");
    let field = it.program.symbols.intern("0");
    it.function(
        "main",
        0,
        12,
        vec![
            make,
            Op::Make {
                dst: r(2),
                shape: ShapeId::SOME,
                args: r(1),
            },
            Op::RefLocal {
                dst: r(4),
                src: r(2),
            },
            Op::CallMethod {
                dst: r(3),
                method: unwrap,
                args: r(4),
                argc: 1,
            },
            Op::Drop { reg: r(2) },
            Op::Return { src: r(3) },
        ],
    );
    let code = vec![
        Op::RefLocal {
            dst: r(2),
            src: r(0),
        },
        Op::TestShape {
            dst: r(3),
            place: r(2),
            shape: ShapeId::SOME,
        },
        Op::JumpIfNot {
            cond: r(3),
            target: 11,
        },
        Op::Copy {
            dst: r(3),
            src: r(2),
        },
        Op::Bool {
            dst: r(4),
            value: false,
        },
        Op::PatPeel {
            place: r(3),
            mode: r(4),
        },
        Op::RefField {
            dst: r(5),
            base: r(3),
            field,
        },
        Op::Bind {
            dst: r(6),
            place: r(5),
            mode: r(4),
        },
        Op::Use {
            dst: r(1),
            src: r(6),
        },
        Op::Drop { reg: r(6) },
        Op::Jump { target: 12 },
        Op::Unreachable,
        Op::Return { src: r(1) },
    ];
    let function: FnId = it.function("Option::unwrap", 1, 7, code);
    let method = Method {
        target: MethodTarget::Fn(function),
        self_kind: SelfKind::Value,
    };
    it.program.set_method(TypeTag::OPTION, unwrap, method);
    let mut body = (*it.program.functions[function.index()]).clone();
    body.self_kind = SelfKind::Value;
    it.program.functions[function.index()] = body.into();
    it.code()
}

/// How it ends when it runs so many instructions at a time, how many it takes, and what is left in the heap.
fn ends(code: &Code, fuel: u64) -> (Value, u64, usize) {
    let mut heap = Heap::new(code, 1 << 20);
    let mut vm = VmBox::start(code, &mut heap, Value::Fn(code.main), &[]);
    let mut all = 0;
    loop {
        let (halt, used) = vm.run(code, &mut heap, fuel);
        all += used;
        match halt {
            Halt::Fuel => {}
            Halt::Finished(value) => {
                vm.teardown(&mut heap);
                return (value, all, heap.bytes());
            }
            other => panic!("the program ends with {other:?}"),
        }
    }
}

#[test]
fn at_once_is_as_step_by_step() {
    let makes = [
        Op::Int {
            dst: r(1),
            kind: IntKind::I32,
            value: 7,
        },
        Op::FormatNew { dst: r(1) },
        Op::Unit { dst: r(1) },
    ];
    for make in makes {
        let code = unwraps(make);
        let whole = ends(&code, 1_000);
        assert_eq!(whole.1, 18, "{make:?}");
        for fuel in [1, 3, 11, 15] {
            assert_eq!(ends(&code, fuel), whole, "{make:?} by {fuel}");
        }
    }
}
