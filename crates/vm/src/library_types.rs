//! Types of the prelude's async libraries that the machine makes, drops and polls itself where the program has no part
//! in that: found by their names and by what their functions do, so that a type of the program is none of them.

use interleave_program::{
    FnId, Method, MethodTarget, Native, Op, Program, ShapeId, Sys, TypeDef, TypeTag,
};

/// `Drop`s of the prelude that have nothing to do for most values, so that no call is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LibraryDrop {
    /// Of `tokio::time::Sleep`: takes its timer back, if there is one.
    Sleep,
    /// Of a runtime's `JoinHandle`: its task's result is wanted no more.
    JoinHandle,
}

/// A `Future::poll` of the prelude that the engine may answer, so that its text need not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LibraryPoll {
    tag: TypeTag,
    /// The text, which says what to do when the engine answers `()`.
    text: FnId,
    sys: Sys,
}

/// Shapes of what a runtime makes for each of its tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskShapes {
    /// `std::task::Context`
    pub(crate) context: ShapeId,
    /// `std::task::Waker`
    pub(crate) waker: ShapeId,
    /// What such a waker leads to.
    pub(crate) target: ShapeId,
    /// See [`crate::JoinCell`].
    pub cell: ShapeId,
    /// A runtime's `JoinHandle`.
    pub handle: ShapeId,
}

/// Name of the prelude's function that calls the program's panic hook: (payload, message) → payload.
pub(crate) const PANIC_HOOK: &str = "call_panic_hook";

/// That function.
pub(crate) fn panic_hook(program: &Program) -> Option<FnId> {
    let mut functions = program.functions.iter();
    let at = functions.position(|it| it.is_prelude && it.name.ends_with(PANIC_HOOK))?;
    Some(FnId::from_index(at))
}

/// The variants of std's `Cow`, which is what it holds wherever a text, a comparison or a hash is asked of it.
pub(crate) fn cow_shapes(program: &Program) -> Option<[ShapeId; 2]> {
    // The prelude's types come before the program's.
    let definition = program.types.iter().find(|it| it.name == "Cow")?;
    let shapes = <[ShapeId; 2]>::try_from(definition.shapes.as_slice()).ok()?;
    let named = shapes.map(|shape| program.shapes[shape.index()].name.as_str());
    (named == ["Borrowed", "Owned"]).then_some(shapes)
}

/// What a program's prelude has of such types.
#[derive(Debug, Default)]
pub struct Library {
    drops: Vec<(FnId, LibraryDrop)>,
    polls: Vec<LibraryPoll>,
    task_shapes: Option<TaskShapes>,
}

impl Library {
    pub(crate) fn find(program: &Program) -> Self {
        let known =
            |definition: &TypeDef| Some((definition.drop?, library_drop(program, definition)?));
        let drops = program.types.iter().filter_map(known).collect();
        let polls = program
            .types
            .iter()
            .filter_map(|it| library_poll(program, it));
        Self {
            drops,
            polls: polls.collect(),
            task_shapes: task_shapes(program),
        }
    }

    /// What the machine knows of a `Drop`.
    #[inline]
    pub(crate) fn drop_of(&self, function: FnId) -> Option<LibraryDrop> {
        let mut all = self.drops.iter();
        let known = all.find(|(known, _)| *known == function);
        known.map(|(_, drop)| *drop)
    }

    /// The method as it is called: the engine instead of a text that it may make needless.
    pub(crate) fn asked_first(&self, method: Method) -> Method {
        let known = |it: &&LibraryPoll| method.target == MethodTarget::Fn(it.text);
        match self.polls.iter().find(known) {
            Some(poll) => Method {
                target: MethodTarget::Sys(poll.sys),
                ..method
            },
            None => method,
        }
    }

    /// The text that polls a value of the type when the engine has not.
    pub(crate) fn poll_text(&self, tag: TypeTag) -> Option<FnId> {
        let poll = self.polls.iter().find(|it| it.tag == tag);
        poll.map(|it| it.text)
    }

    /// Shapes of what a runtime makes for its tasks; `None` without one.
    #[must_use]
    pub fn task_shapes(&self) -> Option<TaskShapes> {
        self.task_shapes
    }
}

/// Types that no instruction may make, because the machine does.
pub(crate) fn made_by_the_machine(program: &Program) -> Vec<ShapeId> {
    task_shapes(program).map_or_else(Vec::new, |it| {
        vec![it.context, it.waker, it.target, it.cell, it.handle]
    })
}

fn task_shapes(program: &Program) -> Option<TaskShapes> {
    // The prelude's types come before the program's.
    let shape = |name: &str| {
        let definition = program.types.iter().find(|it| it.name == name)?;
        definition.shapes.first().copied()
    };
    let handle = |it: &&TypeDef| library_drop(program, it) == Some(LibraryDrop::JoinHandle);
    Some(TaskShapes {
        context: shape("Context")?,
        waker: shape("Waker")?,
        target: shape("TaskRef")?,
        cell: shape("JoinCell")?,
        handle: *program.types.iter().find(handle)?.shapes.first()?,
    })
}

fn library_drop(program: &Program, definition: &TypeDef) -> Option<LibraryDrop> {
    let function = program.functions.get(definition.drop?.index())?;
    let does = |wanted: fn(&Op) -> bool| function.is_prelude && function.code.iter().any(wanted);
    match function.name.as_str() {
        "Sleep::drop" if does(gives_timer_back) => Some(LibraryDrop::Sleep),
        "JoinHandle::drop" if does(detaches) => Some(LibraryDrop::JoinHandle),
        _ => None,
    }
}

fn gives_timer_back(op: &Op) -> bool {
    matches!(
        op,
        Op::Sys {
            sys: Sys::TimerDrop,
            ..
        }
    )
}

fn detaches(op: &Op) -> bool {
    matches!(
        op,
        Op::Native {
            native: Native::JoinDetach,
            ..
        }
    )
}

fn library_poll(program: &Program, definition: &TypeDef) -> Option<LibraryPoll> {
    let sys = match library_drop(program, definition)? {
        LibraryDrop::Sleep => Sys::TimerAwait,
        LibraryDrop::JoinHandle => Sys::JoinPoll,
    };
    let tag = program.shapes[definition.shapes.first()?.index()].tag;
    let name = program.symbols.get("poll")?;
    let mut methods = program.methods.get(usize::from(tag.0))?.iter();
    let (_, method) = methods.find(|(known, _)| *known == name)?;
    match method.target {
        MethodTarget::Fn(text) => Some(LibraryPoll { tag, text, sys }),
        _ => None,
    }
}
