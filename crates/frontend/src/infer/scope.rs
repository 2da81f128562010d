//! Names: modules, what they declare and import, and what a path leads to.
//!
//! Blocks that contain items are modules too, which look into the module around them. A path that leads
//! nowhere in the program is taken to be std's.

use std::cell::{Cell, RefCell};

use crate::walk::{self, Visit};
use interleave_program::{IntKind, Map};
use syn::{Item, UseTree};

use super::anchor::offset;
use super::sig::{AdtId, Convert, Named, Sig, TraitId};
use super::std_table::Std;

/// Most steps from import to import that a name is followed through.
const MAX_STEPS: u32 = 16;
/// A glob import costs as many: each multiplies the places to look in.
const GLOB: u32 = 9;

/// What a path leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Def {
    Module(usize),
    Adt(AdtId),
    Trait(TraitId),
    Alias(usize),
    Fn(usize),
    /// A `const` or `static`.
    Value(usize),
    Variant(AdtId, usize),
    /// Not the program's: the path as far as it is known.
    Std(Vec<String>),
}

/// Which of a name's two meanings is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Space {
    Type,
    Value,
}

#[derive(Default)]
struct Module {
    /// The module or block around it.
    parent: Option<usize>,
    /// What it adds to the paths of what is in it; `None` when that is not known.
    name: Option<String>,
    is_block: bool,
    types: Map<String, Def>,
    values: Map<String, Def>,
    uses: Map<String, Vec<String>>,
    globs: Vec<Vec<String>>,
}

type Known = Map<(usize, Space, String), Option<Def>>;

/// All names of a program, and the items behind them by number.
pub(super) struct Scopes<'a> {
    pub(super) std: &'static Std,
    modules: Vec<Module>,
    /// Blocks with items, by the offset of their brace.
    pub(super) blocks: Map<u32, usize>,
    pub(super) adts: Vec<(usize, &'a Item)>,
    pub(super) traits: Vec<(usize, &'a syn::ItemTrait)>,
    pub(super) impls: Vec<(usize, &'a syn::ItemImpl)>,
    pub(super) functions: Vec<(usize, &'a syn::ItemFn)>,
    pub(super) values: Vec<(usize, &'a Item)>,
    aliases: Vec<(usize, &'a syn::ItemType)>,
    /// How many aliases are being looked through.
    depth: Cell<u32>,
    /// Names that have been looked up.
    known: RefCell<Known>,
}

impl<'a> Scopes<'a> {
    pub(super) fn of(file: &'a syn::File, std: &'static Std) -> Self {
        let mut scopes = Self {
            std,
            modules: vec![Module::default()],
            blocks: Map::new(),
            adts: Vec::new(),
            traits: Vec::new(),
            impls: Vec::new(),
            functions: Vec::new(),
            values: Vec::new(),
            aliases: Vec::new(),
            depth: Cell::new(0),
            known: RefCell::new(Known::new()),
        };
        let mut work: Vec<(usize, &'a Item)> = file.items.iter().map(|item| (0, item)).collect();
        // Blocks found inside an item's bodies add their own items to the work.
        while let Some((module, item)) = work.pop() {
            scopes.declare(module, item, &mut work);
        }
        scopes
    }

    fn declare(&mut self, module: usize, item: &'a Item, work: &mut Vec<(usize, &'a Item)>) {
        let mut define = |space: Space, name: &syn::Ident, def: Def| {
            let names = match space {
                Space::Type => &mut self.modules[module].types,
                Space::Value => &mut self.modules[module].values,
            };
            names.insert(name.to_string(), def);
        };
        let id = AdtId((self.std.base.adts.len() + self.adts.len()) as u32);
        match item {
            Item::Struct(item_struct) => {
                define(Space::Type, &item_struct.ident, Def::Adt(id));
                if !matches!(item_struct.fields, syn::Fields::Named(_)) {
                    define(Space::Value, &item_struct.ident, Def::Adt(id));
                }
                self.adts.push((module, item));
            }
            Item::Enum(item_enum) => {
                define(Space::Type, &item_enum.ident, Def::Adt(id));
                self.adts.push((module, item));
            }
            Item::Trait(item_trait) => {
                let id = TraitId(self.traits.len() as u32);
                define(Space::Type, &item_trait.ident, Def::Trait(id));
                self.traits.push((module, item_trait));
            }
            Item::Type(alias) => {
                define(Space::Type, &alias.ident, Def::Alias(self.aliases.len()));
                self.aliases.push((module, alias));
            }
            Item::Fn(function) => {
                let def = Def::Fn(self.functions.len());
                define(Space::Value, &function.sig.ident, def);
                self.functions.push((module, function));
            }
            Item::Const(value) => {
                define(Space::Value, &value.ident, Def::Value(self.values.len()));
                self.values.push((module, item));
            }
            Item::Static(value) => {
                define(Space::Value, &value.ident, Def::Value(self.values.len()));
                self.values.push((module, item));
            }
            Item::Impl(item_impl) => self.impls.push((module, item_impl)),
            Item::Use(item_use) => self.import(module, &item_use.tree, &mut Vec::new()),
            Item::Mod(item_mod) => {
                self.declare_module(module, item_mod, work);
                return;
            }
            _ => {}
        }
        let mut blocks = Blocks {
            found: Vec::new(),
            depth: 0,
        };
        blocks.visit_item(item);
        let function = match item {
            Item::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        };
        self.declare_blocks((module, function), blocks.found, work);
    }

    fn declare_module(
        &mut self,
        module: usize,
        item: &'a syn::ItemMod,
        work: &mut Vec<(usize, &'a Item)>,
    ) {
        let id = self.modules.len();
        self.modules.push(Module {
            parent: Some(module),
            name: Some(item.ident.to_string()),
            ..Module::default()
        });
        let name = item.ident.to_string();
        self.modules[module].types.insert(name, Def::Module(id));
        let items = item.content.iter().flat_map(|(_, items)| items);
        work.extend(items.map(|item| (id, item)));
    }

    /// Declares the blocks with items that an item's bodies contain; each is inside the one found before it
    /// whose braces enclose it.
    fn declare_blocks(
        &mut self,
        (module, function): (usize, Option<String>),
        found: Vec<&'a syn::Block>,
        work: &mut Vec<(usize, &'a Item)>,
    ) {
        let mut open: Vec<(u32, usize)> = Vec::new();
        for block in found {
            let start = offset(block.brace_token.span.open());
            let end = offset(block.brace_token.span.close());
            while open.last().is_some_and(|(end, _)| *end < start) {
                open.pop();
            }
            let id = self.modules.len();
            self.modules.push(Module {
                parent: Some(open.last().map_or(module, |(_, id)| *id)),
                name: function.clone().filter(|_| open.is_empty()),
                is_block: true,
                ..Module::default()
            });
            self.blocks.insert(start, id);
            open.push((end, id));
            work.extend(block.stmts.iter().filter_map(|stmt| match stmt {
                syn::Stmt::Item(item) => Some((id, item)),
                _ => None,
            }));
        }
    }

    fn import(&mut self, module: usize, tree: &UseTree, prefix: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.import(module, &path.tree, prefix);
                prefix.pop();
            }
            UseTree::Name(name) => self.import_as(module, &name.ident, &name.ident, prefix),
            UseTree::Rename(rename) => {
                self.import_as(module, &rename.ident, &rename.rename, prefix);
            }
            UseTree::Glob(_) => self.modules[module].globs.push(prefix.clone()),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(module, tree, prefix);
                }
            }
        }
    }

    fn import_as(
        &mut self,
        module: usize,
        name: &syn::Ident,
        alias: &syn::Ident,
        prefix: &[String],
    ) {
        let mut path = prefix.to_vec();
        let mut alias = alias.to_string();
        if name == "self" {
            if alias == "self" {
                alias = path.last().cloned().unwrap_or_default();
            }
        } else {
            path.push(name.to_string());
        }
        self.modules[module].uses.insert(alias, path);
    }

    /// The modules and functions around what is declared in `module`, each after `::`, where they have names.
    pub(super) fn path_of(&self, module: usize) -> Option<String> {
        let scope = &self.modules[module];
        let Some(parent) = scope.parent else {
            return Some(String::new());
        };
        Some(format!(
            "{}::{}",
            self.path_of(parent)?,
            scope.name.as_ref()?
        ))
    }

    /// What `path` leads to from `module`, and how many of its segments say so; the others name something
    /// inside a type.
    pub(super) fn resolve(&self, module: usize, path: &[String], space: Space) -> (Def, usize) {
        self.resolve_at(module, path, space, 0)
            .unwrap_or_else(|| (Def::Std(path.to_vec()), path.len()))
    }

    fn resolve_at(
        &self,
        module: usize,
        path: &[String],
        space: Space,
        depth: u32,
    ) -> Option<(Def, usize)> {
        let first = path.first()?;
        let space_at = |index: usize| match index + 1 == path.len() {
            true => space,
            false => Space::Type,
        };
        let mut def = match first.as_str() {
            "crate" => Def::Module(0),
            "self" => Def::Module(self.real(module)),
            "super" => Def::Module(self.real(self.modules[self.real(module)].parent?)),
            // A function may be called what a crate is.
            name if is_crate(name) && space_at(0) == Space::Type => return None,
            name => self.lookup(module, name, space_at(0), depth)?,
        };
        for (index, name) in path.iter().enumerate().skip(1) {
            def = match def {
                Def::Module(inner) if name == "super" => {
                    Def::Module(self.real(self.modules[inner].parent?))
                }
                Def::Module(inner) => self.lookup(inner, name, space_at(index), depth)?,
                Def::Adt(id) => match self.variant(id, name) {
                    Some(variant) => Def::Variant(id, variant),
                    None => return Some((Def::Adt(id), index)),
                },
                Def::Std(mut known) => {
                    known.push(name.clone());
                    Def::Std(known)
                }
                other => return Some((other, index)),
            };
        }
        Some((def, path.len()))
    }

    /// A name in a module; answers to first questions are kept.
    fn lookup(&self, module: usize, name: &str, space: Space, depth: u32) -> Option<Def> {
        if depth > 0 {
            return self.look(module, name, space, depth);
        }
        let key = (module, space, name.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.look(module, name, space, depth);
        // Before all names are declared nothing is looked up, so what is known stays right.
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn look(&self, module: usize, name: &str, space: Space, depth: u32) -> Option<Def> {
        if depth > MAX_STEPS {
            return None;
        }
        let here = &self.modules[module];
        let own = match space {
            Space::Type => here.types.get(name),
            Space::Value => here.values.get(name),
        };
        if let Some(def) = own {
            return Some(def.clone());
        }
        if let Some(path) = here.uses.get(name) {
            let found = self.resolve_at(module, path, space, depth + 1);
            return match found {
                Some((def, used)) if used == path.len() => Some(def),
                Some(_) => None,
                None => Some(Def::Std(path.clone())),
            };
        }
        let glob = here.globs.iter().find_map(|path| {
            let found = self.resolve_at(module, path, Space::Type, depth + GLOB);
            match found.map_or_else(|| Def::Std(path.clone()), |(def, _)| def) {
                Def::Module(inner) if inner != module => {
                    self.lookup(inner, name, space, depth + GLOB / 2)
                }
                Def::Adt(id) => Some(Def::Variant(id, self.variant(id, name)?)),
                Def::Std(mut path) => {
                    let of = path.last().and_then(|of| self.std.base.by_name.get(of));
                    let of = of.map(|id| super::base::Head::Adt(*id));
                    let known = of.is_some_and(|of| !self.std.base.of(of, name).is_empty());
                    path.push(name.to_owned());
                    (known || self.std.base.by_name.contains_key(name)).then_some(Def::Std(path))
                }
                _ => None,
            }
        });
        glob.or_else(|| match here.parent {
            Some(parent) if here.is_block => self.lookup(parent, name, space, depth),
            _ => None,
        })
    }

    /// The module itself, or for a block the module around it.
    fn real(&self, module: usize) -> usize {
        let mut module = module;
        while self.modules[module].is_block {
            module = self.modules[module].parent.unwrap_or(0);
        }
        module
    }

    fn variant(&self, id: AdtId, name: &str) -> Option<usize> {
        let index = (id.0 as usize).checked_sub(self.std.base.adts.len())?;
        match self.adts[index].1 {
            Item::Enum(item) => item
                .variants
                .iter()
                .position(|variant| variant.ident == name),
            _ => None,
        }
    }

    /// What a path in a type leads to.
    pub(super) fn named(&self, module: usize, path: &syn::Path) -> Named {
        let segments = strings(path);
        match self.resolve(module, &segments, Space::Type) {
            (Def::Adt(id), used) if used == segments.len() => {
                Named::Adt(id, self.generics(id).map_or(0, count))
            }
            (Def::Trait(id), _) => Named::Trait(id),
            (Def::Alias(index), used) if used == segments.len() => self.alias(index),
            (Def::Std(path), _) => match (self.std_type(&path), segments.len()) {
                (Named::Nothing, 1) => self.constant(module, &segments),
                (named, _) => named,
            },
            _ => self.constant(module, &segments),
        }
    }

    /// A constant where a type might stand: an argument for a const parameter.
    fn constant(&self, module: usize, path: &[String]) -> Named {
        match self.const_at(module, path, 0) {
            Some(value) => Named::Number(value),
            None => Named::Nothing,
        }
    }

    fn const_at(&self, module: usize, path: &[String], depth: u32) -> Option<i128> {
        let (Def::Value(index), used) = self.resolve(module, path, Space::Value) else {
            return None;
        };
        let (module, item) = self.values[index];
        match item {
            Item::Const(item) if used == path.len() => {
                self.const_value(module, &item.expr, depth + 1)
            }
            _ => None,
        }
    }

    /// The value of a constant integer, truth value or character, where plain arithmetic tells it.
    pub(super) fn const_value(&self, module: usize, expr: &syn::Expr, depth: u32) -> Option<i128> {
        if depth > MAX_STEPS {
            return None;
        }
        let inner = |expr: &syn::Expr| self.const_value(module, expr, depth + 1);
        match super::sig::bare(expr) {
            syn::Expr::Lit(lit) => crate::literal::constant_value(&lit.lit),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
                inner(&unary.expr).map(|value| -value)
            }
            syn::Expr::Cast(cast) => inner(&cast.expr),
            syn::Expr::Path(path) if path.qself.is_none() => {
                self.const_at(module, &strings(&path.path), depth)
            }
            syn::Expr::Binary(binary) => {
                let (left, right) = (inner(&binary.left)?, inner(&binary.right)?);
                match binary.op {
                    syn::BinOp::Add(_) => left.checked_add(right),
                    syn::BinOp::Sub(_) => left.checked_sub(right),
                    syn::BinOp::Mul(_) => left.checked_mul(right),
                    syn::BinOp::Div(_) => left.checked_div(right),
                    syn::BinOp::Rem(_) => left.checked_rem(right),
                    syn::BinOp::Shl(_) => left.checked_shl(u32::try_from(right).ok()?),
                    syn::BinOp::Shr(_) => left.checked_shr(u32::try_from(right).ok()?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn generics(&self, id: AdtId) -> Option<&'a syn::Generics> {
        let index = (id.0 as usize).checked_sub(self.std.base.adts.len())?;
        match self.adts[index].1 {
            Item::Struct(item) => Some(&item.generics),
            Item::Enum(item) => Some(&item.generics),
            _ => None,
        }
    }

    fn alias(&self, index: usize) -> Named {
        if self.depth.get() > 8 {
            return Named::Nothing;
        }
        self.depth.set(self.depth.get() + 1);
        let (module, item) = self.aliases[index];
        let resolve = |path: &syn::Path| self.named(module, path);
        let value = |expr: &syn::Expr| self.const_value(module, expr, 0);
        let mut convert = Convert::new(&resolve, &value, self.std.opaque());
        convert.declare(&item.generics);
        let sig = convert.ty(&item.ty);
        self.depth.set(self.depth.get() - 1);
        Named::Alias(usize::from(convert.next), sig)
    }

    /// std's type at a path whose last segment names it.
    pub(super) fn std_type(&self, path: &[String]) -> Named {
        let Some(name) = path.last() else {
            return Named::Nothing;
        };
        if is_of_async_crate(path) {
            let known = of_async_crate(path).filter(|name| name.starts_with(char::is_uppercase));
            let known = known.and_then(|name| self.std.base.by_name.get(&name));
            let generics = |id: &AdtId| self.std.base.adts[id.0 as usize].generics;
            return known.map_or(Named::Nothing, |id| Named::Adt(*id, generics(id)));
        }
        let is_fmt = |part: &String| part == "fmt";
        let is_io = |part: &String| part == "io";
        let lookup = |name: &str| self.std.base.by_name.get(name).copied();
        let adt = |id: AdtId| Named::Adt(id, self.std.base.adts[id.0 as usize].generics);
        match name.as_str() {
            "Weak" if path.iter().any(|part| part == "rc") => {
                lookup("RcWeak").map_or(Named::Nothing, adt)
            }
            "Result" if path.iter().any(is_fmt) => {
                let error = lookup("FmtError").map_or(Sig::Unknown, |id| Sig::Adt(id, Vec::new()));
                Named::Alias(0, Sig::Adt(self.std.result, vec![Sig::UNIT, error]))
            }
            "Result" if path.iter().any(|part| part == "thread") => Named::Alias(
                1,
                Sig::Adt(self.std.result, vec![Sig::Param(0), Sig::Unknown]),
            ),
            "Error" if path.iter().any(is_io) => lookup("IoError").map_or(Named::Nothing, adt),
            "Result" if path.iter().any(is_io) => {
                let error = lookup("IoError").map_or(Sig::Unknown, |id| Sig::Adt(id, Vec::new()));
                Named::Alias(1, Sig::Adt(self.std.result, vec![Sig::Param(0), error]))
            }
            "AtomicPtr" => lookup("Atomic").map_or(Named::Nothing, |id| {
                let pointer = Sig::Ptr(Box::new(Sig::Param(0)));
                Named::Alias(1, Sig::Adt(id, vec![pointer]))
            }),
            name if name.starts_with("Atomic") && name.len() > 6 => {
                let of = Sig::primitive(&name[6..].to_lowercase()).unwrap_or(Sig::Unknown);
                let id = lookup("Atomic");
                id.map_or(Named::Nothing, |id| Named::Alias(0, Sig::Adt(id, vec![of])))
            }
            name if name.starts_with("NonZero") && name.len() > 7 => {
                let of =
                    IntKind::from_name(&name[7..].to_lowercase()).map_or(Sig::Unknown, Sig::Int);
                let id = lookup("NonZero");
                id.map_or(Named::Nothing, |id| Named::Alias(0, Sig::Adt(id, vec![of])))
            }
            // Lower case names in the table are modules and primitives, except as a path's last resort.
            name if name.starts_with(char::is_lowercase) => Named::Nothing,
            name => lookup(name).map_or(Named::Nothing, adt),
        }
    }
}

/// Crates of whose types mostly only the names are known here; see [`OF_SYNC`].
pub(crate) const ASYNC_CRATES: &[&str] = &[
    "tokio",
    "futures",
    "tokio_stream",
    "tokio_util",
    "trpl",
    "async_std",
    "smol",
];
fn is_crate(name: &str) -> bool {
    ["std", "core", "alloc", "cpu"].contains(&name) || ASYNC_CRATES.contains(&name)
}

/// What they hand on of std.
const HANDED_ON: &[&str] = &["Duration", "Instant", "Future", "Poll", "Context", "Waker"];

/// Whether a path leads to something of an async crate's own: its `Mutex` is not std's.
pub(super) fn is_of_async_crate(path: &[String]) -> bool {
    let root = path.first().map_or("", String::as_str);
    let is_handed_on = |part: &String| HANDED_ON.contains(&part.as_str());
    // `tokio::io::Result`
    let is_of_io = |pair: &[String]| {
        pair[0] == "io" && ["Error", "ErrorKind", "Result"].contains(&pair[1].as_str())
    };
    let is_of_std = path.iter().rev().take(2).any(is_handed_on) || path.windows(2).any(is_of_io);
    ASYNC_CRATES.contains(&root) && !is_of_std
}

/// Types of `tokio::sync` that the table has, as `Tokio…`.
const OF_SYNC: &[&str] = &[
    "Mutex",
    "MutexGuard",
    "Notify",
    "OnceCell",
    "OwnedMutexGuard",
    "OwnedRwLockReadGuard",
    "OwnedRwLockWriteGuard",
    "RwLock",
    "RwLockReadGuard",
    "RwLockWriteGuard",
];

/// The same of `tokio::sync::mpsc`.
const OF_MPSC: &[&str] = &["Receiver", "Sender", "UnboundedReceiver", "UnboundedSender"];

/// The same of `tokio::io`.
const OF_IO: &[&str] = &[
    "BufReader",
    "BufWriter",
    "DuplexStream",
    "Lines",
    "ReadHalf",
    "WriteHalf",
];

/// The same of `tokio::net`.
const OF_NET: &[&str] = &[
    "OwnedReadHalf",
    "OwnedWriteHalf",
    "TcpListener",
    "TcpStream",
];

/// The name in the table of what a path of an async crate's leads to, where the table has it.
pub(super) fn of_async_crate(path: &[String]) -> Option<String> {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["tokio"] => Some("tokio_root".to_owned()),
        ["tokio", "task"] => Some("tokio_task".to_owned()),
        ["tokio", "time"] => Some("tokio_time".to_owned()),
        ["tokio", "time", name @ ("Interval" | "Sleep")] => Some(format!("Tokio{name}")),
        ["tokio", "task", name @ ("JoinHandle" | "JoinSet")] => Some(format!("Tokio{name}")),
        ["tokio", "io"] => Some("tokio_io".to_owned()),
        ["tokio", "io", name] if OF_IO.contains(name) => Some(format!("Tokio{name}")),
        ["tokio", "net", name] | ["tokio", "net", "tcp", name] if OF_NET.contains(name) => {
            Some(format!("Tokio{name}"))
        }
        ["tokio", "net", "tcp", name @ ("ReadHalf" | "WriteHalf")] => {
            Some(format!("TokioTcp{name}"))
        }
        ["tokio", "sync", "mpsc"] => Some("tokio_mpsc".to_owned()),
        ["tokio", "sync", name] if OF_SYNC.contains(name) => Some(format!("Tokio{name}")),
        ["tokio", "sync", "mpsc", name] if OF_MPSC.contains(name) => Some(format!("Tokio{name}")),
        ["tokio", "sync", "oneshot"] => Some("tokio_oneshot".to_owned()),
        ["tokio", "sync", "watch"] => Some("tokio_watch".to_owned()),
        ["tokio", "sync", "broadcast"] => Some("tokio_broadcast".to_owned()),
        ["tokio", "sync", "oneshot", name @ ("Receiver" | "Sender")] => {
            Some(format!("TokioOneshot{name}"))
        }
        [
            "tokio",
            "sync",
            "watch",
            name @ ("Receiver" | "Sender" | "Ref"),
        ] => Some(format!("TokioWatch{name}")),
        ["tokio", "sync", "broadcast", name @ ("Receiver" | "Sender")] => {
            Some(format!("TokioBroadcast{name}"))
        }
        ["futures", module @ ("executor" | "future" | "stream")] => {
            Some(format!("futures_{module}"))
        }
        ["futures" | "smol", "lock", name @ ("Mutex" | "RwLock")]
        | ["async_std", "sync", name @ ("Mutex" | "RwLock")] => Some(format!("Async{name}")),
        ["futures", "channel", module @ ("mpsc" | "oneshot")] => Some(format!("futures_{module}")),
        [
            "futures",
            "channel",
            "mpsc",
            "Receiver" | "UnboundedReceiver",
        ] => Some("AsyncReceiver".to_owned()),
        ["futures", "channel", "mpsc", "Sender" | "UnboundedSender"] => {
            Some("AsyncSender".to_owned())
        }
        [
            "futures",
            "channel",
            "oneshot",
            name @ ("Receiver" | "Sender"),
        ] => Some(format!("AsyncOneshot{name}")),
        ["futures", "stream", "BoxStream" | "LocalBoxStream"] => Some("AsyncStream".to_owned()),
        ["futures", "stream", "FuturesUnordered" | "FuturesOrdered"] => {
            Some("AsyncFutures".to_owned())
        }
        ["tokio_stream"] => Some("tokio_stream".to_owned()),
        [
            "tokio_stream",
            "wrappers",
            name @ ("ReceiverStream" | "UnboundedReceiverStream"),
        ] => Some(format!("Async{name}")),
        ["trpl"] => Some("trpl".to_owned()),
        ["trpl", name @ ("Receiver" | "Sender")] => Some(format!("TokioUnbounded{name}")),
        ["trpl", "JoinHandle"] => Some("TokioJoinHandle".to_owned()),
        ["trpl", "ReceiverStream"] => Some("AsyncUnboundedReceiverStream".to_owned()),
        _ => None,
    }
}

/// Number of type and const parameters.
fn count(generics: &syn::Generics) -> usize {
    let params = generics.params.iter();
    params
        .filter(|param| !matches!(param, syn::GenericParam::Lifetime(_)))
        .count()
}

/// The segments of a path as strings.
pub(super) fn strings(path: &syn::Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

/// Finds the blocks that contain items, outermost first, without looking into those items.
struct Blocks<'a> {
    found: Vec<&'a syn::Block>,
    depth: usize,
}

impl<'a> Visit<'a> for Blocks<'a> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        let has_items = block
            .stmts
            .iter()
            .any(|stmt| matches!(stmt, syn::Stmt::Item(_)));
        if has_items {
            self.found.push(block);
        }
        for stmt in &block.stmts {
            if !matches!(stmt, syn::Stmt::Item(_)) {
                self.visit_stmt(stmt);
            }
        }
    }

    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        if self.depth < super::MAX_DEPTH {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
