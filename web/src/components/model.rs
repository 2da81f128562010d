//! The page's state, and when what changes of it is drawn.
//!
//! What a moved slider changes is drawn together with the run that it asks for, if that comes within two frames: the
//! picture of the text alone would be worked at while the run is on its way, and the run's own would wait for it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_playground::RunRequest;
use yew::prelude::*;

use crate::state::{Action, State};

/// A run that takes longer is not waited for, in milliseconds: two frames.
const PATIENCE_MS: u32 = 32;

/// The state as `open` gives it at first, and what changes it. Runs that moved sliders ask for are handed to `ask` at
/// once, before anything is drawn.
#[hook]
pub fn use_model(open: fn() -> State, ask: Callback<RunRequest>) -> (Rc<State>, Callback<Action>) {
    let state = use_mut_ref(|| Rc::new(open()));
    let waiting = use_mut_ref(|| None::<Timeout>);
    let redraw = use_force_update();
    let present = state.clone();
    let on = use_callback((), move |action: Action, ()| {
        let moves_slider = matches!(action, Action::SetParameter { .. } | Action::SetSettings(_));
        let next = present.borrow().after(action);
        let Some(next) = next else { return };
        let waits = moves_slider && next.number > present.borrow().number;
        if waits {
            ask.emit(next.request());
        }
        *present.borrow_mut() = Rc::new(next);
        if waits {
            wait(&waiting, &redraw);
        } else {
            waiting.take();
            redraw.force_update();
        }
    });
    let state = Rc::clone(&state.borrow());
    (state, on)
}

/// Draws after a while, if nothing else does before.
fn wait(waiting: &Rc<RefCell<Option<Timeout>>>, redraw: &UseForceUpdateHandle) {
    let (itself, redraw) = (Rc::clone(waiting), redraw.clone());
    waiting.borrow_mut().get_or_insert_with(|| {
        Timeout::new(PATIENCE_MS, move || {
            itself.take();
            redraw.force_update();
        })
    });
}
