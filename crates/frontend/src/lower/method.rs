//! Method calls: the receiver as a place, arguments, hidden result types.

use interleave_program::{
    Const, MethodTarget, Op, Reg, SelfKind, Span, TypeHint, TypeTag, operator_symbol,
};
use syn::Expr;

use super::call::Receiver;
use crate::impls::{HINTED, OF_CONTENT, from_symbol, inherent_symbol};
use crate::infer::Takes;
use crate::names::{Callee, Def, TypeId};
use crate::resolve::{Namespace, Resolved, unraw};
use crate::session::{MethodCall, Session};
use crate::spans;
use crate::std_names::trait_of_any;

impl<'a> Session<'a> {
    /// dst = receiver.method(args…)
    pub fn method_into(&mut self, expr: &'a Expr, e: &'a syn::ExprMethodCall, dst: Reg) {
        let name_span = spans::of(e.method.span());
        let span = spans::join(name_span, spans::of(e.paren_token.span.close()));
        self.label_call(span);
        let name = match self.inferred.facts().cloned.contains(&name_span.start) {
            true => "clone".to_owned(),
            false => unraw(&e.method),
        };
        let args: Vec<&'a Expr> = e.args.iter().collect();
        if args.len() > 100 {
            return self.unsupported(
                "arguments",
                span,
                "a call with that many arguments",
                "put them into a struct",
            );
        }
        if self.is_pointer(&e.receiver) {
            return self.pointer_method(name_span, &name, e, dst);
        }
        let hidden = HINTED
            .contains(&name.as_str())
            .then(|| self.call_hint(expr, e.turbofish.as_ref(), &name));
        if args.is_empty()
            && let Some(Const::Type(hint)) = &hidden
            && self.own_conversion(span, &name, hint, &e.receiver, dst)
        {
            return;
        }
        let hidden = hidden.map(|hidden| self.defaulted(name_span, &name, hidden));
        if let Some(hint) = self.cell_content(expr, e) {
            return self.take_from_cell(span, &e.receiver, hint, dst);
        }
        if let Some(callee) = self.iterator_order(&name, name_span) {
            self.note_moved(&e.receiver);
            return self.call_args(span, callee, &[&e.receiver, args[0]], None, dst);
        }
        self.note_method(&name, name_span, &e.receiver);
        if self.takes_receiver(&name, &e.receiver) {
            self.note_moved(&e.receiver);
        }
        let receiver = match self.changes_receiver(e) {
            true => {
                let place = self.place_mut(&e.receiver, false);
                self.follow_derefs(&e.receiver, place, true);
                Receiver::Place(place)
            }
            false => match self.promoted_receiver(e) {
                Some(place) => Receiver::Place(place),
                None => self.receiver(&e.receiver),
            },
        };
        // The prelude means std's traits, whatever else the program's types call by these names.
        let name = match self.is_prelude {
            true => operator_symbol(&name).unwrap_or(name),
            false => {
                let name = self.twin_method(name, name_span, &e.receiver);
                let name = self.awaited_twin(name, e);
                let is_inherent = self.inferred.facts().inherent.contains(&name_span.start);
                let name = match is_inherent && OF_CONTENT.contains(&name.as_str()) {
                    true => inherent_symbol(&name),
                    false => name,
                };
                match self.instance_method(name.clone(), name_span) {
                    own if own == name => self.method_of_bound(name, name_span),
                    instance => instance,
                }
            }
        };
        self.call_method(span, &name, receiver, &args, hidden, dst);
    }

    /// The function of `std::iter::order` that compares two iterators, where `name` at `at` is `Iterator`'s.
    fn iterator_order(&mut self, name: &str, at: Span) -> Option<Callee> {
        if !self.inferred.facts().iter_orders.contains(&at.start) {
            return None;
        }
        let std = self.names.crate_root("std");
        let iter = self.names.child_module(std, "iter");
        let order = self.names.child_module(iter, "order");
        match self.lookup_in(order, name, Namespace::Values)? {
            Def::Callee(callee) => Some(callee),
            _ => None,
        }
    }

    /// Whether the method is known to use up its receiver.
    fn takes_receiver(&self, name: &str, receiver: &Expr) -> bool {
        let Some(symbol) = self.program.symbols.get(name) else {
            return false;
        };
        let tags = match self.inferred.deref_tags(receiver) {
            Some(tags) => tags,
            None => return false,
        };
        let own = tags.iter().find(|tag| self.has_own_method(**tag, symbol));
        // Found behind a pointer, it is not the variable itself that is used up.
        let kind = own
            .and_then(|tag| self.program.method(*tag, symbol))
            .map(|method| method.self_kind);
        match kind {
            Some(SelfKind::Value) => own == tags.first(),
            Some(SelfKind::Pointer) => own == tags.get(1),
            _ => false,
        }
    }

    /// Whether the method takes `&mut self` of something reached through the program's own `Deref` or `Index`.
    fn changes_receiver(&self, e: &syn::ExprMethodCall) -> bool {
        if self.is_prelude {
            return false;
        }
        let facts = self.inferred.facts();
        let at = spans::of(e.method.span()).start;
        matches!(
            facts.takes.get(&at),
            Some(Takes::RefMut | Takes::RefMutBehind)
        ) && (!facts.derefs.is_empty() || !facts.own_indexed.is_empty())
    }

    /// Bytes in memory have methods of `std::io`'s and of `tokio::io`'s traits under one name: the trait that is in scope
    /// decides. A type that is not known is asked for the awaited one, too.
    fn awaited_twin(&mut self, name: String, e: &syn::ExprMethodCall) -> String {
        let tags = self.inferred.deref_tags(&e.receiver);
        let (awaited, other) = match (name.as_str(), e.args.len()) {
            ("lines", 0) | ("read_line", 1) | ("read_until", 2) => ("AsyncBufReadExt", "BufRead"),
            ("read" | "read_exact" | "read_to_end" | "read_to_string", 1) => {
                ("AsyncReadExt", "Read")
            }
            ("write" | "write_all", 1) | ("flush", 0) => ("AsyncWriteExt", "Write"),
            _ => return name,
        };
        let is_in_memory = match tags {
            None => !self.is_of_program(&name),
            Some(tags) => match tags.iter().find(|tag| !tag.is_owner()) {
                Some(&tag) if tag.user_index().is_none() => {
                    matches!(tag, TypeTag::VEC | TypeTag::SLICE | TypeTag::ARRAY)
                }
                Some(_) => !self.is_of_program(&name),
                None => false,
            },
        };
        if is_in_memory
            && self.sees_trait(&["tokio", "io", awaited])
            && !self.sees_trait(&["std", "io", other])
        {
            return format!("{name}_awaited");
        }
        name
    }

    /// Whether the trait of this path is in scope under its own name.
    fn sees_trait(&mut self, path: &[&str; 3]) -> bool {
        let module = self.b().module();
        let named = self.follow(module, &path[2..], Namespace::Types, None, false);
        let meant = self.follow(module, path, Namespace::Types, None, true);
        matches!(named, Ok(Resolved::Def(Def::Trait(_)))) && named == meant
    }

    /// Whether a type of the program has a method of this name.
    fn is_of_program(&self, name: &str) -> bool {
        let Some(symbol) = self.program.symbols.get(name) else {
            return false;
        };
        let tags = 0..self.program.methods.len() as u16;
        tags.filter_map(|tag| self.program.method(TypeTag(tag), symbol))
            .any(|method| match method.target {
                MethodTarget::Fn(id) => !self.program.functions[id.index()].is_prelude,
                _ => false,
            })
    }

    /// The place of a receiver that the method borrows, when that is a constant row or struct or a part of one: it is
    /// there all the time, as behind `&`.
    fn promoted_receiver(&mut self, e: &'a syn::ExprMethodCall) -> Option<Reg> {
        let mut receiver = &*e.receiver;
        while let Expr::Paren(inner) = receiver {
            receiver = &inner.expr;
        }
        let at = spans::of(e.method.span()).start;
        if self.inferred.facts().takes.get(&at) != Some(&Takes::Ref) {
            return None;
        }
        let mut whole = receiver;
        while let Expr::Index(syn::ExprIndex { expr: of, .. })
        | Expr::Field(syn::ExprField { base: of, .. })
        | Expr::Paren(syn::ExprParen { expr: of, .. }) = whole
        {
            whole = of;
        }
        let is_bare_tuple = matches!(receiver, Expr::Tuple(_));
        let is_constant = !is_bare_tuple && self.is_constant_composite(whole);
        is_constant.then(|| self.place_read(receiver, false))
    }

    fn receiver(&mut self, expr: &'a Expr) -> Receiver {
        match self.local_register(expr) {
            Some(reg) => Receiver::Register(reg),
            None => Receiver::Place(self.place(expr, false)),
        }
    }

    /// dst = receiver.method(args…, hidden), all in registers but the arguments
    pub fn call_method(
        &mut self,
        span: Span,
        name: &str,
        receiver: Receiver,
        args: &[&'a Expr],
        hidden: Option<Const>,
        dst: Reg,
    ) {
        let watched = self.watched_poll(name, args.len());
        let mark = self.b().mark();
        let count = 1 + args.len() + usize::from(hidden.is_some());
        // A place that was computed last already stands where the window begins.
        let row = match receiver {
            Receiver::Place(place) if place.0 + 1 == mark => {
                self.b().alloc_row(count - 1);
                place
            }
            Receiver::Place(place) => {
                let row = self.b().alloc_row(count);
                self.op(
                    span,
                    Op::Copy {
                        dst: row,
                        src: place,
                    },
                );
                row
            }
            Receiver::Register(src) => {
                let row = self.b().alloc_row(count);
                self.op(span, Op::RefLocal { dst: row, src });
                row
            }
        };
        for (index, arg) in args.iter().enumerate() {
            self.expr_into(arg, Reg(row.0 + 1 + index as u16));
        }
        if let Some(hidden) = hidden {
            self.load_const(span, Reg(row.0 + 1 + args.len() as u16), hidden);
        }
        if let Some(watched) = watched {
            self.poll_begins(span, row, watched);
        }
        self.waker_called(span, name, args.len(), row);
        self.call_of_row(span, name, row, count, dst);
        if let Some(watched) = watched {
            self.poll_ends(span, watched, dst);
        }
    }

    /// dst = the method of what the first of `count` registers leads to, with the others; they are given up.
    fn call_of_row(&mut self, span: Span, name: &str, row: Reg, count: usize, dst: Reg) {
        let window = self.top_row(row, count);
        let method = self.symbol(name);
        let argc = count as u8;
        self.op(
            span,
            Op::CallMethod {
                dst,
                method,
                args: window,
                argc,
            },
        );
        if usize::from(self.b().mark()) == usize::from(window.0) + count {
            self.b().release(window.0);
        }
    }

    /// The type of the program that `cell.take()` takes out of a `Cell` or `RefCell`.
    fn cell_content(&self, expr: &Expr, call: &syn::ExprMethodCall) -> Option<TypeHint> {
        if self.is_prelude || call.method != "take" || !call.args.is_empty() {
            return None;
        }
        let mut tags = self.inferred.deref_tags(&call.receiver)?.iter();
        let is_cell = matches!(
            *tags.find(|tag| !tag.is_owner())?,
            TypeTag::CELL | TypeTag::REF_CELL
        );
        let hint = self.inferred.hint(expr);
        (is_cell && self.own_type(&hint).is_some()).then_some(hint)
    }

    /// dst = `cell.replace(Default::default())`
    fn take_from_cell(&mut self, span: Span, cell: &'a Expr, hint: TypeHint, dst: Reg) {
        let src = self.place(cell, false);
        let row = self.b().alloc_row(2);
        self.op(span, Op::Copy { dst: row, src });
        self.default_of(span, hint, Reg(row.0 + 1));
        self.call_of_row(span, "replace", row, 2, dst);
    }

    /// Conversions into the program's own types go straight to what the program wrote.
    fn own_conversion(
        &mut self,
        span: Span,
        name: &str,
        hint: &TypeHint,
        receiver: &'a Expr,
        dst: Reg,
    ) -> bool {
        let target = match (name, hint) {
            ("into", TypeHint::Named(tag, _)) => self.names.type_of_tag(*tag),
            ("into", TypeHint::Tuple(_)) => self.names.type_of_tag(TypeTag::TUPLE),
            ("into" | "collect" | "sum" | "product", hint) => self.own_type(hint),
            ("parse" | "try_into", TypeHint::Named(tag, args)) if *tag == TypeTag::RESULT => {
                args.first().and_then(|hint| self.own_type(hint))
            }
            _ => None,
        };
        let Some(target) = target else {
            return false;
        };
        let made_by = self.names.types[target].associated.get("from").copied();
        let function = match name {
            "into" if self.converts_own(target, receiver) => {
                let symbol = from_symbol(&self.names.types[target].name, target);
                let receiver = self.receiver(receiver);
                self.call_method(span, &symbol, receiver, &[], None, dst);
                return true;
            }
            // A type of std of which the prelude says how it is made.
            "into"
                if matches!(made_by, Some(Def::Callee(Callee::Fn(function)))
                    if self.program.functions[function.index()].is_prelude)
                    && self.inferred.hint(receiver) != *hint =>
            {
                "from"
            }
            "collect" => "from_iter",
            "sum" => "sum",
            "product" => "product",
            "parse" => "from_str",
            "try_into" => "try_from",
            _ => return false,
        };
        let Some(callee) = self.function_of_std_trait(target, function) else {
            return false;
        };
        if name == "parse" {
            let place = self.place(receiver, false);
            let row = self.b().scratch();
            self.op(
                span,
                Op::Copy {
                    dst: row,
                    src: place,
                },
            );
            self.call_row(span, callee, dst, row, 1);
        } else {
            self.call_args(span, callee, &[receiver], None, dst);
        }
        true
    }

    /// The function of a trait of std as the program writes it for the type.
    fn function_of_std_trait(&self, target: TypeId, function: &str) -> Option<Callee> {
        let own = &self.names.types[target].associated;
        let of_trait = trait_of_any(function);
        let found = of_trait
            .and_then(|of| self.item_of_trait(target, of, function))
            .or_else(|| own.get(function).copied());
        match found {
            Some(Def::Callee(callee @ Callee::Fn(_))) => Some(callee),
            _ => None,
        }
    }

    /// What `str::parse` calls when its result is a type of the program.
    pub fn own_parse(&self, result: &TypeHint) -> Option<Callee> {
        let TypeHint::Named(TypeTag::RESULT, args) = result else {
            return None;
        };
        let target = self.own_type(args.first()?)?;
        self.function_of_std_trait(target, "from_str")
    }

    /// Remembers a call to be checked once all methods are known.
    fn note_method(&mut self, name: &str, span: Span, receiver: &Expr) {
        if self.is_prelude {
            return;
        }
        let tags = self.inferred.deref_tags(receiver).map(<[TypeTag]>::to_vec);
        self.called_methods.push(MethodCall {
            name: name.to_owned(),
            span,
            tags,
        });
    }
}
