//! Whether a body says something: a syntactic search.

use crate::walk::{self, Visit};

/// Whether the block has a path that begins with `Self::`, which means something else for each type.
pub fn says_self_path(block: &syn::Block) -> bool {
    let mut search = SelfPaths(false);
    search.visit_block(block);
    search.0
}

struct SelfPaths(bool);

impl<'a> Visit<'a> for SelfPaths {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let starts = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "Self");
        self.0 |= starts;
        walk::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        // Macro arguments are tokens: look for the word.
        self.0 |= says_word(mac.tokens.clone(), "Self");
    }
}

fn says_word(tokens: proc_macro2::TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == word,
        proc_macro2::TokenTree::Group(group) => says_word(group.stream(), word),
        _ => false,
    })
}
