//! Types under inference: nodes in a table, variables bound by unification.
//!
//! `Unknown` unifies with everything and *taints* the variables it meets: a tainted integer variable that
//! stays unbound is of unknown kind, an untainted one is an `i32` as rustc's fallback has it.

use std::rc::Rc;

use interleave_program::IntKind;

use super::sig::{AdtId, TraitId};

/// A handle into a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ty(u32);

/// What a variable may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VarKind {
    General,
    Int,
    Float,
}

/// One type, or a variable for one.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Var {
        kind: VarKind,
        tainted: bool,
    },
    Link(Ty),
    Unknown,
    Never,
    Int(IntKind),
    F32,
    F64,
    Bool,
    Char,
    Str,
    /// A reference; true when mutable.
    Ref(bool, Ty),
    Ptr(Ty),
    Tuple(Rc<[Ty]>),
    Slice(Ty),
    /// Elements and length.
    Array(Ty, Ty),
    /// A length, or another value of a const parameter.
    Number(i128),
    Adt(AdtId, Rc<[Ty]>),
    /// Functions, closures and whatever implements `Fn*`; true when it is only known to be `FnOnce`.
    Fn(bool, Rc<[Ty]>, Ty),
    /// A type parameter of the function being inferred.
    Param(u16),
    /// `dyn Trait` or `impl Trait`; `None` for traits without methods that matter here.
    Object(Option<TraitId>, Rc<[Ty]>),
}

/// Deepest nesting of types that is looked into.
const MAX_DEPTH: u32 = 32;

/// All types of one body.
pub(super) struct Table {
    nodes: Vec<Node>,
}

impl Table {
    pub(super) const UNKNOWN: Ty = Ty(0);
    pub(super) const NEVER: Ty = Ty(1);
    pub(super) const UNIT: Ty = Ty(2);
    pub(super) const BOOL: Ty = Ty(3);
    pub(super) const CHAR: Ty = Ty(4);
    pub(super) const STR: Ty = Ty(5);
    pub(super) const F32: Ty = Ty(6);
    pub(super) const F64: Ty = Ty(7);
    const FIRST_INT: u32 = 8;

    pub(super) fn new() -> Self {
        let mut nodes = vec![
            Node::Unknown,
            Node::Never,
            Node::Tuple(Rc::new([])),
            Node::Bool,
            Node::Char,
            Node::Str,
            Node::F32,
            Node::F64,
        ];
        nodes.extend(IntKind::ALL[..12].iter().map(|kind| Node::Int(*kind)));
        Self { nodes }
    }

    pub(super) fn int(kind: IntKind) -> Ty {
        match kind {
            IntKind::Any => Self::UNKNOWN,
            kind => Ty(Self::FIRST_INT + kind as u32),
        }
    }

    pub(super) fn add(&mut self, node: Node) -> Ty {
        let ty = Ty(self.nodes.len() as u32);
        self.nodes.push(node);
        ty
    }

    pub(super) fn fresh(&mut self) -> Ty {
        self.variable(VarKind::General)
    }

    pub(super) fn variable(&mut self, kind: VarKind) -> Ty {
        self.add(Node::Var {
            kind,
            tainted: false,
        })
    }

    pub(super) fn reference(&mut self, to: Ty) -> Ty {
        self.add(Node::Ref(false, to))
    }

    /// The representative of `ty`: never a link.
    pub(super) fn find(&mut self, ty: Ty) -> Ty {
        let mut root = ty;
        while let Node::Link(next) = self.nodes[root.0 as usize] {
            root = next;
        }
        let mut at = ty;
        while let Node::Link(next) = self.nodes[at.0 as usize] {
            self.nodes[at.0 as usize] = Node::Link(root);
            at = next;
        }
        root
    }

    /// The node of `ty`, links followed.
    pub(super) fn node(&mut self, ty: Ty) -> Node {
        let root = self.find(ty);
        self.nodes[root.0 as usize].clone()
    }

    /// `ty` without any references around it.
    pub(super) fn peel(&mut self, ty: Ty) -> Ty {
        let mut ty = self.find(ty);
        for _ in 0..MAX_DEPTH {
            let Node::Ref(_, inner) = self.nodes[ty.0 as usize] else {
                break;
            };
            ty = self.find(inner);
        }
        ty
    }

    pub(super) fn is_var(&mut self, ty: Ty) -> bool {
        let kind = VarKind::General;
        matches!(self.node(ty), Node::Var { kind: found, .. } if found == kind)
    }

    pub(super) fn is_never(&mut self, ty: Ty) -> bool {
        matches!(self.node(ty), Node::Never)
    }

    /// A number, or a variable that can only become one.
    pub(super) fn is_number(&mut self, ty: Ty) -> bool {
        match self.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 => true,
            Node::Var { kind, .. } => kind != VarKind::General,
            _ => false,
        }
    }

    /// Makes `a` and `b` the same type as far as possible; says whether they fit. What does not fit is left
    /// as it is, its variables tainted.
    pub(super) fn unify(&mut self, a: Ty, b: Ty) -> bool {
        self.unify_at(a, b, 0)
    }

    fn unify_at(&mut self, a: Ty, b: Ty, depth: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a == b || depth > MAX_DEPTH {
            return true;
        }
        match (self.node(a), self.node(b)) {
            (Node::Never, _) | (_, Node::Never) => true,
            (Node::Unknown, _) => {
                self.taint(b);
                true
            }
            (_, Node::Unknown) => {
                self.taint(a);
                true
            }
            (
                Node::Var { kind: ka, tainted },
                Node::Var {
                    kind: kb,
                    tainted: tb,
                },
            ) => self.join_variables(a, b, (ka, kb), tainted || tb),
            (Node::Var { kind, tainted }, node) => self.bind(a, kind, tainted, b, &node),
            (node, Node::Var { kind, tainted }) => self.bind(b, kind, tainted, a, &node),
            (na, nb) => self.unify_nodes(a, &na, b, &nb, depth + 1),
        }
    }

    fn join_variables(&mut self, a: Ty, b: Ty, kinds: (VarKind, VarKind), tainted: bool) -> bool {
        let kind = match kinds {
            (VarKind::General, kind) | (kind, VarKind::General) => kind,
            (ka, kb) if ka == kb => ka,
            _ => return false,
        };
        self.nodes[a.0 as usize] = Node::Link(b);
        self.nodes[b.0 as usize] = Node::Var { kind, tainted };
        true
    }

    fn bind(&mut self, var: Ty, kind: VarKind, tainted: bool, to: Ty, node: &Node) -> bool {
        let fits = match kind {
            VarKind::General => !self.occurs(var, to, 0),
            VarKind::Int => matches!(node, Node::Int(_)),
            VarKind::Float => matches!(node, Node::F32 | Node::F64),
        };
        if fits {
            self.nodes[var.0 as usize] = Node::Link(to);
            if tainted {
                self.taint(to);
            }
        } else if !matches!(node, Node::Object(..)) {
            self.taint(var);
        }
        fits
    }

    fn unify_nodes(&mut self, a: Ty, na: &Node, b: Ty, nb: &Node, depth: u32) -> bool {
        let all = |table: &mut Self, xs: &[Ty], ys: &[Ty]| {
            let mut fits = xs.len() == ys.len();
            for (x, y) in xs.iter().zip(ys) {
                fits &= table.unify_at(*x, *y, depth);
            }
            fits
        };
        match (na, nb) {
            (Node::Int(x), Node::Int(y)) => x == y,
            (Node::F32, Node::F32)
            | (Node::F64, Node::F64)
            | (Node::Bool, Node::Bool)
            | (Node::Char, Node::Char)
            | (Node::Str, Node::Str)
            | (Node::Object(..), _)
            | (_, Node::Object(..)) => true,
            (Node::Ref(_, x), Node::Ref(_, y))
            | (Node::Ptr(x), Node::Ptr(y))
            | (Node::Slice(x), Node::Slice(y) | Node::Array(y, _))
            | (Node::Array(x, _), Node::Slice(y)) => self.unify_at(*x, *y, depth),
            (Node::Array(x, m), Node::Array(y, n)) => {
                self.unify_at(*m, *n, depth);
                self.unify_at(*x, *y, depth)
            }
            (Node::Number(x), Node::Number(y)) => x == y,
            (Node::Tuple(xs), Node::Tuple(ys)) => all(self, xs, ys),
            (Node::Adt(x, xs), Node::Adt(y, ys)) if x == y => all(self, xs, ys),
            (Node::Fn(_, xs, x), Node::Fn(_, ys, y)) => {
                all(self, xs, ys) & self.unify_at(*x, *y, depth)
            }
            (Node::Param(x), Node::Param(y)) => x == y,
            _ => {
                self.taint(a);
                self.taint(b);
                false
            }
        }
    }

    /// Marks every variable in `ty` as having met something unknown.
    pub(super) fn taint(&mut self, ty: Ty) {
        self.taint_at(ty, 0);
    }

    fn taint_at(&mut self, ty: Ty, depth: u32) {
        let ty = self.find(ty);
        match self.node(ty) {
            _ if depth > 8 => {}
            Node::Var { kind, .. } => {
                let tainted = true;
                self.nodes[ty.0 as usize] = Node::Var { kind, tainted };
            }
            node => children(&node).for_each(|child| self.taint_at(child, depth + 1)),
        }
    }

    fn occurs(&mut self, var: Ty, ty: Ty, depth: u32) -> bool {
        let ty = self.find(ty);
        if ty == var || depth > MAX_DEPTH {
            return true;
        }
        let node = self.node(ty);
        children(&node).any(|child| self.occurs(var, child, depth + 1))
    }
}

/// The types that a type is made of.
pub(super) fn children(node: &Node) -> impl Iterator<Item = Ty> {
    let (list, one, two): (&[Ty], Option<Ty>, Option<Ty>) = match node {
        Node::Ref(_, ty) | Node::Ptr(ty) | Node::Slice(ty) => (&[], Some(*ty), None),
        Node::Array(ty, len) => (&[], Some(*ty), Some(*len)),
        Node::Tuple(list) | Node::Adt(_, list) | Node::Object(_, list) => (list, None, None),
        Node::Fn(_, list, ty) => (list, Some(*ty), None),
        _ => (&[], None, None),
    };
    list.iter().copied().chain(one).chain(two)
}
