//! One file a subcommand. Each answers its exit code, or a refusal to print.

pub mod claims;
pub mod explore;
pub mod export;
pub mod gallery;
pub mod parameters;
pub mod run;
pub mod table;
pub mod verify;

use interleave_playground::Language;

use crate::args::LanguageArg;

/// Exit code for a program or arguments that are refused.
pub const REFUSED: u8 = 2;

/// What to print to standard error before exiting with [`REFUSED`].
pub struct Refusal(pub String);

impl From<String> for Refusal {
    /// A sentence about the arguments.
    fn from(sentence: String) -> Self {
        Self(format!("interleave: {sentence}\n"))
    }
}

impl From<LanguageArg> for Language {
    fn from(argument: LanguageArg) -> Self {
        match argument {
            LanguageArg::En => Self::En,
            LanguageArg::Zh => Self::Zh,
        }
    }
}
