//! Literals of the source that can be sliders: finding, naming and rewriting them.

use std::fmt;

use interleave_program::Parameter;

/// Why a slider cannot be moved to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterError {
    /// The text has no parameter of this name; the names it has.
    UnknownName {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The literal cannot have this value.
    OutOfRange {
        /// The parameter.
        name: String,
        /// What was asked for.
        value: i64,
        /// Smallest possible value.
        smallest: i64,
        /// Largest possible value.
        largest: i64,
    },
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownName { name, known } if known.is_empty() => {
                write!(f, "there is no parameter {name:?}: the program has none")
            }
            Self::UnknownName { name, known } => {
                write!(
                    f,
                    "there is no parameter {name:?}; there are: {}",
                    known.join(", ")
                )
            }
            Self::OutOfRange {
                name,
                value,
                smallest,
                largest,
            } => {
                write!(
                    f,
                    "{name:?} cannot be {value}: it can be {smallest} to {largest}"
                )
            }
        }
    }
}

impl std::error::Error for ParameterError {}

/// The sliders of `source` in order of appearance; none when it does not parse.
#[must_use]
pub fn parameters(source: &str) -> Vec<Parameter> {
    syn::parse_file(source).map_or_else(|_| Vec::new(), |file| parameters_of(&file, source))
}

/// The sliders of the text `source` that `file` was parsed from.
#[must_use]
pub fn parameters_of(_file: &syn::File, _source: &str) -> Vec<Parameter> {
    Vec::new()
}

/// The text with the literal of parameter `name` rewritten to `value`.
///
/// # Errors
/// When there is no such parameter, or its literal cannot have that value.
pub fn set_parameter(source: &str, name: &str, _value: i64) -> Result<String, ParameterError> {
    Err(ParameterError::UnknownName {
        name: name.to_owned(),
        known: parameters(source)
            .into_iter()
            .map(|known| known.name)
            .collect(),
    })
}
