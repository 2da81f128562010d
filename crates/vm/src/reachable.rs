//! A program without what it cannot reach: most of the prelude, for most programs.
//!
//! What is kept is found as in *rapid type analysis* (Bacon and Sweeney, 1996): a method stays when something that
//! stays calls its name, or the machine itself may, and its type is built in or one whose values something that stays
//! makes. Numbers of functions stay what they are, so that a run of the smaller program is the same run.

use interleave_program::{
    Const, FnId, Function, Kept, Method, MethodTarget, Native, Op, Program, SelfKind, ShapeId,
    Span, Symbol, SymbolTable, Sys, TypeHint, TypeTag,
};

use crate::code::Names;
use crate::library_types::{PANIC_HOOK, made_by_the_machine};

/// Functions of the prelude that natives find by the end of their names.
const FOUND_BY_NAME: [&str; 6] = [
    "by_own_equality",
    "by_own_order",
    "own_range",
    "fill_map",
    "fill_set",
    PANIC_HOOK,
];

/// The program without the bodies of functions that no run can call.
#[must_use]
pub fn reduced(program: &Program) -> Program {
    let reached = Reached::all(program);
    let mut reduced = program.clone();
    let gone = Kept::from(gone());
    for (function, is_kept) in reduced.functions.iter_mut().zip(&reached.functions) {
        if !is_kept {
            *function = gone.clone();
        }
    }
    let is_left = |(name, method): &(Symbol, Method)| reached.has(*name, *method);
    for methods in &mut reduced.methods {
        methods.retain(is_left);
    }
    reduced.blanket_methods.retain(is_left);
    reduced.symbols = reached.names();
    for (constant, is_used) in reduced.constants.iter_mut().zip(&reached.constants) {
        if !is_used {
            *constant = Const::Type(TypeHint::Unknown);
        }
    }
    for definition in &mut reduced.types {
        definition.drop = definition
            .drop
            .filter(|drop| reached.functions[drop.index()]);
    }
    reduced
}

/// What stands in the place of a function that is not there.
fn gone() -> Function {
    Function {
        name: String::new(),
        symbol: None,
        params: 0,
        self_kind: SelfKind::None,
        captures: 0,
        value_captures: 0,
        registers: 0,
        code: vec![Op::Unreachable],
        spans: vec![Span::NONE],
        is_prelude: true,
        locals: Vec::new(),
    }
}

struct Reached<'p> {
    program: &'p Program,
    /// By function, symbol and type tag: whether it may be called, is called, has values.
    functions: Vec<bool>,
    called: Vec<bool>,
    made: Vec<bool>,
    /// By constant: whether it is loaded.
    constants: Vec<bool>,
    /// Functions whose bodies are still to be looked at.
    open: Vec<FnId>,
}

/// What a program may do with how many share a value.
#[derive(Debug)]
pub(crate) struct CountFacts {
    /// Somebody asks for a count.
    pub looks: bool,
    /// Dropping something can be noticed: a `Drop`, the end of a channel, of a future.
    pub noise: bool,
    /// There are `async` bodies.
    pub coroutines: bool,
    /// By type tag: the prelude's own types, which change without telling.
    of_library: Vec<bool>,
}

impl CountFacts {
    /// Whether the prelude defines the type.
    pub fn is_of_library(&self, tag: TypeTag) -> bool {
        self.of_library
            .get(usize::from(tag.0))
            .copied()
            .unwrap_or(false)
    }
}

/// Natives whose answer tells how many share a value.
const LOOKS: [Native; 6] = [
    Native::CountedStrongCount,
    Native::CountedWeakCount,
    Native::CountedTryUnwrap,
    Native::CountedIntoInner,
    Native::CountedGetMut,
    Native::WeakUpgrade,
];

/// What the program, as far as it can be reached, does with counts.
pub(crate) fn count_facts(program: &Program) -> CountFacts {
    let reached = Reached::all(program);
    let functions = program.functions.iter().zip(&reached.functions);
    let ops = functions.filter(|(_, is_kept)| **is_kept);
    let ops = || ops.clone().flat_map(|(function, _)| &function.code);
    let constants = program.constants.iter().zip(&reached.constants);
    let constants = || constants.clone().filter(|it| *it.1).map(|it| it.0);
    let methods = || {
        let called = |name: &Symbol| reached.called[name.index()];
        let all = program.methods.iter().flatten();
        all.filter(move |it| called(&it.0)).map(|it| it.1.target)
    };
    let looks = |native: &Native| LOOKS.contains(native);
    let coroutines = ops().any(|op| matches!(op, Op::Coroutine { .. }));
    let drops = program.types.iter().filter_map(|it| it.drop);
    CountFacts {
        looks: ops().any(|op| matches!(op, Op::Native { native, .. } if looks(native)))
            || constants().any(|it| matches!(it, Const::Native(native) if looks(native)))
            || methods().any(|it| matches!(it, MethodTarget::Native(native) if looks(&native))),
        noise: coroutines
            || drops.into_iter().any(|it| reached.functions[it.index()])
            || ops().any(|op| matches!(op, Op::Sys { sys, .. } if *sys == Sys::ChannelNew))
            || constants().any(|it| matches!(it, Const::Sys(Sys::ChannelNew))),
        coroutines,
        of_library: (program.methods.iter())
            .map(|methods| {
                methods.iter().any(|(_, method)| match method.target {
                    MethodTarget::Fn(function) => program.functions[function.index()].is_prelude,
                    _ => false,
                })
            })
            .collect(),
    }
}

impl<'p> Reached<'p> {
    /// Everything that is reached.
    fn all(program: &'p Program) -> Self {
        let mut reached = Self::new(program);
        while let Some(function) = reached.open.pop() {
            reached.body(&program.functions[function.index()]);
        }
        reached
    }

    fn new(program: &'p Program) -> Self {
        let tags = usize::from(TypeTag::FIRST_USER.0) + program.types.len();
        let mut reached = Self {
            program,
            functions: vec![false; program.functions.len()],
            called: vec![false; program.symbols.len()],
            constants: vec![false; program.constants.len()],
            made: vec![false; tags.max(program.methods.len())],
            open: Vec::new(),
        };
        reached.made[..usize::from(TypeTag::FIRST_USER.0)].fill(true);
        reached.mark_what_the_machine_makes();
        for shape in made_by_the_machine(program) {
            reached.make(reached.tag_of(shape));
        }
        let names = Names::new(program);
        for name in names
            .all()
            .chain(["poll"].map(|name| program.symbols.get(name)))
        {
            reached.call(name);
        }
        reached.function(program.main);
        for item in &program.statics {
            reached.function(item.init);
        }
        for (at, function) in program.functions.iter().enumerate() {
            let is_found = |name: &&str| function.name.ends_with(*name);
            if !function.is_prelude || FOUND_BY_NAME.iter().any(is_found) {
                reached.function(FnId::from_index(at));
            }
        }
        reached
    }

    /// Types whose values no instruction makes are made by the machine, if by anyone; errors and entries of maps by
    /// both.
    fn mark_what_the_machine_makes(&mut self) {
        let mut is_made_here = vec![false; self.made.len()];
        for op in self.program.functions.iter().flat_map(|it| &it.code) {
            if let Op::Make { shape, .. } = op {
                is_made_here[self.tag_of(*shape)] = true;
            }
        }
        for (made, is_made_here) in self.made.iter_mut().zip(is_made_here) {
            *made |= !is_made_here;
        }
        let first = usize::from(TypeTag::FIRST_USER.0);
        for (made, definition) in self.made[first..].iter_mut().zip(&self.program.types) {
            *made |= definition.name.ends_with("Error") || definition.name.ends_with("Entry");
        }
    }

    fn tag_of(&self, shape: ShapeId) -> usize {
        usize::from(self.program.shapes[shape.index()].tag.0)
    }

    fn has(&self, name: Symbol, method: Method) -> bool {
        match method.target {
            MethodTarget::Fn(function) => self.functions[function.index()],
            MethodTarget::Native(_) | MethodTarget::Sys(_) => self.called[name.index()],
        }
    }

    /// The names, with a short one in the place of each that nobody asks for.
    fn names(&self) -> SymbolTable {
        let mut is_asked_for = self.called.clone();
        let shapes = self.program.shapes.iter().flat_map(|shape| &shape.fields);
        let functions = self.program.functions.iter().zip(&self.functions);
        let own = functions.filter(|(_, is_kept)| **is_kept);
        let own = own.filter_map(|(function, _)| function.symbol.as_ref());
        for symbol in shapes.chain(own) {
            is_asked_for[symbol.index()] = true;
        }
        let mut names = SymbolTable::default();
        // Every table begins with the names of tuples' fields.
        let first = names.len();
        for (at, is_asked_for) in is_asked_for.iter().enumerate() {
            match *is_asked_for || at < first {
                true => names.intern(self.program.symbols.name(Symbol::from_index(at))),
                // No name in Rust has a blank.
                false => names.intern(&format!(" {at:x}")),
            };
        }
        names
    }

    fn function(&mut self, function: FnId) {
        if !std::mem::replace(&mut self.functions[function.index()], true) {
            self.open.push(function);
        }
    }

    fn body(&mut self, function: &Function) {
        for op in &function.code {
            match *op {
                Op::Call { function, .. }
                | Op::Closure { function, .. }
                | Op::Coroutine { function, .. } => self.function(function),
                Op::CallMethod { method, .. } => self.call(Some(method)),
                Op::Make { shape, .. } => self.make(self.tag_of(shape)),
                Op::FormatStr { index, .. } => self.constants[index as usize] = true,
                Op::Const { index, .. } => {
                    let program = self.program;
                    self.constants[index as usize] = true;
                    self.constant(&program.constants[index as usize]);
                }
                _ => {}
            }
        }
    }

    fn constant(&mut self, constant: &Const) {
        match constant {
            Const::Fn(function) => self.function(*function),
            Const::Constructor(shape) => self.make(self.tag_of(*shape)),
            Const::Type(hint) => self.hint(hint),
            _ => {}
        }
    }

    /// Natives may make values of a type that they are told.
    fn hint(&mut self, hint: &TypeHint) {
        match hint {
            TypeHint::Named(tag, arguments) => {
                self.make(usize::from(tag.0));
                arguments.iter().for_each(|it| self.hint(it));
            }
            TypeHint::Tuple(elements) => elements.iter().for_each(|it| self.hint(it)),
            TypeHint::Unknown | TypeHint::Number(_) => {}
        }
    }

    fn make(&mut self, tag: usize) {
        if std::mem::replace(&mut self.made[tag], true) {
            return;
        }
        let program = self.program;
        let own = TypeTag(tag as u16).user_index();
        if let Some(drop) = own.and_then(|at| program.types[at].drop) {
            self.function(drop);
        }
        for (name, method) in program.methods.get(tag).into_iter().flatten() {
            if self.called[name.index()] {
                self.method(*method);
            }
        }
    }

    fn call(&mut self, name: Option<Symbol>) {
        let Some(name) = name else { return };
        if std::mem::replace(&mut self.called[name.index()], true) {
            return;
        }
        let program = self.program;
        for (tag, methods) in program.methods.iter().enumerate() {
            let named = methods.iter().filter(|(known, _)| *known == name);
            if self.made[tag] {
                named.for_each(|(_, method)| self.method(*method));
            }
        }
        let blanket = program.blanket_methods.iter();
        for (_, method) in blanket.filter(|(known, _)| *known == name) {
            self.method(*method);
        }
    }

    fn method(&mut self, method: Method) {
        if let MethodTarget::Fn(function) = method.target {
            self.function(function);
        }
    }
}
