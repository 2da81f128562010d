//! Relations between types that cannot be solved by unification alone: `T::Item`, what `collect` collects
//! into, what `sum` adds up. They wait until enough is known, and are tried again after each statement.

use super::base::Head;
use super::body::Infer;
use super::sig::{AdtId, Bound, Sig};
use super::ty::{Node, Table, Ty, VarKind};

/// A relation that still waits.
#[derive(Clone, Debug)]
pub(super) enum Pending {
    /// `result` is `<base as name<args>>`.
    Project { base: Ty, name: String, result: Ty },
    /// A collection `into` made of items of type `item`.
    Collect { item: Ty, into: Ty },
    /// A sum or product of items.
    Sum { item: Ty, into: Ty },
    /// Iterating over `over` by value gives `item`.
    IntoItem { over: Ty, item: Ty },
    /// `over` is some range of `end`.
    Range { over: Ty, end: Ty },
    /// One of the program's `From` makes `into` of `from`: a number of no type is what only one of them takes.
    Made { from: Ty, into: Ty },
    /// `left op right` is `result`, for operators whose operands have the same type when they are numbers.
    Arithmetic {
        method: (&'static str, u32),
        left: Ty,
        right: Ty,
        result: Ty,
    },
}

impl Infer<'_, '_> {
    /// The type of `sig` with parameter `i` being `with[i]`.
    pub(super) fn instantiate(&mut self, sig: &Sig, with: &[Ty]) -> Ty {
        let node = match sig {
            Sig::Unknown => return Table::UNKNOWN,
            Sig::Infer => return self.table.fresh(),
            Sig::Never => return Table::NEVER,
            Sig::Int(kind) => return Table::int(*kind),
            Sig::F32 => return Table::F32,
            Sig::F64 => return Table::F64,
            Sig::Bool => return Table::BOOL,
            Sig::Char => return Table::CHAR,
            Sig::Str => return Table::STR,
            Sig::Param(index) => {
                return with
                    .get(usize::from(*index))
                    .copied()
                    .unwrap_or(Table::UNKNOWN);
            }
            Sig::Assoc(base, name, args) => {
                let base = self.instantiate(base, with);
                let args = self.instantiate_all(args, with);
                return self.project(base, name, args);
            }
            Sig::Ref(mutable, to) => Node::Ref(*mutable, self.instantiate(to, with)),
            Sig::Ptr(to) => Node::Ptr(self.instantiate(to, with)),
            Sig::Slice(of) => Node::Slice(self.instantiate(of, with)),
            Sig::Array(of, len) => {
                Node::Array(self.instantiate(of, with), self.instantiate(len, with))
            }
            Sig::Number(value) => Node::Number(*value),
            Sig::Tuple(parts) if parts.is_empty() => return Table::UNIT,
            Sig::Tuple(parts) => Node::Tuple(self.instantiate_all(parts, with).into()),
            Sig::Adt(id, args) => Node::Adt(*id, self.instantiate_all(args, with).into()),
            Sig::Object(id, args) => Node::Object(*id, self.instantiate_all(args, with).into()),
            Sig::Fn(once, params, ret) => {
                let params = self.instantiate_all(params, with);
                let ret = self.instantiate(ret, with);
                Node::Fn(*once, params.into(), ret)
            }
        };
        self.table.add(node)
    }

    pub(super) fn instantiate_all(&mut self, sigs: &[Sig], with: &[Ty]) -> Vec<Ty> {
        sigs.iter().map(|sig| self.instantiate(sig, with)).collect()
    }

    /// What `<base as name<args>>` is, now or later.
    pub(super) fn project(&mut self, base: Ty, name: &str, args: Vec<Ty>) -> Ty {
        match (name, args.as_slice()) {
            ("Collect", [into]) => {
                let into = *into;
                self.add_pending(Pending::Collect { item: base, into });
                return into;
            }
            ("Sum", [into]) => {
                let into = *into;
                self.add_pending(Pending::Sum { item: base, into });
                return into;
            }
            ("Unzip", [into]) => {
                self.unzip(base, *into);
                return *into;
            }
            _ => {}
        }
        if let Some(known) = self.projected(base, name) {
            return known;
        }
        let result = self.table.fresh();
        self.pending.push(Pending::Project {
            base,
            name: name.to_owned(),
            result,
        });
        result
    }

    fn unzip(&mut self, item: Ty, into: Ty) {
        let (Node::Tuple(items), Node::Tuple(intos)) =
            (self.table.node(item), self.table.node(into))
        else {
            self.table.taint(into);
            return;
        };
        for (item, into) in items.iter().zip(intos.iter()) {
            let (item, into) = (*item, *into);
            self.add_pending(Pending::Collect { item, into });
        }
    }

    fn add_pending(&mut self, pending: Pending) {
        if !self.settle(&pending) {
            self.pending.push(pending);
        }
    }

    /// `None` while `base` is a variable.
    pub(super) fn projected(&mut self, base: Ty, name: &str) -> Option<Ty> {
        if self.table.is_var(base) {
            return None;
        }
        let found = match name {
            "Deref" | "Target" => {
                let pointer = self.deref(base);
                pointer.map(|to| self.table.find(to))
            }
            "Peel" => match self.table.node(base) {
                Node::Ref(_, to) => Some(to),
                _ => Some(base),
            },
            "Item" => self.item(base).or_else(|| self.item_by_value(base)),
            "IntoItem" => self.item_by_value(base),
            "Inner" => match self.table.node(base) {
                Node::Adt(_, args) => args.first().copied(),
                _ => None,
            },
            "First" => match self.table.node(base) {
                Node::Tuple(parts) => parts.first().copied(),
                _ => None,
            },
            "Awaited" => self.value_of_future(base),
            "Streamed" => self.streamed(base),
            "Concat" | "Join" => self.joined(base),
            "IntoIter" => {
                let item = self.item_by_value(base);
                item.map(|item| self.adt(self.world.scopes.std.iter, &[item]))
            }
            "Output" => match self.table.node(base) {
                Node::Adt(id, args) if id == self.world.scopes.std.future => args.first().copied(),
                Node::Adt(id, args) if self.world.adt(id).output.is_some() => {
                    let output = self.world.adt(id).output.as_ref()?;
                    Some(self.instantiate(output, &args))
                }
                Node::Param(index) => self
                    .bound_output(index)
                    .or_else(|| self.associated(base, name)),
                node if self.table.is_number(base) || matches!(node, Node::F32) => Some(base),
                _ => self.associated(base, name),
            },
            name => self.associated(base, name),
        };
        Some(found.unwrap_or(Table::UNKNOWN))
    }

    fn joined(&mut self, part: Ty) -> Option<Ty> {
        let part = self.table.peel(part);
        let std = self.world.scopes.std;
        Some(match self.table.node(part) {
            Node::Str => self.adt(std.string, &[]),
            Node::Adt(id, _) if id == std.string => part,
            Node::Adt(id, _) if id == std.vec => part,
            Node::Slice(of) | Node::Array(of, _) => self.adt(std.vec, &[of]),
            _ => return None,
        })
    }

    /// An associated type that an impl of the program gives.
    fn associated(&mut self, base: Ty, name: &str) -> Option<Ty> {
        if self.depth >= super::MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let found = self.associated_at(base, name);
        self.depth -= 1;
        found
    }

    fn associated_at(&mut self, base: Ty, name: &str) -> Option<Ty> {
        for head in self.heads(base) {
            let known = self.world.assoc.get(&(head, name.to_owned()));
            let [(own, sig)] = known.map_or(&[][..], Vec::as_slice) else {
                continue;
            };
            let with = self.fresh_parameters(own, sig);
            let own = self.instantiate(own, &with);
            self.table.unify(own, base);
            return Some(self.instantiate(sig, &with));
        }
        None
    }

    /// Fresh variables for all parameters of an impl, of which the signatures are all that is known.
    fn fresh_parameters(&mut self, own: &Sig, sig: &Sig) -> Vec<Ty> {
        let count = largest_parameter(own).max(largest_parameter(sig));
        (0..count).map(|_| self.table.fresh()).collect()
    }

    /// What `*ty` is.
    pub(super) fn deref(&mut self, ty: Ty) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Ref(_, to) | Node::Ptr(to) => Some(to),
            Node::Array(of, _) => Some(self.table.add(Node::Slice(of))),
            Node::Adt(id, args) => {
                let to = self.world.adt(id).deref.as_ref()?;
                Some(self.instantiate(to, &args))
            }
            _ => None,
        }
    }

    /// What `next` of an iterator gives.
    pub(super) fn item(&mut self, ty: Ty) -> Option<Ty> {
        let of_bound = |bound: &Bound| match bound {
            Bound::Iterator(item) => Some(item.clone()),
            _ => None,
        };
        self.given(ty, |adt| adt.item.as_ref(), of_bound)
    }

    pub(super) fn bound_output(&mut self, index: u16) -> Option<Ty> {
        self.given_by_bound(index, |bound| match bound {
            Bound::Future(output) if *output != Sig::Unknown => Some(output.clone()),
            _ => None,
        })
    }

    /// What iterating over a value of type `ty` gives.
    pub(super) fn item_by_value(&mut self, ty: Ty) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Ref(mutable, to) => self.reference_item(mutable, to),
            Node::Array(of, _) => Some(of),
            Node::Adt(id, args) => {
                let sig = self.world.adt(id).into_item.as_ref();
                match sig {
                    Some(sig) => Some(self.instantiate(sig, &args)),
                    None => self.item(ty),
                }
            }
            Node::Param(index) => self.given_by_bound(index, |bound| match bound {
                Bound::Iterator(item) | Bound::IntoIterator(item) => Some(item.clone()),
                _ => None,
            }),
            _ => None,
        }
    }

    fn reference_item(&mut self, mutable: bool, to: Ty) -> Option<Ty> {
        match self.table.node(to) {
            Node::Slice(of) | Node::Array(of, _) => Some(self.table.add(Node::Ref(mutable, of))),
            Node::Adt(id, args) => match self.world.adt(id).ref_item.as_ref() {
                Some(sig) => {
                    let item = self.instantiate(sig, &args);
                    Some(if mutable {
                        self.last_mutable(item)
                    } else {
                        item
                    })
                }
                None => self.item(to),
            },
            Node::Ref(inner, to) => self.reference_item(inner && mutable, to),
            _ => self.item(to),
        }
    }

    /// `&T` as `&mut T`, `(&K, &V)` as `(&K, &mut V)`.
    fn last_mutable(&mut self, item: Ty) -> Ty {
        match self.table.node(item) {
            Node::Ref(_, to) => self.table.add(Node::Ref(true, to)),
            Node::Tuple(parts) => {
                let mut parts = parts.to_vec();
                if let Some(last) = parts.last_mut() {
                    *last = self.last_mutable(*last);
                }
                self.table.add(Node::Tuple(parts.into()))
            }
            _ => item,
        }
    }

    /// Requires that iterating over `over` gives `item`.
    pub(super) fn require_item(&mut self, over: Ty, item: Ty) {
        self.add_pending(Pending::IntoItem { over, item });
    }

    /// Requires that `over` is a range of `end`.
    pub(super) fn require_range(&mut self, over: Ty, end: Ty) {
        self.add_pending(Pending::Range { over, end });
    }

    pub(super) fn require_arithmetic(
        &mut self,
        method: (&'static str, u32),
        left: Ty,
        right: Ty,
        result: Ty,
    ) {
        self.pending.push(Pending::Arithmetic {
            method,
            left,
            right,
            result,
        });
    }

    /// Tries all waiting relations until nothing moves.
    pub(super) fn solve(&mut self) {
        for _ in 0..4 {
            if self.pending.is_empty() {
                return;
            }
            let before = self.pending.len();
            let waiting = std::mem::take(&mut self.pending);
            for pending in waiting {
                self.add_pending(pending);
            }
            if self.pending.len() >= before {
                return;
            }
        }
    }

    /// At the end of a body: integers that nothing decided fall back before the rest is tried once more.
    pub(super) fn solve_all(&mut self) {
        self.solve();
        let waiting = std::mem::take(&mut self.pending);
        for pending in waiting {
            if self.settle(&pending) {
                continue;
            }
            match pending {
                Pending::Arithmetic {
                    left,
                    right,
                    result,
                    ..
                } => {
                    // Numbers are alike; an instant less another is no instant.
                    let (l, r) = (self.table.peel(left), self.table.peel(right));
                    let may_be_number =
                        |infer: &mut Self, ty| infer.table.is_var(ty) || infer.table.is_number(ty);
                    if may_be_number(self, l) && may_be_number(self, r) {
                        self.table.unify(left, right);
                        self.table.unify(left, result);
                    } else {
                        self.table.taint(left);
                        self.table.taint(right);
                        self.table.unify(result, Table::UNKNOWN);
                    }
                }
                Pending::Sum { item, into } => {
                    let item = self.table.peel(item);
                    self.table.unify(item, into);
                }
                Pending::Project { result, .. } => self.table.taint(result),
                Pending::Collect { into, .. } => self.table.taint(into),
                Pending::IntoItem { item, .. } => self.table.taint(item),
                Pending::Range { .. } | Pending::Made { .. } => {}
            }
        }
    }

    /// Solves a relation when enough is known.
    fn settle(&mut self, pending: &Pending) -> bool {
        match pending {
            Pending::Project {
                base, name, result, ..
            } => {
                let Some(known) = self.projected(*base, name) else {
                    return false;
                };
                self.table.unify(*result, known);
                true
            }
            Pending::Collect { item, into } => self.settle_collect(*item, *into),
            Pending::Sum { item, into } => self.settle_sum(*item, *into),
            Pending::IntoItem { over, item } => {
                if self.table.is_var(*over) {
                    return false;
                }
                let found = self.item_by_value(*over).unwrap_or(Table::UNKNOWN);
                self.unify_items(found, *item);
                true
            }
            Pending::Range { over, end } => match self.table.node(*over) {
                Node::Var { .. } => false,
                Node::Adt(_, args) => {
                    if let [of] = *args {
                        self.table.unify(of, *end);
                    }
                    true
                }
                _ => true,
            },
            Pending::Made { from, into } => self.settle_made(*from, *into),
            Pending::Arithmetic {
                method,
                left,
                right,
                result,
            } => self.settle_arithmetic(*method, *left, *right, *result),
        }
    }

    /// Notes that `from` is made into `into`.
    pub(super) fn require_made(&mut self, from: Ty, into: Ty) {
        self.add_pending(Pending::Made { from, into });
    }

    fn settle_made(&mut self, from: Ty, into: Ty) -> bool {
        let wanted = match self.table.node(from) {
            Node::Var { kind, .. } if kind != VarKind::General => kind,
            Node::Var { .. } => return false,
            _ => return true,
        };
        if self.table.is_var(into) {
            return false;
        }
        let world = self.world;
        let sigs = self
            .heads(into)
            .into_iter()
            .flat_map(|head| world.functions_of(head, "from"));
        let mut fitting = sigs.filter_map(|sig| match (sig.params.as_slice(), wanted) {
            ([Sig::Int(kind)], VarKind::Int) => Some(Table::int(*kind)),
            ([Sig::F32], VarKind::Float) => Some(Table::F32),
            ([Sig::F64], VarKind::Float) => Some(Table::F64),
            _ => None,
        });
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            self.table.unify(from, only);
        }
        true
    }

    /// Items of a collection: `extend` also takes references to what is `Copy`.
    fn unify_items(&mut self, found: Ty, wanted: Ty) {
        let found = match (self.table.node(found), self.table.node(wanted)) {
            (Node::Ref(_, to), Node::Int(_) | Node::F32 | Node::F64 | Node::Char | Node::Bool) => {
                to
            }
            (Node::Ref(_, to), Node::Var { kind, .. }) if kind != VarKind::General => to,
            _ => found,
        };
        self.table.unify(found, wanted);
    }

    fn settle_sum(&mut self, item: Ty, into: Ty) -> bool {
        let item = self.table.peel(item);
        match self.table.node(into) {
            Node::Var {
                kind: VarKind::General,
                ..
            } => false,
            Node::Adt(id, args) if self.is_option_or_result(id) => {
                let (Some(into), Node::Adt(_, items)) = (args.first(), self.table.node(item))
                else {
                    return true;
                };
                let Some(item) = items.first() else {
                    return true;
                };
                self.settle_sum(*item, *into)
            }
            _ => {
                self.table.unify(item, into);
                true
            }
        }
    }

    fn is_option_or_result(&self, id: AdtId) -> bool {
        let std = self.world.scopes.std;
        id == std.option || id == std.result
    }

    /// `FromIterator`: which items make up a collection.
    fn settle_collect(&mut self, item: Ty, into: Ty) -> bool {
        match self.table.node(into) {
            Node::Var { .. } => false,
            Node::Adt(id, args) if id == self.world.scopes.std.boxed => {
                if let Some(Node::Slice(of)) = args.first().map(|inner| self.table.node(*inner)) {
                    self.table.unify(of, item);
                }
                true
            }
            Node::Adt(id, args) if self.is_option_or_result(id) => {
                let into = args.first().copied().unwrap_or(Table::UNKNOWN);
                let Node::Adt(from, items) = self.table.node(item) else {
                    self.table.taint(into);
                    return !self.table.is_var(item);
                };
                if from == id {
                    if let ([_, error], [_, into]) = (&*items, &*args) {
                        self.table.unify(*error, *into);
                    }
                    let item = items.first().copied().unwrap_or(Table::UNKNOWN);
                    self.add_pending(Pending::Collect { item, into });
                }
                true
            }
            Node::Adt(..) => {
                if let Some(found) = self.item_by_value(into) {
                    self.table.unify(found, item);
                }
                true
            }
            _ => true,
        }
    }

    /// The heads under which methods of a type are listed, the most particular first.
    pub(super) fn heads(&mut self, ty: Ty) -> Vec<Head> {
        match self.table.node(ty) {
            Node::Adt(id, _) => vec![Head::Adt(id)],
            Node::Int(kind) => vec![Head::Int(kind), Head::AnyInt],
            Node::Var {
                kind: VarKind::Int, ..
            } => {
                vec![Head::Int(interleave_program::IntKind::I32), Head::AnyInt]
            }
            Node::F32 => vec![Head::F32, Head::AnyFloat],
            Node::F64
            | Node::Var {
                kind: VarKind::Float,
                ..
            } => vec![Head::F64, Head::AnyFloat],
            Node::Bool => vec![Head::Bool],
            Node::Char => vec![Head::Char],
            Node::Str => vec![Head::Str],
            Node::Slice(_) => vec![Head::Slice],
            Node::Array(..) => vec![Head::Array],
            Node::Tuple(_) => vec![Head::Tuple],
            Node::Ptr(_) => vec![Head::Ptr],
            Node::Fn(..) => vec![Head::Fn],
            Node::Object(Some(id), _) => vec![Head::Object(id)],
            _ => Vec::new(),
        }
    }
}

/// One more than the largest parameter number in a signature.
fn largest_parameter(sig: &Sig) -> u16 {
    let all = |sigs: &[Sig]| sigs.iter().map(largest_parameter).max().unwrap_or(0);
    match sig {
        Sig::Param(index) => index + 1,
        Sig::Ref(_, to) | Sig::Ptr(to) | Sig::Slice(to) => largest_parameter(to),
        Sig::Array(of, len) => largest_parameter(of).max(largest_parameter(len)),
        Sig::Tuple(parts) | Sig::Adt(_, parts) | Sig::Object(_, parts) => all(parts),
        Sig::Fn(_, params, ret) => all(params).max(largest_parameter(ret)),
        Sig::Assoc(base, _, args) => all(args).max(largest_parameter(base)),
        _ => 0,
    }
}
