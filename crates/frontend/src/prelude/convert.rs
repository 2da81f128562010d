//! Errors of conversions.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Infallible;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryFromSliceError(());

impl std::fmt::Display for TryFromSliceError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("could not convert slice to array")
    }
}
