//! Why a slider cannot be moved.

use std::fmt;

/// Why a parameter cannot be set to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterError {
    /// The text has no parameter of this name.
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
                let known = known.join(", ");
                write!(f, "there is no parameter {name:?}; there are: {known}")
            }
            Self::OutOfRange {
                name,
                value,
                smallest,
                largest,
            } => write!(
                f,
                "{name:?} cannot be {value}: it can be {smallest} to {largest}"
            ),
        }
    }
}

impl std::error::Error for ParameterError {}
