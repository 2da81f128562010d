//! `ControlFlow` and `Bound`.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlFlow {
    Continue(C),
    Break(B),
}

impl ControlFlow {
    pub fn is_break(&self) -> bool {
        match self {
            ControlFlow::Break(_) => true,
            _ => false,
        }
    }

    pub fn is_continue(&self) -> bool {
        !self.is_break()
    }

    pub fn break_value(self) -> Option {
        match self {
            ControlFlow::Break(value) => Some(value),
            _ => None,
        }
    }

    pub fn map_break(self, f: F) -> ControlFlow {
        match self {
            ControlFlow::Break(value) => ControlFlow::Break(f(value)),
            other => other,
        }
    }

    pub fn map_continue(self, f: F) -> ControlFlow {
        match self {
            ControlFlow::Continue(value) => ControlFlow::Continue(f(value)),
            other => other,
        }
    }

    pub fn continue_value(self) -> Option {
        match self {
            ControlFlow::Continue(value) => Some(value),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    Included(T),
    Excluded(T),
    Unbounded,
}
