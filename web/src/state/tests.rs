//! What happens to the page, as its state tells.

use interleave_playground::{Language, Nanos, RunReply, run};

use super::{Action, Lacking, Notice, Selection, Speed, State, Theme};
use crate::link::Saved;
use crate::settings::{Settings, Tab};

fn opened() -> State {
    answered(State::new(Language::En, Theme::Auto))
}

/// The state after the worker has answered its newest request.
fn answered(state: State) -> State {
    let reply = Box::new(run(&state.request()));
    state.after(Action::Replied(reply)).expect("it is news")
}

fn after(state: &State, action: Action) -> State {
    state.after(action).expect("something changes")
}

#[test]
fn nothing_changes_without_a_reason() {
    let state = opened();
    assert!(state.after(Action::SetTab(state.tab)).is_none());
    assert!(
        state
            .after(Action::EditText(state.source.to_string()))
            .is_none()
    );
    assert!(state.after(Action::SetSettings(state.settings)).is_none());
    assert!(state.after(Action::Dismiss).is_none());
}

#[test]
fn a_slider_rewrites_the_text_and_asks_for_a_run() {
    let state = opened();
    let sleep = state
        .parameters
        .iter()
        .position(|parameter| parameter.span.text(&state.source) == "500");
    let index = sleep.expect("the first program sleeps 500 ms");
    let moved = after(&state, Action::SetParameter { index, value: 750 });
    assert!(moved.source.contains("from_millis(750)"));
    assert_eq!(moved.number, state.number + 1);
    let twice = after(&moved, Action::SetParameter { index, value: 75 });
    assert!(twice.source.contains("from_millis(75)"));
    for parameter in twice.parameters.iter() {
        let literal = parameter.span.text(&twice.source);
        assert_eq!(literal.parse(), Ok(parameter.value), "{}", parameter.name);
    }
}

#[test]
fn a_slider_held_at_its_end_stays_there() {
    let state = opened();
    let ranges = |state: &State| -> Vec<(i64, i64, i64)> {
        let all = state.parameters.iter();
        all.map(|one| (one.min, one.max, one.step)).collect()
    };
    for (index, (_, end, _)) in ranges(&state).into_iter().enumerate() {
        let moved = answered(after(&state, Action::SetParameter { index, value: end }));
        assert_eq!(moved.parameters[index].value, end);
        assert_eq!(ranges(&moved), ranges(&state));
        // A text that somebody wrote anew has sliders of its own.
        let typed = format!("{} ", moved.source);
        let typed = answered(after(&moved, Action::EditText(typed)));
        assert!(ranges(&typed)[index].1 > end);
    }
}

#[test]
fn a_broken_text_keeps_the_last_good_run() {
    let state = opened();
    let broken = after(&state, Action::EditText("fn main( {".to_owned()));
    let broken = answered(broken);
    assert!(broken.is_stale());
    assert!(!broken.spans_fit);
    assert_eq!(broken.shown, state.shown);
    assert!(!broken.diagnostics.is_empty());
    assert!(
        broken
            .after(Action::SetParameter { index: 0, value: 1 })
            .is_none()
    );
    let mended = answered(after(&broken, Action::EditText("fn main() {}".to_owned())));
    assert!(!mended.is_broken && mended.diagnostics.is_empty());
    let back = answered(after(&mended, Action::ResetText));
    assert_eq!(back.source, state.source);
}

#[test]
fn choices_that_never_come_keep_the_last_good_run() {
    let state = opened();
    let astray = answered(after(&state, Action::SetSchedule("99999.1".to_owned())));
    assert!(astray.is_stale());
    assert_eq!(astray.lacking(), Lacking::Astray);
    assert_eq!(astray.shown, state.shown);
    let said = &astray.diagnostics[0].diagnostic.message;
    assert!(said.starts_with("`99999.1` never comes"), "{said}");
    // The text is as good as it was.
    assert!(astray.spans_fit && !astray.parameters.is_empty());
    let back = answered(after(&astray, Action::SetSchedule(String::new())));
    assert!(!back.is_broken && back.diagnostics.is_empty());
}

#[test]
fn a_text_that_is_broken_from_the_start_has_no_older_run() {
    let fresh = State::new(Language::En, Theme::Light);
    let broken = answered(after(&fresh, Action::OpenText("fn main( {".to_owned())));
    assert!(broken.is_broken && !broken.is_stale());
    assert_eq!(broken.shown, None);
}

#[test]
fn a_link_to_a_program_that_is_not_there_is_refused() {
    let saved = Saved {
        scenario: Some("of-another-version".to_owned()),
        tab: Tab::Compare,
        ..Saved::default()
    };
    let state = opened();
    let refused = after(&state, Action::Restore(saved.clone()));
    assert_eq!(refused.notice, Some(Notice::BadLink));
    assert_eq!((&refused.source, refused.tab), (&state.source, state.tab));
    let text = Some("fn main() {}".to_owned());
    let with_text = after(&state, Action::Restore(Saved { text, ..saved }));
    assert_eq!((with_text.notice, with_text.scenario), (None, None));
}

#[test]
fn late_replies_are_told_by_their_number() {
    let state = opened();
    let old = run(&state.request());
    assert!(
        state
            .after(Action::Replied(Box::new(old.clone())))
            .is_none()
    );
    let other_tab = after(&state, Action::SetTab(Tab::Compare));
    let late = RunReply {
        number: state.number,
        ..old
    };
    assert!(other_tab.after(Action::Replied(Box::new(late))).is_none());
    let shown = answered(other_tab);
    assert_eq!(shown.shown.as_ref().map(|shown| shown.runs.len()), Some(4));
}

#[test]
fn steps_go_from_instant_to_instant() {
    let state = opened();
    assert_eq!(state.instant(), Nanos::from_millis(2_000));
    let back = after(&state, Action::step(false));
    assert_eq!(back.instant(), Nanos::from_millis(1_500));
    let on = after(&back, Action::step(true));
    assert_eq!(on.selection, Selection::End);
    assert!(on.after(Action::step(true)).is_none());
    let between = after(&state, Action::SelectInstant(Nanos::from_millis(700)));
    assert_eq!(between.last_instant(), Nanos::from_millis(500));
}

#[test]
fn a_selected_instant_stays_on_an_instant_when_the_run_changes() {
    let state = after(&opened(), Action::SelectInstant(Nanos::from_millis(1_500)));
    let sleep = state
        .parameters
        .iter()
        .position(|parameter| parameter.span.text(&state.source) == "500");
    let index = sleep.expect("the first program sleeps 500 ms");
    let moved = answered(after(&state, Action::SetParameter { index, value: 600 }));
    assert_eq!(moved.instant(), Nanos::from_millis(1_200));
}

#[test]
fn time_plays_to_the_end_and_stops() {
    let playing = after(&opened(), Action::SetPlaying(true));
    assert_eq!(playing.instant(), Nanos::ZERO);
    let later = after(&playing, Action::Tick { elapsed_ms: 3_000 });
    assert_eq!(later.instant(), Nanos::from_millis(1_000));
    let real = after(&later, Action::SetSpeed(Speed::Permille(1_000)));
    let real = after(&real, Action::Tick { elapsed_ms: 250 });
    assert_eq!(real.instant(), Nanos::from_millis(1_250));
    let over = after(&real, Action::Tick { elapsed_ms: 9_000 });
    assert!(!over.is_playing);
    assert_eq!(over.selection, Selection::End);
}

#[test]
fn a_lost_run_is_told_and_the_page_waits_no_longer() {
    let state = after(
        &opened(),
        Action::SetSettings(Settings {
            cores: 7,
            ..Settings::default()
        }),
    );
    assert!(state.is_waiting());
    let lost = after(&state, Action::GaveUp(Notice::TimedOut));
    assert!(!lost.is_waiting() && lost.is_broken);
    assert!(lost.shown.is_some());
    assert_eq!(lost.lacking(), Lacking::Stopped, "the text is not to blame");
    let back = answered(after(&lost, Action::SetSettings(Settings::default())));
    assert!(!back.is_broken);
    assert_eq!(back.lacking(), Lacking::Coming);
    let fresh = State::new(Language::En, Theme::Auto);
    let never = after(&fresh, Action::GaveUp(Notice::TimedOut));
    assert_eq!(
        (never.lacking(), never.is_broken),
        (Lacking::Stopped, false)
    );
}
