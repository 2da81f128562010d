//! What the tab "All outcomes" knows: the search, what it has found, and the run that the student schedules by hand.
//!
//! A part of the page's state ([`crate::state::State`]) with its own actions. A search is asked for by raising
//! [`Outcomes::number`]; the page then sends [`Outcomes::request`] to the worker that searches.

use std::rc::Rc;

use interleave_playground::{
    AnswerView, EndedView, FoundView, Goal, Language, Move, Nanos, OutcomeView, PlayRequest,
    PlayView, SearchAsk, SearchProgress, SearchRequest, SearchTold, Timing,
};

use crate::shared::Shared;

/// States after which a search of the page stops.
const MAX_STATES: u64 = 10_000_000;

/// Lateness that "late by up to" begins with.
pub const USUAL_JITTER_MS: u64 = 5;

/// What a search is of: another one of these makes another search.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Subject {
    source: Rc<str>,
    timing: Timing,
    language: Language,
}

/// Everything about the tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// What is known about time.
    pub timing: Timing,
    /// Number of the newest search; 0 before the first.
    pub number: u64,
    /// Number of the search that is listened to; 0 when none is.
    heard: u64,
    subject: Option<Subject>,
    /// What [`Outcomes::found`] is of.
    found_of: Option<Subject>,
    /// The choices after which the newest search begins, when it is one "from here".
    from_here: Option<Vec<Move>>,
    /// Whether the newest search goes on.
    pub is_running: bool,
    /// How far it is.
    pub progress: SearchProgress,
    /// What the last whole search has found.
    pub found: Option<Shared<FoundView>>,
    /// Why there is no search.
    pub refused: Option<String>,
    /// Whether the worker died of the last search, or did not stop, and was ended.
    pub is_lost: bool,
    /// How often a search was stopped.
    pub stops: u64,
    /// How often one was to go on.
    pub resumes: u64,
    /// The newest question and how many there were.
    pub question: Option<(String, Option<String>)>,
    /// How many questions were asked.
    pub questions: u64,
    /// The answer to the newest question.
    pub answer: Option<AnswerView>,
    /// The run that is scheduled by hand.
    pub play: Option<Play>,
}

/// A run that is scheduled by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Play {
    /// Number of the newest request.
    pub number: u64,
    /// Choices so far.
    pub moves: Vec<Move>,
    /// Where it stands; that of an older request until the newest is answered.
    pub view: Option<Shared<PlayView>>,
    /// The goal, by its number.
    pub goal: Option<usize>,
    /// What can still happen after the choices so far, once that was asked.
    pub from_here: Option<Shared<FoundView>>,
}

/// What can happen to the tab.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum OutcomesAction {
    SetTiming(Timing),
    Search,
    Stop,
    GoOn,
    Ask {
        first: String,
        second: Option<String>,
    },
    SetPlaying(bool),
    Choose(Move),
    Undo,
    StartOver,
    SetGoal(Option<usize>),
    FromHere,
    Told(SearchTold),
    Lost,
}

/// Whether a goal has been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The run goes on.
    NotYet,
    /// The run is over, and it is.
    Yes,
    /// The run is over, and it is not.
    No,
}

impl Outcomes {
    /// What the newest search is.
    #[must_use]
    pub fn request(&self) -> Option<SearchRequest> {
        let subject = self.subject.as_ref()?;
        Some(SearchRequest {
            number: self.number,
            source: subject.source.to_string(),
            timing: subject.timing,
            max_states: MAX_STATES,
            moves: self.from_here.clone().unwrap_or_default(),
            language: subject.language,
        })
    }

    /// Whether what was found is of another text than the one that is searched now.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.found.is_some() && self.found_of != self.subject
    }

    /// Whether what was found is of a search that can go on from where it stopped.
    #[must_use]
    pub fn can_go_on(&self) -> bool {
        let found = self.found.as_ref().filter(|_| self.from_here.is_none());
        !self.is_running && found.is_some_and(|it| it.can_go_on)
    }

    /// What the newest question asks.
    #[must_use]
    pub fn asked(&self) -> Option<SearchAsk> {
        let (first, second) = self.question.clone()?;
        Some(SearchAsk::Question { first, second })
    }

    /// The newest step of the run that is scheduled by hand.
    #[must_use]
    pub fn played(&self) -> Option<PlayRequest> {
        let (play, subject) = (self.play.as_ref()?, self.subject.as_ref()?);
        Some(PlayRequest {
            number: play.number,
            source: subject.source.to_string(),
            timing: subject.timing,
            moves: play.moves.clone(),
            language: subject.language,
        })
    }

    /// The tab is open on this text: searches it unless that was done.
    pub fn look_at(&mut self, source: &Rc<str>, language: Language) {
        let subject = Subject {
            source: Rc::clone(source),
            timing: self.timing,
            language,
        };
        let Some(before) = self.subject.replace(subject.clone()) else {
            return self.search(None);
        };
        if before == subject {
            return;
        }
        let is_other = before.source != subject.source || before.timing != subject.timing;
        if is_other && self.play.is_some() {
            let number = self.play.as_ref().map_or(0, |play| play.number);
            self.play = Some(Play {
                number,
                ..Play::default()
            });
        }
        if let Some(play) = &mut self.play {
            play.number += 1;
            play.from_here = None;
        }
        self.answer = None;
        self.search(None);
    }

    fn search(&mut self, from_here: Option<Vec<Move>>) {
        self.number += 1;
        self.heard = self.number;
        self.from_here = from_here;
        self.is_running = true;
        self.is_lost = false;
        self.refused = None;
        self.progress = SearchProgress::default();
    }

    /// Takes an action in; the run to show when it brings one.
    pub fn apply(&mut self, action: OutcomesAction) -> Option<Shared<PlayView>> {
        match action {
            OutcomesAction::SetTiming(timing) => self.timing = timing,
            OutcomesAction::Search => self.search(None),
            OutcomesAction::Stop => self.stops += u64::from(self.is_running),
            OutcomesAction::GoOn => {
                if self.can_go_on() {
                    self.is_running = true;
                    self.resumes += 1;
                    self.answer = None;
                }
            }
            OutcomesAction::Ask { first, second } => {
                let is_empty = first.is_empty() || second.as_deref() == Some("");
                if !is_empty {
                    self.question = Some((first, second));
                    self.questions += 1;
                }
            }
            OutcomesAction::SetPlaying(is_playing) => {
                self.give_up_here();
                self.play = is_playing.then(|| Play {
                    number: 1,
                    ..Play::default()
                });
            }
            OutcomesAction::Choose(made) => self.change_moves(|moves| moves.push(made)),
            OutcomesAction::Undo => self.change_moves(|moves| drop(moves.pop())),
            OutcomesAction::StartOver => self.change_moves(Vec::clear),
            OutcomesAction::SetGoal(goal) => {
                if let Some(play) = &mut self.play {
                    play.goal = goal;
                }
            }
            OutcomesAction::FromHere => {
                let moves = self.play.as_ref().map(|play| play.moves.clone());
                self.search(moves);
            }
            OutcomesAction::Told(told) => return self.hear(told),
            OutcomesAction::Lost => {
                // A new worker knows nothing of what the old one found.
                self.is_running = false;
                self.is_lost = true;
                self.found = None;
                self.answer = None;
                self.play = None;
            }
        }
        None
    }

    /// Ends a search "from here": it is of choices that are no longer those made.
    fn give_up_here(&mut self) {
        if self.is_running && self.from_here.is_some() {
            self.is_running = false;
            self.heard = 0;
            self.stops += 1;
        }
    }

    fn change_moves(&mut self, change: impl FnOnce(&mut Vec<Move>)) {
        self.give_up_here();
        if let Some(play) = &mut self.play {
            change(&mut play.moves);
            play.number += 1;
            play.from_here = None;
        }
    }

    fn hear(&mut self, told: SearchTold) -> Option<Shared<PlayView>> {
        match told {
            SearchTold::Progress(progress) => {
                if progress.number == self.heard {
                    self.progress = progress;
                }
            }
            SearchTold::Found(found) => self.take(*found),
            SearchTold::Refused { number, reason } => {
                if number == self.heard {
                    self.is_running = false;
                    self.found = None;
                    self.refused = Some(reason);
                }
            }
            SearchTold::Answer(answer) => self.answer = Some(answer),
            SearchTold::Played(view) => {
                let play = self.play.as_mut()?;
                if view.number == play.number {
                    let view = Shared::new(*view);
                    play.moves.clone_from(&view.moves);
                    play.view = Some(view.clone());
                    return Some(view);
                }
            }
        }
        None
    }

    fn take(&mut self, found: FoundView) {
        if found.progress.number != self.heard {
            return;
        }
        self.is_running = false;
        self.progress = found.progress;
        let found = Some(Shared::new(found));
        match &mut self.play {
            Some(play) if self.from_here.is_some() => play.from_here = found,
            _ => {
                self.found = found;
                self.found_of.clone_from(&self.subject);
            }
        }
    }
}

impl Play {
    /// Whether the goal has been reached, when that is known: of very many outcomes not all are told.
    #[must_use]
    pub fn reached(&self, found: &FoundView) -> Option<Reached> {
        let goal = found.goals.get(self.goal?)?;
        let Some(ended) = self.view.as_ref().and_then(|view| view.ended.as_ref()) else {
            return Some(Reached::NotYet);
        };
        let Some(here) = found.outcomes.iter().position(|it| ended.is(it)) else {
            return are_told(goal, found).then_some(Reached::No);
        };
        Some(if goal.outcomes.contains(&(here as u32)) {
            Reached::Yes
        } else {
            Reached::No
        })
    }

    /// Whether the goal can still be reached, when that is known.
    #[must_use]
    pub fn can_reach(&self, found: &FoundView) -> Option<bool> {
        let goal = found.goals.get(self.goal?)?;
        let here = self
            .from_here
            .as_ref()
            .filter(|here| here.incomplete.is_none())?;
        let reaching = goal.outcomes.iter();
        let mut reaching = reaching.filter_map(|number| found.outcomes.get(*number as usize));
        let can = reaching.any(|goal| here.outcomes.iter().any(|it| is_same(it, goal)));
        let is_known = can || (here.left_out == 0 && are_told(goal, found));
        is_known.then_some(can)
    }
}

/// Whether all outcomes that reach `goal` are told one by one.
fn are_told(goal: &Goal, found: &FoundView) -> bool {
    let mut numbers = goal.outcomes.iter();
    numbers.all(|number| (*number as usize) < found.outcomes.len())
}

fn is_same(a: &OutcomeView, b: &OutcomeView) -> bool {
    let ended = EndedView {
        stdout: a.stdout.clone(),
        stderr: a.stderr.clone(),
        sentence: a.sentence.clone(),
        is_stuck: a.is_stuck,
    };
    ended.is(b)
}

/// A lateness in milliseconds as a timing.
#[must_use]
pub fn late_by(ms: u64) -> Timing {
    Timing::Jitter(Nanos::from_millis(ms))
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Explorer, Language, SearchAsk, SearchTold, Timing};

    use super::{Outcomes, OutcomesAction, Reached, late_by};

    const TWO_LOCKS: &str = "use std::sync::{Arc, Mutex};\nuse std::thread;\nfn main() {\n    \
        let a = Arc::new(Mutex::new(0));\n    let b = Arc::new(Mutex::new(0));\n    \
        let (a2, b2) = (Arc::clone(&a), Arc::clone(&b));\n    \
        let other = thread::spawn(move || { let _b = b2.lock().unwrap(); let _a = a2.lock().unwrap(); });\n    \
        { let _a = a.lock().unwrap(); let _b = b.lock().unwrap(); }\n    \
        other.join().unwrap();\n    println!(\"done\");\n}\n";

    /// The page's side and the worker's, without the browser between them.
    struct Both {
        page: Outcomes,
        worker: Explorer,
    }

    impl Both {
        fn search(&mut self) {
            let request = self.page.request().expect("there is something to search");
            self.worker.ask(SearchAsk::Start(request));
            while self.worker.is_busy() {
                let told = self
                    .worker
                    .step(100)
                    .expect("a search that runs tells something");
                self.page.apply(OutcomesAction::Told(told));
            }
        }

        fn play(&mut self, action: OutcomesAction) {
            self.page.apply(action);
            let request = self.page.played().expect("the student plays");
            let told = self.worker.ask(SearchAsk::Play(request));
            let told = told.expect("it is answered at once");
            assert!(self.page.apply(OutcomesAction::Told(told)).is_some());
        }

        fn choose(&mut self, thread: &str) {
            let play = self.page.play.clone().expect("the student plays");
            let view = play.view.expect("it has been answered");
            let option = view.options.iter().find(|it| it.thread == thread);
            let option = option.expect("it is one of the options");
            self.play(OutcomesAction::Choose(option.made.clone()));
        }

        fn reached(&self) -> Option<Reached> {
            let found = self.page.found.as_ref()?;
            self.page.play.as_ref()?.reached(found)
        }
    }

    fn searched() -> Both {
        let mut both = Both {
            page: Outcomes::default(),
            worker: Explorer::default(),
        };
        both.page.look_at(&TWO_LOCKS.into(), Language::En);
        both.search();
        both
    }

    #[test]
    fn a_search_is_of_one_text_and_timing() {
        let mut both = searched();
        assert_eq!(
            both.page.found.as_ref().map(|it| it.outcomes.len()),
            Some(2)
        );
        assert!(!both.page.is_running);
        let number = both.page.number;
        both.page.look_at(&TWO_LOCKS.into(), Language::En);
        assert_eq!(both.page.number, number, "nothing has changed");
        both.page.apply(OutcomesAction::SetTiming(late_by(3)));
        both.page.look_at(&TWO_LOCKS.into(), Language::En);
        assert_eq!(both.page.number, number + 1);
        assert_ne!(both.page.timing, Timing::Free);
    }

    #[test]
    fn an_old_search_is_not_heard_any_more() {
        let mut both = searched();
        both.page.apply(OutcomesAction::Search);
        let mut old = both.page.request().expect("it is there");
        both.page.apply(OutcomesAction::Search);
        old.source = "fn main() {}".to_owned();
        both.worker.ask(SearchAsk::Start(old));
        while let Some(told) = both.worker.step(100) {
            both.page.apply(OutcomesAction::Told(told));
        }
        assert!(both.page.is_running);
    }

    #[test]
    fn the_student_makes_it_deadlock() {
        let mut both = searched();
        both.play(OutcomesAction::SetPlaying(true));
        both.page.apply(OutcomesAction::SetGoal(Some(0)));
        assert_eq!(both.reached(), Some(Reached::NotYet));
        // Main takes a, the other one b.
        both.choose("main");
        both.choose("other");
        both.page.apply(OutcomesAction::FromHere);
        both.search();
        let play = both.page.play.clone().expect("the student plays");
        let here = play.from_here.clone().expect("it was asked");
        let found = both.page.found.clone().expect("it was searched");
        assert_eq!(play.can_reach(&found), Some(true));
        assert!(here.outcomes.len() <= found.outcomes.len());
        while both.reached() == Some(Reached::NotYet) {
            let view = both.page.play.as_ref().and_then(|play| play.view.clone());
            let first = view.and_then(|view| view.options.first().cloned());
            let first = first.expect("the run goes on");
            both.play(OutcomesAction::Choose(first.made));
        }
        let before = both.page.play.as_ref().map(|play| play.moves.len());
        both.play(OutcomesAction::Undo);
        let after = both.page.play.as_ref().map(|play| play.moves.len());
        assert_eq!(after.map(|it| it + 1), before);
        both.play(OutcomesAction::StartOver);
        assert_eq!(
            both.page.play.as_ref().map(|play| play.moves.len()),
            Some(0)
        );
    }

    #[test]
    fn what_was_found_before_is_stale_until_the_new_text_is_searched() {
        let mut both = searched();
        assert!(!both.page.is_stale());
        both.page.look_at(&"fn main() {}".into(), Language::En);
        assert!(both.page.is_stale() && both.page.found.is_some());
        both.search();
        assert!(!both.page.is_stale());
        both.page
            .look_at(&"fn main() { loop {} }".into(), Language::En);
        both.page.apply(OutcomesAction::Lost);
        assert!(both.page.is_lost && both.page.found.is_none() && !both.page.is_stale());
        both.page.apply(OutcomesAction::Search);
        assert!(!both.page.is_lost);
    }

    #[test]
    fn what_can_happen_from_here_is_not_taken_for_all() {
        let mut both = searched();
        both.play(OutcomesAction::SetPlaying(true));
        both.choose("main");
        both.choose("other");
        both.page.apply(OutcomesAction::FromHere);
        both.search();
        both.play(OutcomesAction::Undo);
        both.page.apply(OutcomesAction::FromHere);
        let request = both.page.request().expect("there is something to search");
        let stops = both.page.stops;
        both.worker.ask(SearchAsk::Start(request));
        both.play(OutcomesAction::Undo);
        assert!(!both.page.is_running && both.page.stops == stops + 1);
        while let Some(told) = both.worker.step(100) {
            both.page.apply(OutcomesAction::Told(told));
        }
        let here = both.page.play.as_ref().map(|play| play.from_here.is_some());
        assert_eq!(here, Some(false), "it is of another choice");
        both.page.apply(OutcomesAction::SetPlaying(false));
        let found = both.page.found.as_ref().map(|it| it.outcomes.len());
        assert_eq!(found, Some(2));
        both.page.apply(OutcomesAction::Ask {
            first: "done".to_owned(),
            second: None,
        });
        let ask = both.page.asked().expect("that is one");
        let Some(SearchTold::Answer(answer)) = both.worker.ask(ask) else {
            panic!("what was found of the whole program is still known");
        };
        assert!(answer.is_yes);
    }

    #[test]
    fn another_text_asks_for_its_choices() {
        let mut both = searched();
        both.play(OutcomesAction::SetPlaying(true));
        let before = both.page.played().map(|it| it.number);
        both.page.look_at(&"fn main() {}".into(), Language::En);
        let after = both.page.played().map(|it| it.number);
        assert_ne!(before, after, "a request of the same number is not sent");
    }

    #[test]
    fn empty_questions_are_none() {
        let mut both = searched();
        both.page.apply(OutcomesAction::Ask {
            first: "done".to_owned(),
            second: Some(String::new()),
        });
        assert!(both.page.asked().is_none());
        both.page.apply(OutcomesAction::Ask {
            first: "done".to_owned(),
            second: None,
        });
        let ask = both.page.asked().expect("that is one");
        let Some(SearchTold::Answer(answer)) = both.worker.ask(ask) else {
            panic!("it is answered at once");
        };
        assert!(answer.is_yes);
    }
}
