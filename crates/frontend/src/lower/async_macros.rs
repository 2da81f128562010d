//! Macros of async programs: `pin!`, `ready!`, `join!`, `try_join!`, `select!`, `poll!`, `pending!`.
//!
//! `join!` and `select!` put their futures into an array and await a future of the prelude that polls them; which arm
//! of a `select!` runs is decided here, where the patterns are.

use interleave_program::{Op, Reg, ShapeId, Span};
use syn::Expr;

use crate::macro_table::{Arg, Select};
use crate::names::{AsyncMacro, Callee, Def};
use crate::resolve::{Namespace, Resolved};
use crate::session::Session;
use crate::spans;

/// Most branches: what comes out is a tuple, or an arm.
const MAX_BRANCHES: usize = 12;

impl<'a> Session<'a> {
    /// The macro of an async crate or of std that a path names.
    pub fn async_macro(&mut self, path: &syn::Path) -> Option<AsyncMacro> {
        let names = crate::resolve::segments(path);
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        let module = self.b().module();
        let found = self.follow(module, &parts, Namespace::Types, None, false);
        match found {
            Ok(Resolved::Def(Def::Macro(it))) => Some(it),
            _ => None,
        }
    }

    /// dst = value of such a macro
    pub fn async_list_macro(
        &mut self,
        mac: &'a syn::Macro,
        which: AsyncMacro,
        list: &'a [Arg],
        is_biased: bool,
        dst: Reg,
    ) {
        let span = spans::mac(mac);
        match (which, list) {
            // Nothing moves in memory: the variable stays what it is.
            (AsyncMacro::PinInPlace, _) => {
                self.op(span, Op::Unit { dst });
            }
            (AsyncMacro::Pin, [arg]) => {
                let value = self.b().alloc();
                self.b().keep(value);
                self.expr_into(&arg.value, value);
                self.op(span, Op::RefLocal { dst, src: value });
            }
            (AsyncMacro::Ready, [arg]) => self.ready_macro(span, &arg.value, dst),
            (AsyncMacro::Join | AsyncMacro::JoinInOrder, list) => {
                let rotates = which == AsyncMacro::Join && !is_biased;
                self.join_macro(span, list, "join", rotates, dst);
            }
            (AsyncMacro::TryJoin | AsyncMacro::TryJoinInOrder, list) => {
                let rotates = which == AsyncMacro::TryJoin && !is_biased;
                self.join_macro(span, list, "try_join", rotates, dst);
            }
            (AsyncMacro::PollOnce, list @ [_]) => {
                self.join_macro(span, list, "poll_once", false, dst);
            }
            (AsyncMacro::PendingOnce, []) => {
                self.join_macro(span, list, "pending_once", false, dst);
            }
            _ => self.unsupported(
                "macro",
                span,
                "a macro call of this form",
                "write it as its documentation does",
            ),
        }
    }

    /// `Ready(v)` gives v, `Pending` is returned.
    fn ready_macro(&mut self, span: Span, value: &'a Expr, dst: Reg) {
        let poll = self.b().alloc();
        self.expr_into(value, poll);
        let place = self.place_of(span, poll);
        let test = self.b().scratch();
        let shape = ShapeId::READY;
        self.op(
            span,
            Op::TestShape {
                dst: test,
                place,
                shape,
            },
        );
        let pending = self.jump_unless(span, test);
        let field = self.symbol("0");
        self.op(
            span,
            Op::GetField {
                dst,
                base: place,
                field,
            },
        );
        let done = self.b().jump();
        self.b().land(pending);
        self.op(span, Op::Return { src: poll });
        self.b().land(done);
    }

    fn join_macro(&mut self, span: Span, list: &'a [Arg], name: &str, rotates: bool, dst: Reg) {
        if list.len() > MAX_BRANCHES {
            return self.unsupported(
                "macro",
                span,
                "a `join!` of more than twelve futures",
                "join groups of them",
            );
        }
        if !self.needs_async(span) {
            return;
        }
        let mark = self.b().mark();
        let future = self.b().alloc();
        let row = self.b().alloc_row(2);
        let values: Vec<&'a Expr> = list.iter().map(|arg| &arg.value).collect();
        self.array_of(span, &values, row, false);
        let last = Reg(row.0 + 1);
        self.op(
            span,
            Op::Bool {
                dst: last,
                value: rotates,
            },
        );
        self.call_library(span, &["tokio", "macros", name], row, 2, future);
        self.await_register(span, future, dst);
        if self.b().mark() == row.0 + 2 {
            self.b().release(mark);
        }
    }

    fn needs_async(&mut self, span: Span) -> bool {
        let is_async = self.b().is_async;
        if !is_async {
            let message =
                "this macro awaits: it is only allowed inside `async` functions and blocks";
            self.error(interleave_program::Diagnostic::error(
                "E0728", span, message,
            ));
        }
        is_async
    }

    /// Calls a function of the library by its path.
    pub fn call_library(&mut self, span: Span, path: &[&str], args: Reg, argc: u8, dst: Reg) {
        let root = self.root;
        let found = self.follow(root, path, Namespace::Values, None, false);
        if let Ok(Resolved::Def(Def::Callee(Callee::Fn(function)))) = found {
            let args = self.top_row(args, usize::from(argc));
            self.op(
                span,
                Op::Call {
                    dst,
                    function,
                    args,
                    argc,
                },
            );
        }
    }

    /// dst = value of the arm of a `tokio::select!` that wins
    pub fn select_macro(&mut self, mac: &'a syn::Macro, select: &'a Select, dst: Reg) {
        let span = spans::mac(mac);
        let count = select.branches.len();
        if !self.needs_async(span) {
            return;
        }
        let outer = self.b().mark();
        // Conditions first, then all futures, as tokio's expansion evaluates them.
        let disabled = self.b().alloc();
        let row = self.b().alloc_row(count);
        for (index, branch) in select.branches.iter().enumerate() {
            let at = Reg(row.0 + index as u16);
            match &branch.condition {
                Some(condition) => {
                    self.expr_into(condition, at);
                    self.op(span, Op::Not { dst: at, src: at });
                }
                None => {
                    self.op(
                        span,
                        Op::Bool {
                            dst: at,
                            value: false,
                        },
                    );
                }
            }
        }
        let args = self.top_row(row, count);
        let len = count as u16;
        self.op(
            span,
            Op::Array {
                dst: disabled,
                args,
                len,
            },
        );
        let selected = self.b().alloc();
        let row = self.b().alloc_row(3);
        let futures: Vec<&'a Expr> = select.branches.iter().map(|it| &it.future).collect();
        self.array_of(span, &futures, row, false);
        self.op(
            span,
            Op::Move {
                dst: Reg(row.0 + 1),
                src: disabled,
            },
        );
        let last = Reg(row.0 + 2);
        self.op(
            span,
            Op::Bool {
                dst: last,
                value: select.is_biased,
            },
        );
        self.call_library(span, &["tokio", "macros", "select"], row, 3, selected);
        self.select_arms(span, select, selected, dst);
        if self.b().mark() > outer {
            self.b().close_temporaries(outer);
        }
    }

    /// dst = value of the arm of a `futures::select!` that wins
    pub fn select_fused(
        &mut self,
        mac: &'a syn::Macro,
        select: &'a Select,
        is_biased: bool,
        dst: Reg,
    ) {
        let span = spans::mac(mac);
        if !self.needs_async(span) {
            return;
        }
        let outer = self.b().mark();
        let selected = self.b().alloc();
        let row = self.b().alloc_row(3);
        let count = select.branches.len();
        let futures = self.b().alloc_row(count);
        for (index, branch) in select.branches.iter().enumerate() {
            let at = Reg(futures.0 + index as u16);
            match &branch.future {
                path @ Expr::Path(_) => {
                    let src = self.place(path, false);
                    self.op(span, Op::Copy { dst: at, src });
                }
                future => self.expr_into(future, at),
            }
        }
        let args = self.top_row(futures, count);
        let len = count as u16;
        self.op(
            span,
            Op::Array {
                dst: row,
                args,
                len,
            },
        );
        let flags = [is_biased, select.otherwise.is_some()];
        for (index, value) in flags.into_iter().enumerate() {
            let dst = Reg(row.0 + 1 + index as u16);
            self.op(span, Op::Bool { dst, value });
        }
        let name = match &select.default {
            Some(_) => "select_now",
            None => "select",
        };
        self.call_library(span, &["futures", "macros", name], row, 3, selected);
        self.select_arms(span, select, selected, dst);
        if self.b().mark() > outer {
            self.b().close_temporaries(outer);
        }
    }

    /// Awaits the winner until one matches its pattern, and runs its arm.
    fn select_arms(&mut self, span: Span, select: &'a Select, selected: Reg, dst: Reg) {
        let again = self.b().here();
        let place = self.place_of(span, selected);
        let won = self.b().alloc();
        self.await_register(span, place, won);
        // (index of the branch, or the number of branches when all are disabled; its value)
        let pair = self.place_of(span, won);
        let index = self.b().scratch();
        let (first, second) = (self.symbol("0"), self.symbol("1"));
        self.op(
            span,
            Op::GetField {
                dst: index,
                base: pair,
                field: first,
            },
        );
        let value = self.b().scratch();
        self.op(
            span,
            Op::RefField {
                dst: value,
                base: pair,
                field: second,
            },
        );
        let mut ends = Vec::new();
        for (number, branch) in select.branches.iter().enumerate() {
            let next = self.unless_number(span, index, number);
            let mark = self.b().mark();
            self.open_names();
            let mut fails = Vec::new();
            self.test(&branch.pat, value, &mut fails);
            // All futures are dropped before the arm runs.
            self.op(span, Op::Drop { reg: selected });
            self.bind(&branch.pat, value, None);
            self.expr_into(&branch.handler, dst);
            self.close_names();
            self.b().drop_from(mark);
            let end = self.b().jump();
            ends.push(end);
            self.b().release(mark);
            if !fails.is_empty() {
                self.b().land_all(&fails);
                self.op(span, Op::Drop { reg: won });
                let back = self.b().jump();
                self.b().land_at(back, again);
            }
            self.b().land(next);
        }
        self.op(span, Op::Drop { reg: selected });
        for (more, arm) in select.rest() {
            let next = self.unless_number(span, index, select.branches.len() + more);
            self.expr_into(arm, dst);
            let end = self.b().jump();
            ends.push(end);
            self.b().land(next);
        }
        if select.otherwise.is_none() && select.default.is_none() {
            let message = self.b().alloc();
            let text = "all branches are disabled and there is no else branch".to_owned();
            self.load_const(span, message, interleave_program::Const::Str(text));
            self.op(span, Op::Panic { message });
        }
        for end in ends {
            self.b().land(end);
        }
    }

    /// A jump that is taken unless the register holds `number`.
    fn unless_number(&mut self, span: Span, index: Reg, number: usize) -> usize {
        let wanted = self.b().scratch();
        let kind = interleave_program::IntKind::Usize;
        self.op(
            span,
            Op::Int {
                dst: wanted,
                kind,
                value: number as i32,
            },
        );
        let test = self.b().scratch();
        self.op(
            span,
            Op::Eq {
                dst: test,
                a: index,
                b: wanted,
            },
        );
        let jump = self.jump_unless(span, test);
        self.b().release(wanted.0);
        jump
    }
}
