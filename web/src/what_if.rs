//! "What if from here": other ways to go on from the playhead, one of them shown beside the run as it went.

use std::rc::Rc;

use interleave_playground::{Forks, ForksRequest, Nanos};

use crate::settings::Tab;
use crate::shared::Shared;
use crate::state::State;

/// The question and what is known of the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// From when on.
    pub from: Nanos,
    /// What else could happen; `None` while the worker looks.
    pub found: Option<Shared<Forks>>,
    /// The choices of the way that is shown beside the run; "" for none.
    pub chosen: Rc<str>,
}

/// What can be done about it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum WhatIfAction {
    /// At the playhead.
    Ask,
    Found(Box<Forks>),
    Choose(String),
    /// The chosen way becomes the run itself.
    Keep,
    Close,
}

impl WhatIf {
    fn at(from: Nanos) -> Self {
        Self {
            from,
            found: None,
            chosen: Rc::from(""),
        }
    }

    /// As a link says it: the choices of the way shown beside the run.
    #[must_use]
    pub fn restored(chosen: &str, from: Nanos) -> Option<Self> {
        (!chosen.is_empty()).then(|| Self {
            chosen: Rc::from(chosen),
            ..Self::at(from)
        })
    }
}

impl State {
    /// The schedules to run beside the run as it goes.
    pub(crate) fn also(&self) -> Vec<String> {
        let chosen = self
            .what_if
            .iter()
            .map(|what_if| what_if.chosen.to_string());
        chosen.filter(|chosen| !chosen.is_empty()).collect()
    }

    /// What to ask the worker; `None` when nothing is asked.
    #[must_use]
    pub fn forks_request(&self) -> Option<ForksRequest> {
        let request = self.request();
        Some(ForksRequest {
            at: self.what_if.as_ref()?.from,
            machine: request.machines.into_iter().next()?,
            source: request.source,
            schedule: request.schedule,
            view: request.view,
        })
    }

    pub(crate) fn apply_what_if(&mut self, action: WhatIfAction) {
        match action {
            WhatIfAction::Ask if self.tab != Tab::Compare => {
                self.is_playing = false;
                self.what_if = Some(WhatIf::at(self.last_instant()));
            }
            WhatIfAction::Ask => {}
            WhatIfAction::Found(forks) => {
                if let Some(what_if) = &mut self.what_if {
                    what_if.found = Some(Shared::new(*forks));
                }
            }
            WhatIfAction::Choose(schedule) => {
                if let Some(what_if) = &mut self.what_if {
                    what_if.chosen = Rc::from(schedule);
                    self.focus = 1;
                    self.picked = None;
                    self.ask_anew();
                }
            }
            WhatIfAction::Keep => {
                let chosen = self.also().pop();
                self.focus = 0;
                self.set_schedule(&chosen.unwrap_or_default());
            }
            WhatIfAction::Close => {
                let had_other = !self.also().is_empty();
                self.what_if = None;
                self.focus = 0;
                if had_other {
                    self.ask_anew();
                }
            }
        }
    }
}
