//! Interned names: fields and methods are compared as small numbers at run time.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::Symbol;
use crate::map::Set;

/// Names and their symbols. The first sixteen are the tuple fields "0" to "15".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolTable {
    names: Set<Arc<str>>,
}

impl Default for SymbolTable {
    fn default() -> Self {
        let mut table = Self { names: Set::new() };
        for field in 0..16 {
            table.intern(&field.to_string());
        }
        table
    }
}

impl SymbolTable {
    /// The symbol of `name`, new or known.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.get(name) {
            return symbol;
        }
        self.names.insert(Arc::from(name));
        Symbol::from_index(self.names.len() - 1)
    }

    /// The symbol of `name` when it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Symbol> {
        self.names.place_of(name).map(Symbol::from_index)
    }

    /// The name of `symbol`.
    #[must_use]
    pub fn name(&self, symbol: Symbol) -> &str {
        self.names.at(symbol.index())
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never true: the tuple fields are always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// All names, in the order of their symbols.
impl Serialize for SymbolTable {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((0..self.len()).map(|at| self.name(Symbol::from_index(at))))
    }
}

impl<'de> Deserialize<'de> for SymbolTable {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut table = Self::default();
        for name in Vec::<String>::deserialize(from)? {
            table.intern(&name);
        }
        Ok(table)
    }
}
