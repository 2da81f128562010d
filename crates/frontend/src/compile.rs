//! The way of a text: parse, declare, infer, lower, check, link.

use interleave_program::{
    Const, Diagnostic, FnId, FormatSpec, FormatTrait, Map, Op, Parameter, Program, Reg, SelfKind,
    ShapeId, Span, StaticId, Sys, TypeTag,
};
use syn::{Item, ReturnType};

use crate::attributes::AsyncMain;
use crate::library::library;
use crate::lower::body::{Body, Context};
use crate::macro_table::MacroTable;
use crate::names::{Callee, Def};
use crate::resolve::Namespace;
use crate::session::Session;
use crate::{checks, expand, infer, parameters, parse, spans};

/// What compiling a text gives.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The program; `None` exactly when there is an error among the diagnostics.
    pub program: Option<Program>,
    /// Errors or warnings in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Sliders found in the text, also of texts that are refused but parse.
    pub parameters: Vec<Parameter>,
}

/// Compiles Rust text to a program that the virtual machine runs.
#[must_use]
pub fn compile(source: &str) -> Compiled {
    match expand::expand(source) {
        Ok(None) => compile_plain(source),
        Ok(Some(expanded)) => {
            let mut compiled = compile_plain(&expanded.source);
            expanded.map.compiled(&mut compiled, source);
            compiled
        }
        Err(diagnostic) => Compiled {
            program: None,
            diagnostics: vec![diagnostic],
            parameters: Vec::new(),
        },
    }
}

/// Compiles a text without macros of its own.
fn compile_plain(source: &str) -> Compiled {
    let library = library(source);
    let file = match parse::parse(source) {
        Ok(file) => file,
        Err(diagnostic) => {
            return Compiled {
                program: None,
                diagnostics: vec![diagnostic],
                parameters: Vec::new(),
            };
        }
    };
    let parameters = parameters::parameters_of(&file, source);
    let macros = MacroTable::of(&file);
    let program = library.program.clone();
    let names = library.names.clone();
    let mut session = Session::new(program, names, source, &macros, false);
    session.constants.clone_from(&library.constants);
    session.check_attributes(&file.attrs);
    let root = session.root;
    session.declare_all(file.items.iter(), root);
    session.connect();
    let of_std = [["std", "net"], ["std", "task"]];
    let mut of_std: Vec<_> = of_std
        .iter()
        .flat_map(|path| session.types_of_std(path))
        .collect();
    for path in [&["tokio", "sync"][..], &["tokio", "sync", "mpsc"]] {
        let types = session.types_of_std(path).into_iter();
        of_std.extend(types.map(|(name, tag)| (format!("Tokio{name}"), tag)));
    }
    let of_io = session.types_of_std(&["std", "io"]).into_iter();
    // The table has one name for it and others for what else is called so.
    let error = of_io.filter(|(name, _)| name == "Error");
    of_std.extend(error.map(|(_, tag)| ("IoError".to_owned(), tag)));
    let (inferred, inference) = infer::infer(&file, &session.type_offsets, &of_std);
    session.of_bounds.clone_from(&inferred.facts().of_bounds);
    session.inferred = inferred;
    session.inference = Some(inference);
    for diagnostic in checks::check(&file, &session.inferred, &macros) {
        session.error(diagnostic);
    }
    session.run_jobs();
    session.finish_type_instances();
    session.check_types(&file);
    let main = session.entry(&file);
    session.check_methods();
    session.check_fields();
    session.finish(main, parameters)
}

impl Session<'_> {
    /// The types of a module of std with what their values are at run time.
    fn types_of_std(&self, path: &[&str]) -> Vec<(String, TypeTag)> {
        let Some((root, inner)) = path.split_first() else {
            return Vec::new();
        };
        let mut module = self.names.crates.get(*root).copied();
        for name in inner {
            let types = module.map(|module| &self.names.modules[module].types);
            module = match types.and_then(|types| types.get(*name)) {
                Some(Def::Module(inner)) => Some(*inner),
                _ => None,
            };
        }
        let types = module.map(|module| &self.names.modules[module].types);
        let types = types.into_iter().flat_map(Map::iter);
        let tagged = types.filter_map(|(name, def)| match def {
            Def::Type(id) => Some((name.clone(), self.names.types[*id].tag)),
            _ => None,
        });
        tagged.collect()
    }

    /// The entry point: `main`, or a function around it when it answers a `Result`.
    fn entry(&mut self, file: &syn::File) -> FnId {
        let found = self.lookup_in(self.root, "main", Namespace::Values);
        let Some(Def::Callee(Callee::Fn(main))) = found else {
            let end = self.source.len() as u32;
            let span = Span::new(end.saturating_sub(1), end);
            let message = "the program has no `main` function";
            self.error(
                Diagnostic::error("E0601", span, message).with_help("add `fn main() { … }`"),
            );
            return FnId::default();
        };
        let sig = file.items.iter().find_map(|item| match item {
            Item::Fn(item) if item.sig.ident == "main" => Some(item),
            _ => None,
        });
        let Some(item) = sig else {
            return main;
        };
        let sig = &item.sig;
        let main = match (&sig.asyncness, AsyncMain::find(&item.attrs)) {
            (Some(_), Some(attribute)) => self.wrap_async_main(main, attribute),
            (Some(_), None) => {
                let message = "`main` function is not allowed to be `async`";
                self.error(
                    Diagnostic::error("E0752", spans::of(sig.ident.span()), message).with_help(
                        "write `#[tokio::main]` above it, or `block_on(async { … })` in it",
                    ),
                );
                main
            }
            (None, _) => main,
        };
        if !sig.inputs.is_empty() {
            let message = "`main` takes no parameters";
            self.error(Diagnostic::error(
                "E0580",
                spans::of(sig.ident.span()),
                message,
            ));
        }
        match &sig.output {
            ReturnType::Type(_, ty) if !matches!(&**ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty()) => {
                self.wrap_main(main, Span::NONE)
            }
            _ => main,
        }
    }

    /// A runtime that runs `main`'s future.
    fn wrap_async_main(&mut self, main: FnId, attribute: AsyncMain) -> FnId {
        let id = self.reserve("main", 0, SelfKind::None);
        self.program.functions[id.index()].is_prelude = true;
        self.stack
            .push(Body::new(id, "main".to_owned(), Context::default()));
        let result = self.b().alloc();
        let row = self.b().alloc_row(2);
        self.op(
            Span::NONE,
            Op::Call {
                dst: row,
                function: main,
                args: row,
                argc: 0,
            },
        );
        match attribute {
            AsyncMain::Tokio(said) => {
                let workers = match said.workers {
                    _ if said.is_paused => -2,
                    workers => workers.map_or(-1, i128::from),
                };
                let value = Const::Int(interleave_program::IntKind::I32, workers);
                self.load_const(Span::NONE, Reg(row.0 + 1), value);
                let path = ["tokio", "runtime", "run_main"];
                self.call_library(Span::NONE, &path, row, 2, result);
            }
            AsyncMain::AsyncStd => {
                let path = ["async_std", "task", "block_on"];
                self.call_library(Span::NONE, &path, row, 1, result);
            }
        }
        self.op(Span::NONE, Op::Return { src: result });
        self.finish_body();
        id
    }

    /// Calls `main`; an `Err` is printed as std does and ends the process with code 1.
    fn wrap_main(&mut self, main: FnId, span: Span) -> FnId {
        let id = self.reserve("main", 0, SelfKind::None);
        self.program.functions[id.index()].is_prelude = true;
        self.stack
            .push(Body::new(id, "main".to_owned(), Context::default()));
        let result = self.b().alloc();
        let place = self.b().scratch();
        let test = self.b().scratch();
        let row = self.b().alloc();
        self.op(
            span,
            Op::Call {
                dst: result,
                function: main,
                args: row,
                argc: 0,
            },
        );
        self.op(
            span,
            Op::RefLocal {
                dst: place,
                src: result,
            },
        );
        self.op(
            span,
            Op::TestShape {
                dst: test,
                place,
                shape: ShapeId::ERR,
            },
        );
        let done = self.jump_unless(span, test);
        let field = self.symbol("0");
        self.op(
            span,
            Op::RefField {
                dst: place,
                base: place,
                field,
            },
        );
        self.op(span, Op::FormatNew { dst: row });
        self.append(span, row, &mut "Error: ".to_owned());
        let spec = self.format_id(FormatSpec::plain(FormatTrait::Debug));
        self.op(
            span,
            Op::FormatArg {
                buffer: row,
                place,
                spec,
            },
        );
        self.append(span, row, &mut "\n".to_owned());
        self.op(
            span,
            Op::Sys {
                dst: test,
                sys: Sys::PrintErr,
                args: row,
                argc: 1,
            },
        );
        let code = Const::Int(interleave_program::IntKind::I32, 1);
        self.load_const(span, row, code);
        self.op(
            span,
            Op::Sys {
                dst: test,
                sys: Sys::Exit,
                args: row,
                argc: 1,
            },
        );
        self.b().land(done);
        self.op(span, Op::Unit { dst: Reg(test.0) });
        self.op(span, Op::Return { src: test });
        self.finish_body();
        id
    }

    /// Calls of methods that no type has, or that the receiver's known type does not have.
    fn check_methods(&mut self) {
        if self.has_missing_std {
            return;
        }
        let has_missing_items = self.sink.has_error("E0046");
        for call in std::mem::take(&mut self.called_methods) {
            // What an implementation leaves out has been reported there.
            if has_missing_items && self.is_of_own_trait(&call.name) {
                continue;
            }
            if let Some(diagnostic) = self.check_method(&call) {
                self.error(diagnostic);
            }
        }
    }

    fn is_of_own_trait(&self, method: &str) -> bool {
        let mut traits = self.names.traits.iter();
        traits.any(|info| info.is_user && info.methods.contains_key(method))
    }

    /// Fields that no struct has.
    fn check_fields(&mut self) {
        for (name, span) in std::mem::take(&mut self.named_fields) {
            let is_known = self.program.symbols.get(&name).is_some_and(|symbol| {
                let mut shapes = self.program.shapes.iter();
                symbol.0 < 16 || shapes.any(|shape| shape.fields.contains(&symbol))
            });
            if is_known {
                continue;
            }
            let message = format!("no struct has a field `{name}`");
            let own = self
                .program
                .shapes
                .iter()
                .filter(|shape| shape.tag.user_index().is_some());
            let names: Vec<&str> = own
                .flat_map(|shape| &shape.fields)
                .map(|field| self.program.symbols.name(*field))
                .collect();
            let near = crate::nearest::nearest(&name, names.into_iter()).map(str::to_owned);
            let diagnostic = Diagnostic::error("E0609", span, message);
            self.error(match near {
                Some(near) => diagnostic.with_help(format!("there is `{near}`")),
                None => diagnostic,
            });
        }
    }

    fn check_method(&self, call: &crate::session::MethodCall) -> Option<Diagnostic> {
        let symbol = self.program.symbols.get(&call.name);
        let is_blanket = symbol.is_some_and(|symbol| {
            let mut blanket = self.program.blanket_methods.iter();
            blanket.any(|(known, _)| *known == symbol)
        });
        let all: Vec<_> = (0..self.program.methods.len())
            .map(|tag| TypeTag(tag as u16))
            .collect();
        let receiver = match &call.tags {
            Some(tags) if !tags.is_empty() => {
                // The prelude's own types may stand for built-in ones: names decide.
                let has = |tag: &TypeTag| {
                    let name = self.program.type_name(*tag);
                    let same = all
                        .iter()
                        .filter(|other| self.program.type_name(**other) == name);
                    symbol.is_some_and(|symbol| {
                        same.into_iter()
                            .any(|tag| self.has_own_method(*tag, symbol))
                    })
                };
                if is_blanket || tags.iter().any(has) {
                    return None;
                }
                Some(self.program.type_name(tags[0]).to_owned())
            }
            _ if is_blanket => return None,
            _ if symbol
                .is_some_and(|symbol| all.iter().any(|tag| self.has_own_method(*tag, symbol))) =>
            {
                return None;
            }
            _ => None,
        };
        let message = match &receiver {
            Some(name) => format!("no method `{}` is known for `{name}`", call.name),
            None => format!("no method `{}` is known", call.name),
        };
        if call.name == "drop" && self.drops_itself(call) {
            let message = "explicit use of destructor method";
            let help = "call `drop(value)`, which takes the value";
            return Some(Diagnostic::error("E0040", call.span, message).with_help(help));
        }
        let diagnostic = Diagnostic::error("E0599", call.span, message);
        let near = self.near_method(call);
        Some(match near {
            Some(near) => diagnostic.with_help(format!("there is `{near}`")),
            None => diagnostic.with_help(
                "no type of the program or of the built-in part of std has it; write it as a function or an `impl`",
            ),
        })
    }

    /// Whether the receiver's type has a destructor.
    fn drops_itself(&self, call: &crate::session::MethodCall) -> bool {
        let tags = call.tags.iter().flatten();
        let mut own = tags.filter_map(|tag| tag.user_index());
        own.any(|index| self.program.types[index].drop.is_some())
    }

    fn near_method(&self, call: &crate::session::MethodCall) -> Option<String> {
        let all: Vec<_> = match &call.tags {
            Some(tags) => tags.clone(),
            None => (0..self.program.methods.len())
                .map(|tag| TypeTag(tag as u16))
                .collect(),
        };
        let own = all
            .iter()
            .filter_map(|tag| self.program.methods.get(usize::from(tag.0)))
            .flatten();
        let names = own
            .chain(&self.program.blanket_methods)
            .map(|(symbol, _)| self.program.symbols.name(*symbol));
        crate::nearest::nearest(&call.name, names).map(str::to_owned)
    }

    fn finish(mut self, main: FnId, parameters: Vec<Parameter>) -> Compiled {
        if self.sink.has_errors() {
            return Compiled {
                program: None,
                diagnostics: self.sink.into_errors(),
                parameters,
            };
        }
        self.order_statics();
        self.program.main = main;
        self.program.parameters.clone_from(&parameters);
        self.program.source_span = Span::new(0, self.source.len() as u32);
        Compiled {
            program: Some(self.program),
            diagnostics: self.sink.into_warnings(),
            parameters,
        }
    }

    /// Statics that nobody named come first: initialisers of the others may refer to them.
    fn order_statics(&mut self) {
        let count = self.program.statics.len();
        let mut order: Vec<usize> = (0..count).collect();
        interleave_program::sort_by_key(&mut order, |index| {
            !self.program.statics[*index].name.is_empty()
        });
        if order.is_sorted() {
            return;
        }
        let mut new_index = vec![0; count];
        for (new, old) in order.iter().enumerate() {
            new_index[*old] = new;
        }
        let old = std::mem::take(&mut self.program.statics);
        self.program.statics = order.iter().map(|index| old[*index].clone()).collect();
        let names_one = |op: &Op| matches!(op, Op::RefStatic { .. });
        for function in &mut self.program.functions {
            // Shared with the prelude; only what changes is copied.
            if !function.code.iter().any(names_one) {
                continue;
            }
            for op in &mut function.code {
                if let Op::RefStatic { index, .. } = op {
                    *index = StaticId::from_index(new_index[index.index()]);
                }
            }
        }
    }
}
