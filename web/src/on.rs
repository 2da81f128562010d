//! What the components of the page tell it.

use yew::Callback;
use yew::html::IntoPropValue;

use crate::events;
use crate::state::Action;

/// Where a component tells what its reader wants. As long as the rest of the page's program is not there (`crate::rest`)
/// nothing is listened for: `static/start.js` keeps what a reader does until then.
#[derive(Clone, PartialEq)]
pub struct On {
    to: Callback<Action>,
    is_whole: bool,
}

impl On {
    /// Tells `to`; `is_whole` when the whole page is there.
    #[must_use]
    pub fn new(to: Callback<Action>, is_whole: bool) -> Self {
        Self { to, is_whole }
    }

    /// Whether the page is whole; if not, no more is drawn than the first picture shows.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whom to tell, if the page is whole.
    #[must_use]
    pub fn live(&self) -> Option<&Callback<Action>> {
        self.is_whole.then_some(&self.to)
    }

    /// A listener that tells `action`.
    pub fn reform<E: 'static>(
        &self,
        action: impl Fn(E) -> Action + 'static,
    ) -> Option<Callback<E>> {
        self.live().map(|to| to.reform(action))
    }

    /// A listener that tells what an event means.
    pub fn when<E: 'static>(
        &self,
        meaning: impl Fn(E) -> Option<Action> + 'static,
    ) -> Option<Callback<E>> {
        self.live().map(|to| events::when(to, meaning))
    }
}

impl IntoPropValue<Callback<Action>> for On {
    fn into_prop_value(self) -> Callback<Action> {
        self.to
    }
}
