//! Functions and constants that are lowered anew for each set of type arguments (`infer/instances.rs` says which).
//!
//! Of each there is the open version too, for calls whose arguments inference does not know and for methods found at
//! run time on values of such types (`type_instances.rs`). It stops the program where it would have to know them.

use interleave_program::{FnId, IntKind, Map, SelfKind, ShapeId, Span, TypeHint};

use crate::impls::Target as Owner;
use crate::infer::{Instance, ParamValue, Target};
use crate::lower::body::Context;
use crate::names::{Callee, ConstInfo, Def, TraitId, TypeId};
use crate::resolve::unraw;
use crate::session::{Job, Session};
use crate::spans;

/// What is lowered.
#[derive(Clone, Copy)]
pub enum Text<'a> {
    Fn(&'a syn::Signature, &'a syn::Block),
    Const(&'a syn::Expr),
}

/// A function or constant with type parameters, or a trait's default.
#[derive(Clone)]
pub struct Template<'a> {
    pub name: String,
    pub params: u8,
    pub self_kind: SelfKind,
    pub text: Text<'a>,
    pub context: Context,
    /// The type whose method it is; none for free functions and defaults.
    pub owner: Option<Owner>,
    /// The trait whose default it is.
    pub default_of: Option<TraitId>,
    /// What it is without arguments: the open version; none for defaults.
    pub open: Option<Def>,
}

/// All templates and what has been made of them.
#[derive(Default)]
pub struct Instances<'a> {
    templates: Map<u32, Template<'a>>,
    /// Where the functions are declared that have templates, and defaults of traits made for one type.
    declared: Map<FnId, u32>,
    made: Map<String, Def>,
    defaults: Map<TypeId, Derived<'a>>,
}

/// `#[derive(Default)]` of a type with parameters.
#[derive(Clone)]
pub struct Derived<'a> {
    pub name: String,
    pub shape: ShapeId,
    pub fields: Vec<&'a syn::Type>,
    pub context: Context,
}

impl Instances<'_> {
    /// Where the function is declared, when it can have instances.
    pub fn declared_at(&self, id: FnId) -> Option<u32> {
        self.declared.get(&id).copied()
    }

    /// Whether a type with parameters derives `Default`.
    pub fn derives_default(&self, id: TypeId) -> bool {
        self.defaults.contains_key(&id)
    }
}

/// Most instances of one program: types may grow with each call.
const MAX_INSTANCES: usize = 1000;

/// What type and const parameters stand for in an instance.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    pub types: Vec<(String, TypeHint)>,
    pub values: Vec<(String, ParamValue)>,
}

impl Arguments {
    /// The type that a parameter stands for.
    pub fn ty(&self, name: &str) -> Option<&TypeHint> {
        let mut types = self.types.iter().rev();
        types.find(|(known, _)| known == name).map(|(_, ty)| ty)
    }

    /// The value that a parameter stands for.
    pub fn value(&self, name: &str) -> Option<ParamValue> {
        let mut values = self.values.iter().rev();
        let found = values.find(|(known, _)| known == name);
        found.map(|(_, value)| *value)
    }
}

impl<'a> Session<'a> {
    /// Remembers what is declared as `ident`.
    pub fn add_template(&mut self, ident: &syn::Ident, template: Template<'a>) {
        if !self.is_prelude {
            let at = spans::of(ident.span()).start;
            if let Some(Def::Callee(Callee::Fn(id))) = template.open {
                self.note_declared(id, ident);
            }
            self.instances.templates.insert(at, template);
        }
    }

    /// Remembers that `id` is what is declared as `ident`, without its type arguments.
    pub fn note_declared(&mut self, id: FnId, ident: &syn::Ident) {
        let at = spans::of(ident.span()).start;
        self.instances.declared.insert(id, at);
    }

    /// What the program's function or constant used at `used` (where its name starts) is there: the instance for the
    /// types that inference found.
    pub fn instance_at(&mut self, used: u32) -> Option<Def> {
        if self.is_prelude {
            return None;
        }
        let target = self.inferred.facts().calls.get(&used)?.clone();
        self.instance_of(used, target)
    }

    /// The instance of `default` that makes a value of the type that `hint` says.
    pub fn instance_of_default(&mut self, hint: &TypeHint) -> Option<Def> {
        let target = self.inference.as_ref()?.function_of(hint, "default")?;
        self.instance_of(target.at, target)
    }

    pub fn instance_of(&mut self, used: u32, target: Target) -> Option<Def> {
        let needs = self.inference.as_ref()?.needs(target.at);
        if !needs || !target.is_closed() {
            return None;
        }
        let template = self.instances.templates.get(&target.at)?.clone();
        let key = target.key();
        if let Some(known) = self.instances.made.get(&key) {
            return Some(*known);
        }
        if self.instances.made.len() >= MAX_INSTANCES {
            let span = Span::new(used, used + 1);
            self.unsupported(
                "generic-depth",
                span,
                "a generic function that calls itself with ever larger types",
                "put the inner value into a `Box<dyn Trait>`",
            );
            return None;
        }
        let id = self.reserve(&template.name, template.params, template.self_kind);
        let def = match template.text {
            Text::Fn(..) => Def::Callee(Callee::Fn(id)),
            Text::Const(_) => {
                self.names.consts.push(ConstInfo::Function(id));
                Def::Const(self.names.consts.len() - 1)
            }
        };
        self.instances.made.insert(key, def);
        self.enter_instance(id, template, &target);
        Some(def)
    }

    /// Remembers a derived `Default`, to be lowered for each set of arguments.
    pub fn add_derived(&mut self, id: TypeId, derived: Derived<'a>) {
        if !derived.context.type_params.is_empty() && !self.is_prelude {
            self.instances.defaults.insert(id, derived);
        }
    }

    /// The function that makes the default value of a type of the program with these arguments.
    pub fn default_instance(&mut self, id: TypeId, args: &[TypeHint]) -> Option<FnId> {
        let derived = self.instances.defaults.get(&id)?.clone();
        let key = format!("default {id} {args:?}");
        if let Some(Def::Callee(Callee::Fn(known))) = self.instances.made.get(&key) {
            return Some(*known);
        }
        let Derived {
            name,
            shape,
            fields,
            mut context,
        } = derived;
        let mut arguments = Arguments::default();
        for (name, arg) in context.type_params.iter().zip(args) {
            match arg {
                TypeHint::Number(value) => {
                    let value = ParamValue::Int(IntKind::Usize, *value);
                    arguments.values.push((name.clone(), value));
                }
                hint => arguments.types.push((name.clone(), hint.clone())),
            }
        }
        context.arguments = Some(arguments);
        let tag = self.names.types[id].tag;
        let shape = self.shape_of_hint(&TypeHint::Named(tag, args.to_vec()), shape);
        let function = self.reserve(&name, 0, SelfKind::None);
        let def = Def::Callee(Callee::Fn(function));
        self.instances.made.insert(key, def);
        self.jobs.push_back(Job::DeriveDefault {
            id: function,
            name,
            shape,
            fields,
            context,
        });
        Some(function)
    }

    fn enter_instance(&mut self, id: FnId, mut template: Template<'a>, target: &Target) {
        let Some(inference) = &mut self.inference else {
            return;
        };
        let Some(instance) = inference.instance(target, &self.type_offsets) else {
            return;
        };
        let Instance {
            inferred,
            types,
            values,
            self_hint,
        } = instance;
        let own = self.hinted_type(&self_hint);
        let context = &mut template.context;
        context.self_type = context.self_type.or(own);
        context.arguments = Some(Arguments { types, values });
        if template.self_kind != SelfKind::None {
            let owner = match (template.owner, own) {
                (Some(owner), _) => owner,
                (None, Some(own)) => Owner::Type(own),
                (None, None) => Owner::Blanket,
            };
            let symbol = instance_symbol(id);
            self.place_method(owner, &symbol, id, template.self_kind, None);
        }
        self.jobs.push_back(Job::Instance {
            id,
            template: Box::new(template),
            inferred: Box::new(inferred),
        });
    }

    /// The name under which a method call finds its instance.
    pub fn instance_method(&mut self, name: String, span: Span) -> String {
        match self.instance_at(span.start) {
            Some(Def::Callee(Callee::Fn(id))) => instance_symbol(id),
            _ => name,
        }
    }

    /// Whether a path means a function as it is for certain type arguments.
    pub fn is_instance_at(&mut self, path: &syn::Path) -> bool {
        let last = path.segments.last();
        last.is_some_and(|last| {
            let used = spans::of(last.ident.span()).start;
            self.instance_at(used).is_some()
        })
    }

    /// What a path means that begins with a type parameter, `Self` or `<T as Trait>` in an instance: inference knows.
    pub fn used_item(&mut self, path: &syn::Path) -> Option<Def> {
        let last = path.segments.last()?;
        let used = spans::of(last.ident.span()).start;
        if let Some(instance) = self.instance_at(used) {
            return Some(instance);
        }
        let context = &self.stack.last()?.context;
        let first = unraw(&path.segments.first()?.ident);
        let is_own = first == "Self" || context.type_params.contains(&first);
        if self.is_prelude || context.arguments.is_none() || !is_own {
            return None;
        }
        let self_type = context.self_type;
        let at = self.inferred.facts().calls.get(&used).map(|call| call.at);
        let template = at.and_then(|at| self.instances.templates.get(&at));
        if let Some(open) = template.and_then(|template| template.open) {
            return Some(open);
        }
        let default_of = template.and_then(|template| template.default_of);
        let of = default_of.or_else(|| self.trait_declaring(used));
        let base = match first.as_str() {
            "Self" if path.segments.len() == 2 => self_type,
            _ => {
                let hint = self.parameter_hint(path)?;
                self.hinted_type(&hint)
            }
        };
        let name = unraw(&last.ident);
        self.trait_item(base?, of, &name)
    }

    /// The type that a hint names.
    pub fn hinted_type(&self, hint: &TypeHint) -> Option<usize> {
        match hint {
            TypeHint::Named(tag, _) => self.names.type_of_tag(*tag),
            TypeHint::Tuple(parts) => self.names.type_of_tag(match parts.is_empty() {
                true => interleave_program::TypeTag::UNIT,
                false => interleave_program::TypeTag::TUPLE,
            }),
            TypeHint::Unknown | TypeHint::Number(_) => None,
        }
    }

    /// Lowers one instance, by what was inferred of it.
    pub fn lower_instance(
        &mut self,
        id: FnId,
        template: Template<'a>,
        inferred: crate::infer::Inferred,
    ) {
        let outer = std::mem::replace(&mut self.inferred, inferred);
        let Template {
            name,
            text,
            context,
            ..
        } = template;
        match text {
            Text::Fn(sig, block) => self.lower_fn(id, name, sig, block, context),
            Text::Const(expr) => self.lower_init(id, name, expr, context),
        }
        self.inferred = outer;
    }

    /// Whether the body being lowered is the open version of one that has instances, or an instance of whose
    /// arguments some are unknown: what it cannot know stops the program when it gets there.
    pub fn is_open(&self) -> bool {
        let Some(body) = self.stack.last() else {
            return false;
        };
        let context = &body.context;
        let needs = |at: u32| {
            let inference = self.inference.as_ref();
            inference.is_some_and(|inference| inference.needs(at))
        };
        let is_unknown = |arguments: &Arguments| {
            let mut params = context.type_params.iter();
            let is_known = |ty: &TypeHint| *ty != TypeHint::Unknown;
            params.any(|name| {
                !arguments.ty(name).is_some_and(is_known) && arguments.value(name).is_none()
            })
        };
        context.arguments.as_ref().is_none_or(is_unknown)
            && (context.is_derived || context.declared_at.is_some_and(needs))
    }
}

fn instance_symbol(id: FnId) -> String {
    format!("instance#{}", id.index())
}
