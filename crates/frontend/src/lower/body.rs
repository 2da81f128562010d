//! A function body being written: instructions with spans, registers as a stack, scopes, loops, captures.

use interleave_program::{FnId, Op, Reg, ShapeId, Span, Symbol};

use crate::instances::Arguments;
use crate::names::{ModuleId, TypeId};

/// What a local name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Var {
    /// A register of this body.
    Local(Reg),
    /// A captured variable of the closure.
    Capture(u16),
}

/// A name in scope.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub reg: Reg,
    /// Declared as something that is called by value: a parameter bound by `FnOnce`.
    pub is_fn_once: bool,
}

/// A block's names, and the module of its own items.
#[derive(Debug, Default)]
pub struct NameScope {
    /// In order of declaration; later ones shadow earlier ones.
    pub bindings: Vec<Binding>,
    /// The module of the block's items, when it has some.
    pub module: Option<ModuleId>,
}

/// What `break` and `continue` need to know about a loop or labelled block.
#[derive(Debug)]
pub struct LoopFrame {
    /// `'outer`
    pub label: Option<String>,
    /// Where the value of `break` goes.
    pub dst: Option<Reg>,
    /// Registers from here on are dropped on the way out.
    pub mark: u16,
    /// Jumps to be sent to the end.
    pub breaks: Vec<usize>,
    /// Jumps to be sent to the next round.
    pub continues: Vec<usize>,
    /// Not a loop: only a labelled `break` leaves it.
    pub is_block: bool,
}

/// A variable that a closure captures.
#[derive(Clone, Debug)]
pub struct Captured {
    /// Its name.
    pub name: String,
    /// What it is in the body around the closure.
    pub outer: Var,
    /// The closure uses it by value somewhere.
    pub by_value: bool,
    /// See [`Binding::is_fn_once`].
    pub is_fn_once: bool,
    /// It is surely taken by value, and no value of its type is `Copy`.
    pub moves: bool,
    /// A shared reference, which is captured by copying it, also without `move`.
    pub copies: bool,
    /// Only this place in the variable is captured, by value.
    pub part: Option<Part>,
}

/// A place in a variable: fields of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where the variable is declared.
    pub declared: u32,
    /// Fields, outermost first.
    pub fields: Vec<Symbol>,
}

/// What `?` does with an error on its way out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorTarget {
    /// Leaves it as it is.
    #[default]
    Same,
    /// Converts it to this type of the program with its `From` implementations.
    Type(TypeId),
}

/// What stays the same all over one function.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Where names are looked up.
    pub module: ModuleId,
    /// `Self`.
    pub self_type: Option<TypeId>,
    /// The trait whose default method this is.
    pub self_trait: Option<usize>,
    /// Type and const parameters in scope.
    pub type_params: Vec<String>,
    /// Names of generic parameters bounded by `FnOnce`.
    pub fn_once_params: Vec<String>,
    /// Associated types of the implementation around it.
    pub associated_types: Vec<(String, TypeId)>,
    /// What `?` converts errors to.
    pub error_target: ErrorTarget,
    /// Where the function's name is written, when it has type parameters.
    pub declared_at: Option<u32>,
    /// This is the derived `Default` of a type with parameters.
    pub is_derived: bool,
    /// What the type parameters stand for, in an instance.
    pub arguments: Option<Arguments>,
}

impl Context {
    /// `Self::name`
    pub fn associated_type(&self, name: &str) -> Option<TypeId> {
        let mut known = self.associated_types.iter();
        let (_, id) = known.find(|(known, _)| known == name)?;
        Some(*id)
    }
}

/// A body being written.
#[derive(Debug)]
pub struct Body {
    pub function: FnId,
    pub name: String,
    pub context: Context,
    pub code: Vec<Op>,
    pub spans: Vec<Span>,
    /// For each live register: whether it may hold something to drop.
    owns: Vec<bool>,
    /// For each live register: whether it outlives the statement it was made in.
    kept: Vec<bool>,
    most_registers: u16,
    pub scopes: Vec<NameScope>,
    pub loops: Vec<LoopFrame>,
    pub captures: Vec<Captured>,
    pub is_closure: bool,
    pub is_move: bool,
    pub is_async: bool,
    /// How many `unsafe` blocks are open here, an `unsafe fn` counted too.
    pub unsafe_blocks: u32,
    pub locals: Vec<(u16, String)>,
    /// Span for the instructions being emitted.
    pub span: Span,
    /// Too many registers were asked for.
    pub overflow: bool,
    /// Name for what calls create here: the innermost `let`'s or field's.
    pub label: Option<String>,
    /// Variables that alternatives of a pattern share.
    pub shared: Vec<(String, Reg)>,
}

impl Body {
    /// An empty body of `function`.
    pub fn new(function: FnId, name: String, context: Context) -> Self {
        Self {
            function,
            name,
            context,
            code: Vec::new(),
            spans: Vec::new(),
            owns: Vec::new(),
            kept: Vec::new(),
            most_registers: 0,
            scopes: vec![NameScope::default()],
            loops: Vec::new(),
            captures: Vec::new(),
            is_closure: false,
            is_move: false,
            is_async: false,
            unsafe_blocks: 0,
            locals: Vec::new(),
            span: Span::NONE,
            overflow: false,
            label: None,
            shared: Vec::new(),
        }
    }

    /// Appends an instruction with the current span; returns its index.
    pub fn emit(&mut self, op: Op) -> usize {
        self.code.push(op);
        self.spans.push(self.span);
        self.code.len() - 1
    }

    /// Index of the next instruction.
    pub fn here(&self) -> u32 {
        self.code.len() as u32
    }

    /// Sends the jump at `index` to the next instruction.
    pub fn land(&mut self, index: usize) {
        let here = self.here();
        self.land_at(index, here);
    }

    /// Sends the jump at `index` to `to`.
    pub fn land_at(&mut self, index: usize, to: u32) {
        match &mut self.code[index] {
            Op::Jump { target } | Op::JumpIf { target, .. } | Op::JumpIfNot { target, .. } => {
                *target = to;
            }
            other => unreachable!("only jumps are landed, not {other:?}"),
        }
    }

    /// Sends all jumps of `indices` to the next instruction.
    pub fn land_all(&mut self, indices: &[usize]) {
        for index in indices {
            self.land(*index);
        }
    }

    /// A jump to be landed later.
    pub fn jump(&mut self) -> usize {
        self.emit(Op::Jump { target: 0 })
    }

    /// A register that may come to hold something to drop.
    pub fn alloc(&mut self) -> Reg {
        self.push_register(true)
    }

    /// A register that only ever holds numbers, places and the like.
    pub fn scratch(&mut self) -> Reg {
        self.push_register(false)
    }

    fn push_register(&mut self, owns: bool) -> Reg {
        let index = self.owns.len();
        self.owns.push(owns);
        self.kept.push(false);
        if index >= usize::from(u16::MAX) - 300 {
            self.overflow = true;
            self.owns.pop();
            self.kept.pop();
            return Reg(0);
        }
        self.most_registers = self.most_registers.max(index as u16 + 1);
        Reg(index as u16)
    }

    /// `count` registers in a row.
    pub fn alloc_row(&mut self, count: usize) -> Reg {
        let first = Reg(self.mark());
        for _ in 0..count {
            self.alloc();
        }
        first
    }

    /// Number of live registers: what is allocated from here on is above.
    pub fn mark(&self) -> u16 {
        self.owns.len() as u16
    }

    /// Says that a register holds nothing to drop after all.
    pub fn set_plain(&mut self, reg: Reg) {
        if let Some(owns) = self.owns.get_mut(usize::from(reg.0)) {
            *owns = false;
        }
    }

    /// Makes a register outlive the statement being lowered.
    pub fn keep(&mut self, reg: Reg) {
        if let Some(kept) = self.kept.get_mut(usize::from(reg.0)) {
            *kept = true;
        }
    }

    /// Gives registers from `mark` on back without dropping: they are known to be empty or plain.
    pub fn release(&mut self, mark: u16) {
        self.owns.truncate(usize::from(mark));
        self.kept.truncate(usize::from(mark));
    }

    /// Drops what registers from `mark` on hold, last first; they stay allocated.
    pub fn drop_from(&mut self, mark: u16) {
        for index in (usize::from(mark)..self.owns.len()).rev() {
            if self.owns[index] {
                self.emit(Op::Drop {
                    reg: Reg(index as u16),
                });
            }
        }
    }

    /// Ends a scope: drops registers from `mark` on and gives them back.
    pub fn close(&mut self, mark: u16) {
        self.drop_from(mark);
        self.release(mark);
    }

    /// Ends a statement's temporaries from `mark` on; kept registers stay, with all below them.
    pub fn close_temporaries(&mut self, mark: u16) {
        let mut top = usize::from(mark);
        for index in (usize::from(mark)..self.owns.len()).rev() {
            if self.kept[index] {
                top = top.max(index + 1);
            } else if self.owns[index] {
                self.emit(Op::Drop {
                    reg: Reg(index as u16),
                });
                self.owns[index] = false;
            }
        }
        self.release(top as u16);
    }

    /// Registers from `mark` on that may hold something to drop, in order of allocation.
    pub fn owned_from(&self, mark: u16) -> Vec<Reg> {
        (mark..self.mark())
            .filter(|index| self.owns[usize::from(*index)])
            .map(Reg)
            .collect()
    }

    /// Size of the frame.
    pub fn registers(&self) -> u16 {
        self.most_registers
    }

    /// Declares the variable `name` in the innermost scope.
    pub fn declare(&mut self, name: &str, reg: Reg) {
        self.locals.push((reg.0, name.to_owned()));
        if let Some(scope) = self.scopes.last_mut() {
            scope.bindings.push(Binding {
                name: name.to_owned(),
                reg,
                is_fn_once: false,
            });
        }
    }

    /// The innermost variable `name` of this body itself.
    pub fn find(&self, name: &str) -> Option<&Binding> {
        self.scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.bindings.iter().rev())
            .find(|binding| binding.name == name)
    }

    /// The module in which names are looked up at this point.
    pub fn module(&self) -> ModuleId {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| scope.module)
            .unwrap_or(self.context.module)
    }

    /// Emits a composite from a row of registers.
    pub fn make(&mut self, dst: Reg, shape: ShapeId, args: Reg) {
        self.emit(Op::Make { dst, shape, args });
    }
}
