//! Which flavour of runtime a program gets: its own, unless the machine's model asks for another one.
//!
//! The cooperative models make coroutines of threads. A program with an async runtime has such things already, so for
//! it the event loop means a current-thread runtime and M:N a multi-thread one with the machine's workers, and its
//! threads stay threads.

use std::collections::BTreeSet;

use interleave_program::{Const, FnId, Op, Program, Sys};

use crate::machine::{Machine, Model};

/// The machine on which a program runs that was given `machine`, and what that says about its runtimes.
pub(crate) fn settle(program: &Program, machine: &Machine) -> (Machine, Model) {
    let mut machine = machine.clone();
    if machine.model == Model::Threads || !has_runtime(program) {
        return (machine, Model::Threads);
    }
    let flavor = std::mem::replace(&mut machine.model, Model::Threads);
    (machine, flavor)
}

/// Whether the program's own functions lead to the making of a runtime.
fn has_runtime(program: &Program) -> bool {
    let own = (0..program.functions.len()).filter(|at| !program.functions[*at].is_prelude);
    let mut left: Vec<usize> = own.chain([program.main.index()]).collect();
    let mut seen: BTreeSet<usize> = left.iter().copied().collect();
    while let Some(at) = left.pop() {
        for op in &program.functions[at].code {
            let called = match *op {
                Op::Sys {
                    sys: Sys::RuntimeAsked | Sys::RuntimeNew,
                    ..
                } => return true,
                Op::Call { function, .. }
                | Op::Closure { function, .. }
                | Op::Coroutine { function, .. } => Some(function),
                Op::Const { index, .. } => constant_function(program, index),
                _ => None,
            };
            left.extend(called.map(FnId::index).filter(|at| seen.insert(*at)));
        }
    }
    false
}

fn constant_function(program: &Program, index: u32) -> Option<FnId> {
    match program.constants.get(index as usize) {
        Some(Const::Fn(function)) => Some(*function),
        _ => None,
    }
}
