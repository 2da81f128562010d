//! Sends what the tab "All outcomes" asks to the worker that searches, and takes in what comes back.

use interleave_playground::SearchAsk;
use yew::prelude::*;

use crate::outcomes::Outcomes;
use crate::searcher::Searcher;
use crate::state::Action;

/// Sends a request whenever one is due.
#[hook]
pub fn use_searcher(outcomes: &Outcomes, on: &Callback<Action>) {
    let on = on.clone();
    let searcher = use_memo((), move |()| Searcher::new(on.reform(Action::Outcomes)));
    let send = |number: u64, ask: Option<SearchAsk>| {
        let searcher = (*searcher).clone();
        (number, move |_: &u64| {
            if let Some(ask) = ask.filter(|_| number > 0) {
                searcher.ask(ask);
            }
        })
    };
    let (number, effect) = send(outcomes.number, outcomes.request().map(SearchAsk::Start));
    use_effect_with(number, effect);
    let (number, effect) = send(outcomes.stops, Some(SearchAsk::Stop));
    use_effect_with(number, effect);
    let (number, effect) = send(outcomes.resumes, Some(SearchAsk::GoOn));
    use_effect_with(number, effect);
    let (number, effect) = send(outcomes.questions, outcomes.asked());
    use_effect_with(number, effect);
    let played = outcomes.played();
    let number = played.as_ref().map_or(0, |played| played.number);
    let (number, effect) = send(number, played.map(SearchAsk::Play));
    use_effect_with(number, effect);
}
