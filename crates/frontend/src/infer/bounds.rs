//! What a type surely does not implement (E0277): what a format macro, an index, a `for` or a bound of one of the
//! program's functions asks of it.

use interleave_program::{FormatTrait, Span};
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::base::Head;
use super::body::Infer;
use super::facts::Spawns;
use super::sig::{Bound, FnSig, Sig, TraitId};
use super::ty::{Node, Ty, VarKind};
use crate::format_string::{self, ArgRef, Piece};
use crate::spans;

/// Something that is asked of a type.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// A trait of std.
    Std(&'static str),
    /// One of the program's traits.
    Own(TraitId),
    /// To be an index of a row.
    Index,
    /// To be iterated over.
    Iterate,
    /// To be pinned, as the receiver of a future's `poll`.
    Pinned,
    /// To be a future that may be polled behind `&mut` without being pinned.
    Unpin,
}

/// What is asked of a type, where.
#[derive(Clone, Debug)]
pub(super) struct Need {
    at: Span,
    ty: Ty,
    asked: Asked,
}

/// What the bounds of a function ask of its parameters, until its arguments are seen: the offset of its name, and for
/// each the number of the parameter.
pub(super) type Waiting = (u32, Vec<(usize, Ty, Asked)>);

/// A need that is surely not met, or a match that leaves something out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// rustc's code.
    pub id: &'static str,
    /// Where rustc points.
    pub at: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

const MAX_DEPTH: u32 = 6;

/// Types of std without `Display`.
const NOT_SHOWN: &[&str] = &[
    "Arguments",
    "BTreeMap",
    "BTreeSet",
    "Barrier",
    "BinaryHeap",
    "Cell",
    "Condvar",
    "Duration",
    "HashMap",
    "HashSet",
    "Instant",
    "JoinHandle",
    "Mutex",
    "Option",
    "Receiver",
    "RefCell",
    "Result",
    "RwLock",
    "Sender",
    "SyncSender",
    "Thread",
    "ThreadId",
    "Vec",
    "VecDeque",
];

/// Types of std that show what they lead to.
const LOOKED_THROUGH: &[&str] = &[
    "Arc",
    "Box",
    "MutexGuard",
    "Rc",
    "RwLockReadGuard",
    "RwLockWriteGuard",
];

/// Types of std that have `Debug` when their arguments do.
const DEBUG_OF_PARTS: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "HashMap",
    "HashSet",
    "Mutex",
    "MutexGuard",
    "Option",
    "Rc",
    "RefCell",
    "Result",
    "RwLock",
    "Vec",
    "VecDeque",
];

/// Bounds from which neither `Display` nor `Debug` follows.
const SILENT: &[&str] = &[
    "Clone",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Send",
    "Sized",
    "Sync",
    "Unpin",
];

impl Infer<'_, '_> {
    /// Asks for `Display` and `Debug` as a format string says. `args` are the arguments' places and types by name.
    pub(super) fn ask_shown(&mut self, text: &str, at: Span, args: &[(Option<String>, Span, Ty)]) {
        let Ok(pieces) = format_string::parse(text) else {
            return;
        };
        for piece in pieces {
            let Piece::Placeholder(placeholder) = piece else {
                continue;
            };
            let asked = match placeholder.spec.which {
                FormatTrait::Display => "Display",
                FormatTrait::Debug => "Debug",
                _ => continue,
            };
            let found = match &placeholder.arg {
                ArgRef::Index(index) => args.get(*index).map(|(_, at, ty)| (*at, *ty)),
                ArgRef::Name(name) => {
                    let mut named = args.iter();
                    let named = named.find(|(known, ..)| known.as_ref() == Some(name));
                    match named {
                        Some((_, at, ty)) => Some((*at, *ty)),
                        None => self.local(name).map(|ty| (at, ty)),
                    }
                }
            };
            if let Some((at, ty)) = found {
                self.ask(at, ty, Asked::Std(asked));
            }
        }
    }

    pub(super) fn ask(&mut self, at: Span, ty: Ty, asked: Asked) {
        self.needs.push(Need { at, ty, asked });
    }

    /// Remembers what the bounds of the function named at `used` ask, for its arguments to come.
    pub(super) fn await_arguments(&mut self, used: u32, sig: &FnSig, with: &[Ty]) {
        let mut waiting = Vec::new();
        for (index, bound) in sig.bounds.iter().filter(|(index, _)| *index >= sig.own) {
            let asked = match bound {
                Bound::Named(name) => Asked::Std(name),
                Bound::Trait(id, _) => Asked::Own(*id),
                _ => continue,
            };
            let params = sig.params.iter().enumerate();
            let takes = params.filter(|(_, param)| match param {
                Sig::Param(of) => of == index,
                Sig::Ref(false, to) => **to == Sig::Param(*index),
                _ => false,
            });
            for (position, _) in takes {
                if let Some(ty) = with.get(usize::from(*index)) {
                    waiting.push((position, *ty, asked.clone()));
                }
            }
        }
        if !waiting.is_empty() {
            self.waiting = Some((used, waiting));
        }
    }

    /// The arguments of the function named at `used`.
    pub(super) fn ask_arguments(&mut self, used: u32, args: &Punctuated<Expr, Token![,]>) {
        let Some((_, waiting)) = self.waiting.take().filter(|(of, _)| *of == used) else {
            return;
        };
        for (position, ty, asked) in waiting {
            let Some(arg) = args.iter().nth(position) else {
                continue;
            };
            if let (Expr::Closure(_), Asked::Std("Send" | "Sync")) = (arg, &asked) {
                self.facts
                    .sends
                    .insert(super::anchor::anchor(arg), Spawns::Scoped);
            }
            self.ask(spans::expr(arg), ty, asked);
        }
    }

    /// All needs that are surely not met.
    pub(super) fn unmet(&mut self) -> Vec<Unmet> {
        let needs = std::mem::take(&mut self.needs);
        needs
            .iter()
            .filter_map(|need| self.unmet_need(need))
            .collect()
    }

    fn unmet_need(&mut self, need: &Need) -> Option<Unmet> {
        let ty = need.ty;
        let mut id = "E0277";
        let (message, help) = match &need.asked {
            Asked::Std("Display") => {
                let name = self.lacking(ty, "Display", 0)?;
                (
                    format!("`{name}` doesn't implement `Display`"),
                    format!("write `impl fmt::Display for {name}`, or show it with `{{:?}}`"),
                )
            }
            Asked::Std("Debug") => {
                let name = self.lacking(ty, "Debug", 0)?;
                (
                    format!("`{name}` doesn't implement `Debug`"),
                    format!("write `#[derive(Debug)]` above `{name}`"),
                )
            }
            Asked::Std(crossing @ ("Send" | "Sync")) => {
                let part = match *crossing {
                    "Send" => self.not_send(ty, 0)?,
                    _ => self.not_sync(ty, 0)?,
                };
                let how = if *crossing == "Send" {
                    "sent"
                } else {
                    "shared"
                };
                (
                    format!("`{part}` cannot be {how} between threads safely"),
                    "use `Arc` and `Mutex` for what several threads use".to_owned(),
                )
            }
            Asked::Std(_) => return None,
            Asked::Own(id) => {
                let name = self.without_trait(ty, *id)?;
                let of = self.world.scopes.traits[id.0 as usize].1.ident.to_string();
                (
                    format!("the trait bound `{name}: {of}` is not satisfied"),
                    format!("write `impl {of} for {name}`"),
                )
            }
            Asked::Index => match self.table.node(ty) {
                Node::Int(kind) if kind != interleave_program::IntKind::Usize => (
                    format!("rows are indexed by `usize`, not by `{}`", kind.name()),
                    "convert the index: `as usize`".to_owned(),
                ),
                _ => return None,
            },
            Asked::Pinned => {
                let name = self.unpinned(ty)?;
                id = "E0599";
                (
                    format!("no method named `poll` found for `{name}`: it takes `Pin<&mut Self>`"),
                    "pin it first: `let mut f = std::pin::pin!(f);`, then `f.as_mut().poll(…)`"
                        .to_owned(),
                )
            }
            Asked::Unpin => {
                let name = self.not_unpin(ty)?;
                (
                    format!("`{name}` cannot be unpinned, so it cannot be polled behind `&mut`"),
                    "pin it first: `tokio::pin!(…)`, then `&mut` of it".to_owned(),
                )
            }
            Asked::Iterate => {
                let name = self.not_iterated(ty)?;
                (
                    format!("`{name}` is not an iterator"),
                    "write a range, as in `0..n`, or `.iter()` of a collection".to_owned(),
                )
            }
        };
        Some(Unmet {
            id,
            at: need.at,
            message,
            help,
        })
    }

    /// The type, or the part of it, that surely lacks `Display` or `Debug`.
    fn lacking(&mut self, ty: Ty, which: &str, depth: u32) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        let is_display = which == "Display";
        match self.table.node(ty) {
            Node::Ref(_, to) => self.lacking(to, which, depth + 1),
            Node::Adt(id, args) => match self.std_name(id) {
                None => {
                    let adt = self.world.adt(id);
                    let has = adt
                        .traits
                        .iter()
                        .any(|known| known == which || known == "Error");
                    (!has).then(|| adt.name.clone())
                }
                Some(name) if is_display && NOT_SHOWN.contains(&name) => Some(self.name_of(ty, 0)),
                Some(name) if is_display && LOOKED_THROUGH.contains(&name) => {
                    self.lacking(args.first().copied()?, which, depth + 1)
                }
                Some(name) if !is_display && DEBUG_OF_PARTS.contains(&name) => {
                    let mut parts = args.iter();
                    parts.find_map(|part| self.lacking(*part, which, depth + 1))
                }
                Some(_) => None,
            },
            Node::Tuple(_) | Node::Array(..) | Node::Slice(_) if is_display => {
                Some(self.name_of(ty, 0))
            }
            Node::Tuple(parts) => {
                let mut parts = parts.iter();
                parts.find_map(|part| self.lacking(*part, which, depth + 1))
            }
            Node::Array(of, _) | Node::Slice(of) => self.lacking(of, which, depth + 1),
            Node::Param(index) => self.silent_parameter(index),
            _ => None,
        }
    }

    /// A type parameter from whose bounds nothing follows about showing it.
    fn silent_parameter(&self, index: u16) -> Option<String> {
        let mut bounds = self.context.bounds.iter().filter(|(of, _)| *of == index);
        let is_silent = bounds.all(|(_, bound)| match bound {
            Bound::Copy | Bound::Future(_) => true,
            Bound::Named(name) => SILENT.contains(name),
            _ => false,
        });
        let mut params = self.context.params.iter();
        let (name, _) =
            params.find(|(name, of)| *of == index && !name.is_empty() && name != "Self")?;
        is_silent.then(|| name.clone())
    }

    /// Whether it does not follow from the bounds of a type parameter that it may cross threads.
    pub(super) fn is_bare_parameter(&self, index: u16) -> bool {
        let mut bounds = self.context.bounds.iter().filter(|(of, _)| *of == index);
        bounds.all(|(_, bound)| match bound {
            Bound::Named(name) => !matches!(*name, "Send" | "Sync"),
            Bound::Trait(..) | Bound::Other => false,
            _ => true,
        })
    }

    /// The name of a type that surely does not implement one of the program's traits.
    fn without_trait(&mut self, ty: Ty, id: TraitId) -> Option<String> {
        let head = match self.table.node(ty) {
            Node::Adt(adt, _) => Head::Adt(adt),
            Node::Int(kind) => Head::Int(kind),
            Node::Bool => Head::Bool,
            Node::Char => Head::Char,
            Node::F64 => Head::F64,
            Node::F32 => Head::F32,
            _ => return None,
        };
        let known = self
            .world
            .implementors
            .get(&id)
            .map_or(&[][..], Vec::as_slice);
        // Without a head it is an implementation for all types that meet some bound.
        let has = known.iter().any(|of| of.is_none_or(|of| of == head));
        (!has).then(|| self.name_of(ty, 0))
    }

    /// The name of a future on whose way no `Pin` is: `poll` is no method of it.
    fn unpinned(&mut self, mut ty: Ty) -> Option<String> {
        for _ in 0..MAX_DEPTH {
            match self.table.node(ty) {
                Node::Ref(_, to) => ty = to,
                Node::Adt(id, _) if self.std_name(id) == Some("Pin") => return None,
                Node::Adt(id, _) => {
                    let is_future = id == self.world.scopes.std.future;
                    let is_own = self.std_name(id).is_none();
                    if (is_future || is_own) && self.deref(ty).is_none() {
                        return Some(match is_future {
                            true => "impl Future".to_owned(),
                            false => self.name_of(ty, 0),
                        });
                    }
                    ty = self.deref(ty)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The name of a future behind `&mut` that has to be pinned.
    fn not_unpin(&mut self, ty: Ty) -> Option<String> {
        let Node::Ref(true, to) = self.table.node(ty) else {
            return None;
        };
        match self.table.node(to) {
            Node::Adt(id, _) if self.std_name(id) == Some("TokioSleep") => {
                Some(self.name_of(to, 0))
            }
            _ => None,
        }
    }

    /// The name of a type that surely cannot be iterated over.
    fn not_iterated(&mut self, ty: Ty) -> Option<String> {
        let is_sure = match self.table.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char => true,
            Node::Var { kind, tainted } => kind != VarKind::General && !tainted,
            Node::Tuple(_) => true,
            _ => false,
        };
        is_sure.then(|| self.name_of(ty, 0))
    }
}
