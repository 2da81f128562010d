//! Matches that surely leave something out (E0004): a variant that no arm without guard mentions, or literals without
//! a last arm for all the rest.

use interleave_program::Span;
use syn::Pat;

use super::body::Infer;
use super::bounds::Unmet;
use super::ty::{Node, Ty};
use crate::spans;

/// What an arm says of the matched value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// Anything at all.
    All,
    /// One of these variants or truth values, perhaps not all values of it.
    Names(Vec<String>),
    /// One of some literals.
    Literal,
    /// Something that is not looked into.
    Unknown,
}

/// A match to be looked at when types are known.
#[derive(Clone, Debug)]
pub(super) struct Match {
    at: Span,
    ty: Ty,
    arms: Vec<Says>,
}

impl Infer<'_, '_> {
    pub(super) fn note_match(&mut self, matched: &syn::ExprMatch, ty: Ty) {
        // An arm with a guard promises nothing.
        let arms = matched
            .arms
            .iter()
            .filter(|arm| !matches!(arm.pat, Pat::Guard(_)));
        let arms: Vec<Says> = arms.map(|arm| says(&arm.pat)).collect();
        if !matched.arms.is_empty() && !arms.contains(&Says::All) {
            self.matches.push(Match {
                at: spans::expr(&matched.expr),
                ty,
                arms,
            });
        }
    }

    /// Matches that leave something out.
    pub(super) fn left_out(&mut self) -> Vec<Unmet> {
        let matches = std::mem::take(&mut self.matches);
        matches
            .iter()
            .filter_map(|one| self.match_left_out(one))
            .collect()
    }

    fn match_left_out(&mut self, one: &Match) -> Option<Unmet> {
        if one.arms.contains(&Says::Unknown) {
            return None;
        }
        let ty = self.table.peel(one.ty);
        let missing = match self.variant_names(ty) {
            Some(names) => {
                let mut said = Vec::new();
                for arm in &one.arms {
                    let Says::Names(names) = arm else {
                        return None;
                    };
                    said.extend(names);
                }
                if said.iter().any(|name| !names.contains(name)) {
                    return None;
                }
                names.iter().find(|name| !said.contains(name))?.clone()
            }
            None => {
                let is_open = matches!(self.table.node(ty), Node::Char | Node::Str)
                    || self.table.is_number(ty);
                let all_literal = one.arms.iter().all(|arm| *arm == Says::Literal);
                (is_open && all_literal).then(|| "_".to_owned())?
            }
        };
        Some(Unmet {
            id: "E0004",
            at: one.at,
            message: format!("non-exhaustive patterns: `{missing}` not covered"),
            help: format!("add an arm for it: `{missing} => …`"),
        })
    }

    /// The names of the variants of a type; none when it is no enum, or when some may not exist.
    fn variant_names(&mut self, ty: Ty) -> Option<Vec<String>> {
        let std = self.world.scopes.std;
        let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        match self.table.node(ty) {
            Node::Bool => Some(names(["true", "false"])),
            Node::Adt(id, _) if id == std.option => Some(names(["None", "Some"])),
            Node::Adt(id, args) if id == std.result => {
                let error = args.get(1).map(|error| self.table.node(*error));
                let may_fail = match error {
                    Some(Node::Adt(id, _)) => self.std_name(id).is_some() || self.has_values(id),
                    Some(Node::Int(_) | Node::Ref(..) | Node::Tuple(_)) => true,
                    _ => false,
                };
                may_fail.then(|| names(["Ok", "Err"]))
            }
            Node::Adt(id, _) if self.std_name(id).is_none() => {
                let world = self.world;
                let variants = &world.adt(id).variants;
                let names = variants.iter().map(|(name, _)| name.clone());
                (!variants.is_empty()).then(|| names.collect())
            }
            _ => None,
        }
    }

    fn has_values(&self, id: super::sig::AdtId) -> bool {
        let adt = self.world.adt(id);
        !adt.variants.is_empty() || !adt.fields.is_empty()
    }
}

fn says(pat: &Pat) -> Says {
    let named = |path: &syn::Path| match path.segments.last() {
        Some(last) => Says::Names(vec![last.ident.to_string()]),
        None => Says::Unknown,
    };
    match pat {
        Pat::Wild(_) | Pat::Rest(_) => Says::All,
        Pat::Ident(ident) => match &ident.subpat {
            Some((_, sub)) => says(sub),
            None => {
                let name = ident.ident.to_string();
                match name.starts_with(char::is_uppercase) {
                    true => Says::Names(vec![name]),
                    false => Says::All,
                }
            }
        },
        Pat::Paren(pat) => says(&pat.pat),
        Pat::Reference(pat) => says(&pat.pat),
        Pat::Path(path) => named(&path.path),
        Pat::TupleStruct(pat) => named(&pat.path),
        Pat::Struct(pat) => named(&pat.path),
        Pat::Or(pat) => either(pat.cases.iter().map(says)),
        Pat::Lit(lit) => match &lit.lit {
            syn::Lit::Bool(value) => Says::Names(vec![value.value.to_string()]),
            _ => Says::Literal,
        },
        _ => Says::Unknown,
    }
}

fn either(cases: impl Iterator<Item = Says>) -> Says {
    let mut all = Vec::new();
    let mut is_literal = false;
    for case in cases {
        match case {
            Says::Names(names) => all.extend(names),
            Says::Literal => is_literal = true,
            other => return other,
        }
    }
    match (is_literal, all.is_empty()) {
        (true, true) => Says::Literal,
        (false, _) => Says::Names(all),
        _ => Says::Unknown,
    }
}
