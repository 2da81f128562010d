//! `async` bodies as the state machines that they are.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// An `async fn`, block or closure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateMachine {
    /// "fetch", "Cache::square", "main::{async}": blocks and closures by the function that they stand in.
    pub name: String,
    /// The whole body.
    pub span: Span,
    /// What it can wait at, in order of place. Its states are the start, one for each of these, and the end.
    pub awaits: Vec<AwaitPoint>,
}

/// A state in which the body is parked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitPoint {
    /// The `.await` with what it waits for, or a macro that awaits.
    pub span: Span,
    /// Names of the variables that live on across it, in order of declaration: those that are used later, and those
    /// that may have something to drop at the end of their scope.
    pub alive: Vec<String>,
}
