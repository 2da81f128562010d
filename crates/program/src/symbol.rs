//! Interned names: fields and methods are compared as small numbers at run time.

use std::collections::BTreeMap;

use crate::ids::Symbol;

/// Names and their symbols. The first sixteen are the tuple fields "0" to "15".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolTable {
    names: Vec<String>,
    by_name: BTreeMap<String, Symbol>,
}

impl Default for SymbolTable {
    fn default() -> Self {
        let mut table = Self {
            names: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for field in 0..16 {
            table.intern(&field.to_string());
        }
        table
    }
}

impl SymbolTable {
    /// The symbol of `name`, new or known.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.by_name.get(name) {
            return *symbol;
        }
        let symbol = Symbol::from_index(self.names.len());
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), symbol);
        symbol
    }

    /// The symbol of `name` when it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Symbol> {
        self.by_name.get(name).copied()
    }

    /// The name of `symbol`.
    #[must_use]
    pub fn name(&self, symbol: Symbol) -> &str {
        &self.names[symbol.index()]
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
