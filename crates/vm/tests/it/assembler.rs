//! Programs written by hand in bytecode, and running them to their end.

use interleave_program::{
    Const, FnId, FormatId, FormatSpec, Function, Op, Program, Reg, SelfKind, Shape, ShapeId,
    ShapeKind, Span, Sys, TypeDef, TypeTag,
};
use interleave_vm::{Code, Halt, Heap, Value, VmBox};

/// Builds a program function by function.
pub struct Assembler {
    pub program: Program,
}

impl Assembler {
    pub fn new() -> Self {
        Self {
            program: Program::empty(),
        }
    }

    /// A function; the first one is `main`.
    pub fn function(&mut self, name: &str, params: u8, registers: u16, code: Vec<Op>) -> FnId {
        self.closure(name, params, 0, registers, code)
    }

    /// A closure with captured variables.
    pub fn closure(
        &mut self,
        name: &str,
        params: u8,
        captures: u16,
        registers: u16,
        code: Vec<Op>,
    ) -> FnId {
        let id = FnId::from_index(self.program.functions.len());
        self.program.functions.push(
            Function {
                name: name.to_owned(),
                symbol: None,
                params,
                self_kind: SelfKind::None,
                captures,
                value_captures: u64::MAX,
                registers,
                spans: (0..code.len() as u32)
                    .map(|at| Span::new(at, at + 1))
                    .collect(),
                code,
                is_prelude: false,
                locals: Vec::new(),
            }
            .into(),
        );
        id
    }

    /// A string constant.
    pub fn text(&mut self, text: &str) -> u32 {
        self.constant(Const::Str(text.to_owned()))
    }

    pub fn constant(&mut self, constant: Const) -> u32 {
        self.program.constants.push(constant);
        self.program.constants.len() as u32 - 1
    }

    pub fn format(&mut self, spec: FormatSpec) -> FormatId {
        self.program.formats.push(spec);
        FormatId::from_index(self.program.formats.len() - 1)
    }

    /// A struct type with these fields.
    pub fn structure(
        &mut self,
        name: &str,
        fields: &[&str],
        drop: Option<FnId>,
        derives: &[&str],
    ) -> ShapeId {
        let shape = ShapeId::from_index(self.program.shapes.len());
        let tag = TypeTag::user(self.program.types.len());
        let fields = fields
            .iter()
            .map(|it| self.program.symbols.intern(it))
            .collect::<Vec<_>>();
        self.program.shapes.push(Shape {
            tag,
            variant: 0,
            name: name.to_owned(),
            kind: if fields.is_empty() {
                ShapeKind::Unit
            } else {
                ShapeKind::Named
            },
            fields,
            discriminant: 0,
        });
        self.program.types.push(TypeDef {
            name: name.to_owned(),
            shapes: vec![shape],
            is_copy: derives.contains(&"Copy"),
            number: interleave_program::IntKind::Isize,
            drop,
            derives: derives.iter().map(|it| (*it).to_owned()).collect(),
            instance_of: None,
        });
        shape
    }

    pub fn code(self) -> Code {
        Code::new(self.program).expect("the program is well-formed")
    }
}

pub fn r(index: u16) -> Reg {
    Reg(index)
}

/// A run to the end: every syscall is answered by `answer`.
pub struct Run {
    pub end: Halt,
    pub heap: Heap,
    pub code: Code,
    pub calls: Vec<(Sys, Vec<Value>)>,
    pub panic: Option<String>,
}

/// Runs `main` to its end. Syscalls are written down and answered with `()`, guards are freed.
pub fn run(assembler: Assembler) -> Run {
    let code = assembler.code();
    let mut heap = Heap::new(&code, 1 << 30);
    let mut vm = VmBox::start(&code, &mut heap, Value::Fn(code.main), &[]);
    let mut calls = Vec::new();
    let mut panic = None;
    loop {
        let (halt, used) = vm.run(&code, &mut heap, 1_000_000_000);
        assert!(used <= 1_000_000_000);
        match halt {
            Halt::Sys {
                sys: Sys::PanicBegan,
                args,
            } => {
                panic = heap.take_string(&code, args[0]);
                vm.resume_with(&mut heap, Value::Unit);
            }
            Halt::Sys { sys, args } => {
                calls.push((sys, args.to_vec()));
                let answer = match sys {
                    Sys::MutexNew => heap
                        .alloc_sync(TypeTag::MUTEX, 7, Some(args[0]))
                        .expect("room"),
                    Sys::MutexLock => {
                        let (object, _) = heap.sync_of(args[0]).expect("a mutex");
                        let guard = heap
                            .alloc_guard(TypeTag::MUTEX_GUARD, object)
                            .expect("room");
                        heap.ok(guard).expect("room")
                    }
                    Sys::MutexUnlock | Sys::SyncDrop => {
                        if let Value::Own(id) = args[0] {
                            heap.free(id);
                        }
                        Value::Unit
                    }
                    _ => Value::Unit,
                };
                vm.resume_with(&mut heap, answer);
            }
            end => {
                vm.teardown(&mut heap);
                return Run {
                    end,
                    heap,
                    code,
                    calls,
                    panic,
                };
            }
        }
    }
}

impl Run {
    /// The text that the program ended with.
    pub fn text(&mut self) -> String {
        match self.end {
            Halt::Finished(value) => self.heap.take_string(&self.code, value).expect("a text"),
            ref other => panic!("the program ends with {other:?}, panic {:?}", self.panic),
        }
    }

    /// The integer that the program ended with.
    pub fn int(&self) -> i128 {
        match self.end {
            Halt::Finished(value) => self.heap.read_int(value).expect("an integer").1,
            ref other => panic!("the program ends with {other:?}, panic {:?}", self.panic),
        }
    }
}
