//! What needs `unsafe` (E0133): raw pointers that are followed, `static mut`, calls of an `unsafe fn`.

use interleave_program::{Diagnostic, Span, StaticId};

use crate::session::Session;

impl Session<'_> {
    /// Reports what stands outside of `unsafe`. A closure's body is inside of what is around the closure.
    pub fn needs_unsafe(&mut self, span: Span, what: &str) {
        let is_inside = self.stack.iter().any(|body| body.unsafe_blocks > 0);
        if is_inside || self.is_prelude {
            return;
        }
        let message = format!("{what} is unsafe and requires an `unsafe` block");
        let help = "write `unsafe { … }` around it, and above it why that is right";
        self.error(Diagnostic::error("E0133", span, message).with_help(help));
    }

    /// A use of a static.
    pub fn check_static(&mut self, span: Span, index: StaticId) {
        if self.mutable_statics.contains(&index) {
            self.needs_unsafe(span, "using a `static mut`");
        }
    }
}
