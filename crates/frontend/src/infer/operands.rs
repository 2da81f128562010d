//! Operands that surely have not got the operator: arithmetic and comparison (E0369, E0368, E0277), `-` and `!`
//! (E0600), `*` (E0614), an index (E0608, E0277), a field (E0609, E0610), a call (E0618), a copy by `clone` (E0599), `as char` (E0604).
//!
//! Noted while a body is inferred and looked at when all types are known. Silent about whatever is not.

use interleave_program::{IntKind, Span};

use super::base::Head;
use super::body::Infer;
use super::bounds::Unmet;
use super::sig::Bound;
use super::ty::{Node, Ty, VarKind};

/// What is done with an operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Act {
    /// An operator's method, with the other operand.
    Binary(&'static str, Ty),
    Neg,
    Not,
    Deref,
    Index(Ty),
    /// A field of a tuple by its number, or any field.
    Field(Option<usize>),
    Call,
    Clone,
    /// `as char`
    ToChar,
}

/// An operand.
pub(super) struct Operand {
    at: Span,
    ty: Ty,
    act: Act,
}

/// Types of std that no operator of std takes on the left.
const WITHOUT_ARITHMETIC: &[&str] = &[
    "Arc", "Box", "Cell", "Future", "HashMap", "Mutex", "Option", "Rc", "RefCell", "Result", "Vec",
    "VecDeque",
];

/// Bounds from which neither arithmetic nor order follows.
const SILENT: &[&str] = &[
    "Clone", "Debug", "Default", "Display", "Hash", "Send", "Sized", "Sync",
];

impl Infer<'_, '_> {
    pub(super) fn note_operand(&mut self, at: Span, ty: Ty, act: Act) {
        self.operands.push(Operand { at, ty, act });
    }

    /// Everything noted that surely does not work.
    pub(super) fn unfit(&mut self) -> Vec<Unmet> {
        let operands = std::mem::take(&mut self.operands);
        operands
            .iter()
            .filter_map(|operand| {
                let (id, message, help) = self.unfit_operand(operand)?;
                Some(Unmet {
                    id,
                    at: operand.at,
                    message,
                    help: help.to_owned(),
                })
            })
            .collect()
    }

    fn unfit_operand(&mut self, operand: &Operand) -> Option<(&'static str, String, &'static str)> {
        let ty = operand.ty;
        let peeled = self.table.peel(ty);
        let name = self.name_of(peeled, 0);
        Some(match operand.act {
            Act::Binary(method, other) => {
                let (id, help) = self.unfit_binary(method, peeled, other)?;
                let sign = sign_of(method);
                let other = self.table.peel(other);
                let other = self.name_of(other, 0);
                (
                    id,
                    format!("no implementation for `{name} {sign} {other}`"),
                    help,
                )
            }
            Act::Neg | Act::Not => {
                let lacks = match self.table.node(peeled) {
                    Node::Str => true,
                    Node::Int(kind) => operand.act == Act::Neg && !kind.is_signed(),
                    Node::F32 | Node::F64 => operand.act == Act::Not,
                    Node::Bool => operand.act == Act::Neg,
                    _ => self.lacks_operator(peeled, method_of(operand.act)),
                };
                let sign = if operand.act == Act::Neg { "-" } else { "!" };
                let message = format!("cannot apply unary operator `{sign}` to type `{name}`");
                lacks.then_some(("E0600", message, "this type has no such operator"))?
            }
            Act::Deref => {
                let lacks = self.is_plain_value(ty) || self.is_own_without(ty, &["Deref"]);
                let message = format!("type `{name}` cannot be dereferenced");
                lacks.then_some(("E0614", message, "it is no reference: leave the `*` out"))?
            }
            Act::Index(by) => self.unfit_index(peeled, by, &name)?,
            Act::Field(number) => match (self.table.node(peeled), number) {
                (Node::Tuple(parts), Some(number)) if number >= parts.len() => {
                    let message = format!("no field `{number}` on type `{name}`");
                    (
                        "E0609",
                        message,
                        "the fields of a tuple are numbered from 0",
                    )
                }
                _ if self.is_plain_value(ty) => {
                    let message = format!("`{name}` is a primitive type and has no fields");
                    ("E0610", message, "only structs and tuples have fields")
                }
                _ => return None,
            },
            Act::Call => {
                let lacks = self.is_plain_value(ty);
                let message = format!("expected function, found `{name}`");
                lacks.then_some((
                    "E0618",
                    message,
                    "only functions and closures can be called",
                ))?
            }
            Act::ToChar => {
                let is_other = |kind| kind != IntKind::U8 && kind != IntKind::Any;
                let lacks = matches!(self.table.node(ty), Node::Int(kind) if is_other(kind));
                let message = format!("only `u8` can be cast as `char`, not `{name}`");
                lacks.then_some(("E0604", message, "write `char::from_u32(…)`"))?
            }
            Act::Clone => {
                let lacks =
                    self.is_own_without(ty, &["Clone", "Deref"]) && !self.is_own_name(ty, "clone");
                let message = format!("no method named `clone` found for `{name}`");
                lacks.then_some(("E0599", message, "write `#[derive(Clone)]` above the type"))?
            }
        })
    }

    fn unfit_binary(
        &mut self,
        method: &'static str,
        left: Ty,
        right: Ty,
    ) -> Option<(&'static str, &'static str)> {
        let right = self.table.peel(right);
        let is_compare = matches!(method, "eq" | "partial_cmp");
        let id = match method.ends_with("_assign") {
            true => "E0368",
            false => "E0369",
        };
        match self.table.node(left) {
            Node::Int(_) | Node::F32 | Node::F64 if !is_compare => {
                let is_odd = match self.table.node(right) {
                    Node::Str => true,
                    Node::Adt(id, _) => {
                        let string = id == self.world.scopes.std.string;
                        let known = self.std_name(id);
                        string || known.is_some_and(|name| WITHOUT_ARITHMETIC.contains(&name))
                    }
                    _ => false,
                };
                let own = self.heads(left);
                let mut own = own.into_iter();
                let is_own = own.any(|head| !self.world.functions_of(head, method).is_empty());
                (is_odd && !is_own)
                    .then_some(("E0277", "convert one of them, or take the value out"))
            }
            Node::Str | Node::Bool | Node::Char if !is_compare => {
                let is_bits = method.starts_with("bit");
                let is_text = matches!(self.table.node(left), Node::Str);
                let help = match is_text {
                    true => "join them with `format!`, or make a `String` of the left one",
                    false => "convert them to numbers with `as`",
                };
                (is_text || !is_bits).then_some((id, help))
            }
            Node::Adt(adt, _) => {
                let lacks = match self.std_name(adt) {
                    Some(name) => {
                        !is_compare
                            && WITHOUT_ARITHMETIC.contains(&name)
                            && self.world.functions_of(Head::Adt(adt), method).is_empty()
                    }
                    None => self.lacks_operator(left, method),
                };
                let help = match is_compare {
                    true => "derive `PartialEq` (and `PartialOrd`) for the type",
                    false => "implement the operator's trait of `std::ops` for the type",
                };
                lacks.then_some((id, help))
            }
            Node::Param(index) => {
                let lacks = self.is_without_operators(index, is_compare);
                lacks.then_some((
                    id,
                    "add the operator's trait as a bound of the type parameter",
                ))
            }
            _ => None,
        }
    }

    /// Whether it is one of the program's types, and has no such method from any trait.
    fn lacks_operator(&mut self, ty: Ty, method: &str) -> bool {
        let Node::Adt(id, _) = self.table.node(ty) else {
            return false;
        };
        let traits: &[&str] = match method {
            "eq" => &["PartialEq"],
            "partial_cmp" => &["PartialOrd"],
            _ => &[],
        };
        let has = |trait_name: &str| self.world.adt(id).traits.iter().any(|it| it == trait_name);
        self.std_name(id).is_none()
            && !traits.iter().any(|name| has(name))
            && self.world.functions_of(Head::Adt(id), method).is_empty()
    }

    /// A type parameter from whose bounds no operator follows.
    fn is_without_operators(&self, index: u16, is_compare: bool) -> bool {
        let mut named = self.context.params.iter();
        let is_named = named.any(|(name, of)| *of == index && !name.is_empty() && name != "Self");
        let mut bounds = self.context.bounds.iter().filter(|(of, _)| *of == index);
        is_named
            && bounds.all(|(_, bound)| match bound {
                Bound::Copy | Bound::Future(_) => true,
                Bound::Named("PartialOrd" | "Ord" | "PartialEq" | "Eq") => !is_compare,
                Bound::Named(name) => SILENT.contains(name),
                _ => false,
            })
    }

    fn unfit_index(
        &mut self,
        base: Ty,
        by: Ty,
        name: &str,
    ) -> Option<(&'static str, String, &'static str)> {
        let string = self.world.scopes.std.string;
        let is_number = matches!(self.table.node(by), Node::Int(_))
            || matches!(
                self.table.node(by),
                Node::Var {
                    kind: VarKind::Int,
                    ..
                }
            );
        match self.table.node(base) {
            Node::Str if is_number => {}
            Node::Adt(id, _) if id == string && is_number => {}
            _ if self.is_plain_value(base) => {
                let message = format!("cannot index into a value of type `{name}`");
                return Some(("E0608", message, "only rows and maps have an index"));
            }
            _ => return None,
        }
        let message = format!("the type `{name}` cannot be indexed by an integer");
        let help = "take a character: `.chars().nth(i)`, or bytes: `.as_bytes()[i]`";
        Some(("E0277", message, help))
    }

    /// A number, `bool` or `char` itself, not a reference to one.
    fn is_plain_value(&mut self, ty: Ty) -> bool {
        match self.table.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char => true,
            Node::Var { kind, tainted } => kind != VarKind::General && !tainted,
            _ => false,
        }
    }

    /// Whether the type or a trait of the program has a function of this name, which may be meant.
    fn is_own_name(&mut self, ty: Ty, name: &str) -> bool {
        let node = self.table.node(ty);
        let mut heads = self.world.base.methods.iter();
        heads.any(|(head, named)| {
            let may_be = match (head, &node) {
                (Head::Adt(of), Node::Adt(id, _)) => of == id,
                (Head::Object(_), _) => true,
                _ => false,
            };
            may_be && named.get(name).is_some()
        })
    }

    fn is_own_without(&mut self, ty: Ty, traits: &[&str]) -> bool {
        let Node::Adt(id, _) = self.table.node(ty) else {
            return false;
        };
        let known = &self.world.adt(id).traits;
        self.std_name(id).is_none() && !known.iter().any(|it| traits.contains(&it.as_str()))
    }
}

fn method_of(act: Act) -> &'static str {
    if act == Act::Neg { "neg" } else { "not" }
}

fn sign_of(method: &str) -> &'static str {
    match method.trim_end_matches("_assign") {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        "rem" => "%",
        "bitxor" => "^",
        "bitand" => "&",
        "bitor" => "|",
        "eq" => "==",
        _ => "<",
    }
}
