//! The environment of a program that has none: no arguments but its name, no variables.

pub fn args() -> Iter {
    vec![String::from("main")].into_iter()
}

pub fn var(name: K) -> Result {
    Err(VarError::NotPresent)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VarError {
    NotPresent,
}

impl std::fmt::Display for VarError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("environment variable not found")
    }
}

impl Error for VarError {}
