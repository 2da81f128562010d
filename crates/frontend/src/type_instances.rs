//! Structs that exist once for each set of type arguments.
//!
//! `Display`, `Drop`, operators and `dyn Trait` find their method by the value's type at run time. Where such a method
//! needs the type arguments (`N`, `S::NAME`; `infer/instances.rs` says which do), a value is made with a type of its
//! own for its arguments, and that type's methods are the instances. Everything else (fields, patterns, hints) goes by
//! the declared type (`Program::declared_type`).

use interleave_program::{FnId, Map, MethodTarget, ShapeId, Symbol, TypeDef, TypeHint, TypeTag};

use crate::infer::Target;
use crate::names::{Callee, Def};
use crate::session::Session;

/// All of them.
#[derive(Default)]
pub struct TypeInstances {
    made: Vec<TypeInstance>,
    by_key: Map<String, ShapeId>,
    /// How many of `made` have asked for their methods.
    asked: usize,
}

struct TypeInstance {
    target: Target,
    declared: TypeTag,
    tag: TypeTag,
    /// Methods that are others than those of the declared type.
    methods: Vec<(Symbol, FnId)>,
}

/// Most of them in one program: types may grow with each call.
const MAX_TYPES: usize = 500;

impl Session<'_> {
    /// The shape of what the struct constructor at `used` makes, `declared` where its type arguments do not matter.
    pub fn shape_at(&mut self, used: u32, declared: ShapeId) -> ShapeId {
        match self.inferred.facts().calls.get(&used).cloned() {
            Some(target) => self.shape_of(target, declared),
            None => declared,
        }
    }

    /// The same for a value of the type that `hint` says.
    pub fn shape_of_hint(&mut self, hint: &TypeHint, declared: ShapeId) -> ShapeId {
        let inference = self.inference.as_ref();
        match inference.and_then(|inference| inference.type_of(hint)) {
            Some(target) => self.shape_of(target, declared),
            None => declared,
        }
    }

    fn shape_of(&mut self, target: Target, declared: ShapeId) -> ShapeId {
        let inference = self.inference.as_ref();
        let tag = self.program.shapes[declared.index()].tag;
        let is_needed = inference.is_some_and(|inference| inference.needs(target.at))
            && target.is_closed()
            && self.type_offsets.get(&target.at) == Some(&tag);
        if !is_needed {
            return declared;
        }
        let key = target.key();
        let known = self.type_instances.by_key.get(&key);
        if known.is_some() || self.type_instances.made.len() >= MAX_TYPES {
            return known.copied().unwrap_or(declared);
        }
        let shape = self.new_type_instance(tag, declared);
        self.type_instances.by_key.insert(key, shape);
        self.type_instances.made.push(TypeInstance {
            target,
            declared: tag,
            tag: self.program.shapes[shape.index()].tag,
            methods: Vec::new(),
        });
        shape
    }

    fn new_type_instance(&mut self, declared: TypeTag, shape: ShapeId) -> ShapeId {
        let program = &mut self.program;
        let tag = TypeTag::user(program.types.len());
        let mut layout = program.shapes[shape.index()].clone();
        layout.tag = tag;
        program.shapes.push(layout);
        let shape = ShapeId::from_index(program.shapes.len() - 1);
        let index = declared.user_index().expect("a struct of the program");
        program.types.push(TypeDef {
            shapes: vec![shape],
            instance_of: Some(declared),
            ..program.types[index].clone()
        });
        shape
    }

    /// Has the methods made of types that have not asked for theirs. Says whether there were any.
    pub fn ask_for_methods(&mut self) -> bool {
        let all = &mut self.type_instances;
        let Some(asking) = all.made.get(all.asked) else {
            return false;
        };
        all.asked += 1;
        let (target, declared, tag) = (asking.target.clone(), asking.declared, asking.tag);
        let place = all.asked - 1;
        let methods = self.program.methods.get(usize::from(declared.0));
        for (symbol, method) in methods.cloned().unwrap_or_default() {
            if let MethodTarget::Fn(open) = method.target
                && let Some(own) = self.method_instance(&target, open)
            {
                self.type_instances.made[place].methods.push((symbol, own));
            }
        }
        let index = tag.user_index().expect("a type of the program");
        if let Some(drop) = self.program.types[index].drop
            && let Some(own) = self.method_instance(&target, drop)
        {
            self.program.types[index].drop = Some(own);
        }
        true
    }

    /// What the method `open` is for the type `of`, when it needs its type arguments.
    fn method_instance(&mut self, of: &Target, open: FnId) -> Option<FnId> {
        let at = self.instances.declared_at(open)?;
        let target = self.inference.as_ref()?.method_of(of, at)?;
        match self.instance_of(at, target)? {
            Def::Callee(Callee::Fn(id)) => Some(id),
            _ => None,
        }
    }

    /// Gives each of these types its methods, once all methods are there.
    pub fn finish_type_instances(&mut self) {
        for own in std::mem::take(&mut self.type_instances.made) {
            let declared = self.program.methods.get(usize::from(own.declared.0));
            for (symbol, mut method) in declared.cloned().unwrap_or_default() {
                let changed = own.methods.iter().find(|(known, _)| *known == symbol);
                if let Some((_, id)) = changed {
                    method.target = MethodTarget::Fn(*id);
                }
                self.program.set_method(own.tag, symbol, method);
            }
        }
    }
}
