//! Best-effort type inference: what type each literal has, what `collect` collects into.
//!
//! Unification over the syntax tree, in the manner of Hindley and Milner, with rustc's own rules where a
//! program can see them (integer fallback, default binding modes, closures that take their parameter types
//! from the callee's signature). `Unknown` unifies with everything, silently: inference never refuses a program.
//!
//! Absent on purpose: lifetimes, trait solving beyond lookup by name, and any error message.

mod anchor;
mod base;
mod body;
mod bounds;
mod call;
mod clash;
mod exhaustive;
mod expr;
mod facts;
mod finish;
mod instances;
mod kind;
mod layout;
mod lengths;
mod macros;
mod operands;
mod ops;
mod output;
mod path;
mod pattern;
mod project;
mod scope;
mod sig;
mod std_table;
mod streams;
mod twins;
mod ty;
mod type_names;
mod world;

#[cfg(test)]
mod tests;

use interleave_program::{Map, TypeTag};

pub use anchor::{anchor, operator};
pub use bounds::Unmet;
pub use call::ASKED;
pub use clash::Clash;
pub use facts::{Asked, Facts, Spawns, Step, Takes, Variable};
pub use instances::{Inference, Instance, ParamValue, Target};
pub use kind::{Kind, Reach};
pub use output::{Inferred, NumberKind};
pub(crate) use scope::ASYNC_CRATES;

/// Deepest nesting of expressions that is looked into; what is deeper is unknown.
const MAX_DEPTH: usize = 200;

/// Infers types in `file`. `tags` says which run-time tag each struct and enum of the file has, by the byte
/// offset at which the name in its declaration starts, `of_std` the same of types of std that the prelude declares,
/// by name; types without a tag come out as unknown.
#[must_use]
pub fn infer<'a>(
    file: &'a syn::File,
    tags: &Map<u32, TypeTag>,
    of_std: &[(String, TypeTag)],
) -> (Inferred, Inference<'a>) {
    let scopes = scope::Scopes::of(file, std_table::std());
    let mut world = world::World::new(scopes, tags, of_std);
    let mut inferred = Inferred::default();
    lengths::record(file, &mut inferred);
    let lengths = inferred.clone();
    let mut needs = instances::Needs::default();
    for job in &world.jobs {
        let mut infer = body::Infer::run(&world, job, &[]);
        needs.note(job, &mut infer);
        infer.finish(&mut inferred);
    }
    let needs = needs.closed(&world);
    world.of_bounds.clone_from(&inferred.facts().of_bounds);
    (inferred, Inference::new(world, needs, lengths))
}
