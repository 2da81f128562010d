//! A formatting in progress: what `std::fmt::Formatter` knows.

use interleave_program::FormatSpec;

/// A placeholder's specification with its counts read.
pub type Spec = FormatSpec<Option<u32>>;

/// What a user's `fmt` writes to: the text so far and the placeholder's specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Formatter {
    /// What has been written.
    pub text: String,
    /// How it was asked for.
    pub spec: Spec,
}
