//! What a path means: scopes, modules, imports, types and their associated names.

use interleave_program::{Diagnostic, MethodTarget, Span};

use crate::names::{Callee, Def, ModuleId, TypeId};
use crate::session::{Import, Session};
use crate::spans;

/// Types and modules, or functions and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    Types,
    Values,
}

/// Where and why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Which part of the path.
    pub part: usize,
    /// What it was looked for in.
    pub inside: Option<Def>,
}

/// Result of following a path that may end in a trait's or type parameter's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Something declared.
    Def(Def),
    /// `Trait::name`
    TraitItem(usize, String),
    /// `T::name` of a type parameter.
    ParamItem(String, String),
    /// A type parameter itself.
    Param(String),
}

/// The only one of `several`, or else the only one of them that `is_here`.
pub fn the_one<T: Copy>(several: &[T], is_here: impl Fn(&T) -> bool) -> Option<T> {
    if let [only] = several {
        return Some(*only);
    }
    let mut here = several.iter().filter(|one| is_here(one));
    match (here.next(), here.next()) {
        (Some(one), None) => Some(*one),
        _ => None,
    }
}

impl Session<'_> {
    /// Looks `name` up in `module` itself, its `*` imports included.
    pub fn lookup_in(&self, module: ModuleId, name: &str, space: Namespace) -> Option<Def> {
        self.lookup_guarded(module, name, space, &mut Vec::new())
    }

    fn lookup_guarded(
        &self,
        module: ModuleId,
        name: &str,
        space: Namespace,
        visited: &mut Vec<ModuleId>,
    ) -> Option<Def> {
        if visited.contains(&module) {
            return None;
        }
        visited.push(module);
        let scope = &self.names.modules[module];
        let own = match space {
            Namespace::Types => scope.types.get(name),
            Namespace::Values => scope.values.get(name),
        };
        if let Some(def) = own {
            return Some(*def);
        }
        for glob in &scope.globs {
            let found = match glob {
                Def::Module(module) => self.lookup_guarded(*module, name, space, visited),
                Def::Type(id) => self.variant(*id, name),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn variant(&self, id: TypeId, name: &str) -> Option<Def> {
        let def = self.names.types[id].associated.get(name)?;
        matches!(def, Def::Constructor(_)).then_some(*def)
    }

    /// Looks `name` up from `module` outwards: blocks, the module, the prelude, the crates.
    pub fn lookup(&self, module: ModuleId, name: &str, space: Namespace) -> Option<Def> {
        let mut at = module;
        loop {
            if let Some(def) = self.lookup_in(at, name, space) {
                return Some(def);
            }
            let scope = &self.names.modules[at];
            match scope.parent {
                Some(parent) if scope.is_block => at = parent,
                _ => break,
            }
        }
        if let Some(def) = self.lookup_in(self.names.prelude, name, space) {
            return Some(def);
        }
        if space == Namespace::Values {
            return None;
        }
        if let Some(module) = self.names.crates.get(name) {
            return Some(Def::Module(*module));
        }
        // The prelude names built-in types without importing them.
        let tag = interleave_program::TypeTag::builtin(name).filter(|_| self.is_prelude)?;
        self.names.type_of_tag(tag).map(Def::Type)
    }

    /// The module that `self::` means in `module`: the innermost that is not a block.
    fn nearest_module(&self, module: ModuleId) -> ModuleId {
        let mut at = module;
        while self.names.modules[at].is_block {
            match self.names.modules[at].parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// Follows a path of names from `module`. `self_type` is what `Self` means.
    pub fn follow(
        &self,
        module: ModuleId,
        path: &[&str],
        space: Namespace,
        self_type: Option<TypeId>,
        is_global: bool,
    ) -> Result<Resolved, Unresolved> {
        let space_at = |index: usize| {
            if index + 1 == path.len() {
                space
            } else {
                Namespace::Types
            }
        };
        let (mut def, mut index) =
            self.first_part(module, path, space_at(0), self_type, is_global)?;
        while index < path.len() {
            let name = path[index];
            let unresolved = || Unresolved {
                part: index,
                inside: Some(def),
            };
            def = match def {
                Def::Module(inside) if name == "super" => {
                    Def::Module(self.names.modules[inside].parent.ok_or_else(unresolved)?)
                }
                Def::Module(inside) => self
                    .lookup_in(inside, name, space_at(index))
                    .ok_or_else(unresolved)?,
                Def::Type(id) => self.associated(id, name).ok_or_else(unresolved)?,
                Def::Trait(id) if index + 1 == path.len() => {
                    return Ok(Resolved::TraitItem(id, name.to_owned()));
                }
                Def::Refused => return Ok(Resolved::Def(Def::Refused)),
                _ => return Err(unresolved()),
            };
            index += 1;
        }
        Ok(Resolved::Def(def))
    }

    fn first_part(
        &self,
        module: ModuleId,
        path: &[&str],
        space: Namespace,
        self_type: Option<TypeId>,
        is_global: bool,
    ) -> Result<(Def, usize), Unresolved> {
        let nowhere = Unresolved {
            part: 0,
            inside: None,
        };
        let first = path.first().copied().ok_or_else(|| nowhere.clone())?;
        if is_global {
            let module = self.names.crates.get(first).ok_or(nowhere)?;
            return Ok((Def::Module(*module), 1));
        }
        let def = match first {
            "crate" => Def::Module(self.root),
            "self" if path.len() > 1 => Def::Module(self.nearest_module(module)),
            "super" => {
                let here = self.nearest_module(module);
                Def::Module(self.names.modules[here].parent.ok_or(nowhere)?)
            }
            "Self" => match self_type {
                Some(id) if path.len() == 1 && space == Namespace::Values => {
                    match self.names.types[id].shape {
                        Some(shape) => Def::Constructor(shape),
                        None => return Err(nowhere),
                    }
                }
                Some(id) => Def::Type(id),
                None => return Err(nowhere),
            },
            name => self.lookup(module, name, space).ok_or(nowhere)?,
        };
        Ok((def, 1))
    }

    /// `Type::name`: variant, associated function or constant, or a method as a function.
    pub fn associated(&self, id: TypeId, name: &str) -> Option<Def> {
        let info = &self.names.types[id];
        if let Some(def) = info.associated.get(name) {
            return Some(*def);
        }
        let symbol = self.program.symbols.get(name)?;
        let mut tags = vec![info.tag];
        tags.extend(deref_tags(info.tag));
        let method = tags
            .into_iter()
            .find_map(|tag| self.program.method(tag, symbol))?;
        Some(Def::Callee(self.callee_of(method.target)))
    }

    /// A method's target as something to call.
    pub fn callee_of(&self, target: MethodTarget) -> Callee {
        match target {
            MethodTarget::Fn(function) => Callee::Fn(function),
            MethodTarget::Native(native) => Callee::Native {
                native,
                argc: native_argc(native),
                typed: false,
            },
            MethodTarget::Sys(sys) => Callee::Sys {
                sys,
                argc: sys_argc(sys),
            },
        }
    }

    /// Resolves pending imports; whether one more is.
    pub fn resolve_imports(&mut self) -> bool {
        let all = self.imports.len();
        loop {
            let before = self.imports.len();
            let pending = std::mem::take(&mut self.imports).into_iter();
            self.imports = pending.filter(|import| !self.try_import(import)).collect();
            if self.imports.len() == before {
                return before < all;
            }
        }
    }

    /// Says what imports lead nowhere.
    pub fn report_imports(&mut self) {
        for import in std::mem::take(&mut self.imports) {
            self.report_import(&import);
        }
    }

    fn try_import(&mut self, import: &Import) -> bool {
        let path: Vec<&str> = import.path.iter().map(|(name, _)| name.as_str()).collect();
        let follow = |space| match self.follow(import.module, &path, space, None, false) {
            Ok(Resolved::Def(def)) => Some(def),
            _ => None,
        };
        let types = follow(Namespace::Types);
        let Some(name) = &import.name else {
            return match types {
                Some(def @ (Def::Module(_) | Def::Type(_))) => {
                    let globs = &mut self.names.modules[import.module].globs;
                    if !globs.contains(&def) {
                        globs.push(def);
                    }
                    true
                }
                _ => false,
            };
        };
        let values = follow(Namespace::Values);
        // `use x::name` must not find itself.
        let scope = &mut self.names.modules[import.module];
        if let Some(def) = types {
            scope.types.insert(name.clone(), def);
        }
        if let Some(def) = values {
            scope.values.insert(name.clone(), def);
        }
        let is_macro = path.first() == Some(&"std") && is_std_macro(path.last().unwrap_or(&""));
        types.is_some() || values.is_some() || is_macro
    }

    fn report_import(&mut self, import: &Import) {
        let path: Vec<&str> = import.path.iter().map(|(name, _)| name.as_str()).collect();
        let part = match self.follow(import.module, &path, Namespace::Types, None, false) {
            Err(unresolved) => unresolved,
            Ok(_) => Unresolved {
                part: path.len() - 1,
                inside: None,
            },
        };
        let (name, _) = &import.path[part.part.min(import.path.len() - 1)];
        let first = import.path[0].1;
        let last = import.path[import.path.len() - 1].1;
        let whole = path.join("::");
        // In a group only the name itself is wrong.
        let whole_span = spans::join(first, last);
        let span = match whole_span.text(self.source).contains(['{', ',']) {
            true => last,
            false => whole_span,
        };
        let message = format!("cannot find `{name}` in the import `{whole}`");
        let mut diagnostic = Diagnostic::error("E0432", span, message);
        match self.import_help(&path, &part) {
            Some(help) => diagnostic = diagnostic.with_help(help),
            None if is_std_path(&path) => {
                diagnostic = unsupported_std(&whole, span);
                self.has_missing_std = true;
            }
            None => {}
        }
        self.error(diagnostic);
        if let Some(name) = &import.name {
            let scope = &mut self.names.modules[import.module];
            scope.types.entry(name.clone()).or_insert(Def::Refused);
            scope.values.entry(name.clone()).or_insert(Def::Refused);
        }
    }

    fn import_help(&self, path: &[&str], unresolved: &Unresolved) -> Option<String> {
        let name = path.get(unresolved.part)?;
        if unresolved.part == 0 {
            return Some(crate_help(name));
        }
        let Some(Def::Module(module)) = unresolved.inside else {
            return None;
        };
        let scope = &self.names.modules[module];
        let known = scope.types.keys().chain(scope.values.keys());
        if let Some(near) = crate::nearest::nearest(name, known.map(String::as_str)) {
            return Some(format!("there is `{near}`"));
        }
        None
    }
}

/// Whether a path begins at std's root.
pub fn is_std_path(path: &[&str]) -> bool {
    path.first()
        .is_some_and(|root| ["std", "core", "alloc"].contains(root) || is_async_crate(root))
}

/// Crates of which the prelude has a part.
pub fn is_async_crate(name: &str) -> bool {
    crate::infer::ASYNC_CRATES.contains(&name)
}

/// A part of std that is not built in: the text is right Rust all the same.
pub fn unsupported_std(path: &str, span: Span) -> Diagnostic {
    let message = format!("`{path}` is not supported");
    let has = |part: &str| path.split("::").any(|name| name == part);
    let help = if path.starts_with("trpl")
        && ["get", "Html", "Response"].iter().any(|name| has(name))
    {
        "pages of other hosts cannot be fetched here: let an `async fn` sleep and return a text of your own"
    } else if is_async_crate(path.split("::").next().unwrap_or("")) {
        "what polls, joins, waits, sends and spawns is there of the async crates; files, other processes and signals are not"
    } else if has("fs") || has("net") || has("io") || has("env") || has("process") {
        "programs run in a simulated machine without files, network and other processes: put data into the text"
    } else {
        "std::thread, std::sync, std::time, collections, iterators and strings are there"
    };
    Diagnostic::error("unsupported-std", span, message).with_help(help)
}

/// What to say about a crate that is not there.
pub fn crate_help(name: &str) -> String {
    match name {
        "async_trait" | "futures_lite" | "futures_timer" | "pollster" => {
            format!(
                "`{name}` is not built in; std's futures, tokio, tokio_util, futures, trpl, async_std and smol are"
            )
        }
        "rayon" | "crossbeam" | "parking_lot" => {
            format!(
                "`{name}` is not built in; std::thread::scope, std::sync and std::sync::mpsc are"
            )
        }
        "rand" => {
            "random numbers are not built in: use fixed values, or a small generator of your own"
                .to_owned()
        }
        _ => "programs may use std and cpu::work; write your own module with `mod`".to_owned(),
    }
}

fn is_std_macro(name: &str) -> bool {
    matches!(
        name,
        "println" | "print" | "format" | "vec" | "panic" | "write" | "writeln"
    )
}

/// The type whose methods a built-in type offers besides its own.
pub fn deref_tags(tag: interleave_program::TypeTag) -> Vec<interleave_program::TypeTag> {
    use interleave_program::TypeTag as T;
    match tag {
        T::STRING => vec![T::STR],
        T::VEC | T::ARRAY => vec![T::SLICE],
        _ => Vec::new(),
    }
}

fn native_argc(native: interleave_program::Native) -> u8 {
    interleave_program::Native::TABLE
        .iter()
        .find(|row| row.item == native)
        .map_or(0, |row| row.argc)
}

fn sys_argc(sys: interleave_program::Sys) -> u8 {
    interleave_program::Sys::TABLE
        .iter()
        .find(|row| row.item == sys)
        .map_or(0, |row| row.argc)
}

/// The names of a path's segments.
pub fn segments(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| unraw(&segment.ident))
        .collect()
}

/// An identifier's name without `r#`.
pub fn unraw(ident: &proc_macro2::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// The span of the `index`th segment's name.
pub fn segment_span(path: &syn::Path, index: usize) -> Span {
    path.segments.iter().nth(index).map_or_else(
        || spans::path(path),
        |segment| spans::of(segment.ident.span()),
    )
}
