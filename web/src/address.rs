//! The address and the state, in step: a text on its way into a link is packed by the browser, which takes its while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::embed::Embed;
use crate::link::{BadLink, Saved, from_hash, read_over, to_hash};
use crate::state::{Action, State, Theme};
use crate::{browser, host};

/// A text and what it is packed.
type Packed = (Rc<str>, Rc<str>);

/// Writes links, newest last; cloned handles share what they know.
#[derive(Clone, Default)]
pub struct Links {
    /// The text that was packed last: moving the playhead packs nothing.
    last: Rc<RefCell<Option<Packed>>>,
    /// How many links were asked for: one that comes late is nobody's.
    asked: Rc<Cell<u32>>,
}

impl Links {
    /// Hands the packed text of `state` to `write`, `None` when it needs none; at once when it is known.
    pub fn with_packed(&self, state: &State, write: impl FnOnce(&State, Option<&str>) + 'static) {
        let number = self.asked.get() + 1;
        self.asked.set(number);
        if !state.is_changed() {
            return write(state, None);
        }
        let known = self.last.borrow().clone();
        if let Some((_, packed)) = known.filter(|(text, _)| *text == state.source) {
            return write(state, Some(&packed));
        }
        let (links, state) = (self.clone(), state.clone());
        spawn_local(async move {
            let Some(packed) = packed(&state.source).await else {
                return;
            };
            *links.last.borrow_mut() = Some((Rc::clone(&state.source), Rc::clone(&packed)));
            if links.asked.get() == number {
                write(&state, Some(&packed));
            }
        });
    }

    /// Keeps the state in the address.
    pub fn keep(&self, state: &State) {
        self.with_packed(state, |state, packed| host::keep(&to_hash(state, packed)));
    }
}

async fn packed(text: &str) -> Option<Rc<str>> {
    let packed = host::pack(text).await.ok()?.as_string()?;
    Some(Rc::from(packed))
}

/// The page as its address says; one whose text is packed shows nothing until [`follow_address`] has unpacked it.
#[must_use]
pub fn opening_state() -> State {
    if host::is_whole() {
        return addressed_state();
    }
    // Only a plain address opens so, before anything was remembered.
    State {
        is_whole: false,
        ..State::new(browser::spoken(), Theme::Auto)
    }
}

#[inline(never)]
fn addressed_state() -> State {
    let embed = Embed::from_query(&browser::query());
    let state = State {
        embed,
        ..State::new(browser::language(), browser::theme())
    };
    match in_address() {
        Ok(None) => state,
        Ok(Some(saved)) if saved.packed.is_some() => state.undecided(),
        Ok(Some(saved)) => state.after(Action::Restore(saved)).unwrap_or(state),
        Err(BadLink) => state.after(Action::RefuseLink).unwrap_or(state),
    }
}

/// Brings what the address says now.
pub fn follow_address(on: &Callback<Action>) {
    match in_address() {
        Ok(None) => {}
        Ok(Some(saved)) if saved.packed.is_none() => on.emit(Action::Restore(saved)),
        Ok(Some(saved)) => unpack_later(saved, on.clone()),
        Err(BadLink) => on.emit(Action::RefuseLink),
    }
}

/// An embed's query says the same as a link; what it was left with comes on top.
fn in_address() -> Result<Option<Saved>, BadLink> {
    let hash = host::address();
    let linked = from_hash(&hash)?;
    if !host::is_embed() {
        return Ok(linked);
    }
    let by_query = read_over(Saved::default(), &browser::query())?;
    read_over(by_query, &hash).map(Some)
}

fn unpack_later(saved: Saved, on: Callback<Action>) {
    spawn_local(async move {
        on.emit(match unpacked(saved).await {
            Ok(saved) => Action::Restore(saved),
            Err(BadLink) => Action::RefuseLink,
        });
    });
}

/// What a link says, its text unpacked.
async fn unpacked(mut saved: Saved) -> Result<Saved, BadLink> {
    if let Some(packed) = saved.packed.take() {
        let text = host::unpack(&packed).await.map_err(|_| BadLink)?;
        saved.text = Some(text.as_string().ok_or(BadLink)?);
    }
    Ok(saved)
}
