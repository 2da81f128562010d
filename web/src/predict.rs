//! "Predict, then reveal": cells of the table that the reader fills in, or printed lines to put in order; graded part by
//! part. Which cells are blank stands in the link, so that teachers choose them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use interleave_playground::{Cell, SchedulerRun, bare};

use crate::shared::Shared;
use crate::shown::Shown;
use crate::state::State;

/// Cells left blank at most when nobody has chosen any.
const MOST_BLANKS: usize = 24;

/// A cell of the table, by row and column from 0.
pub type Place = (u32, u32);

/// What is predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exercise {
    /// Cells of the table.
    Cells,
    /// The order of the printed lines.
    Order,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The blank cells are being chosen.
    Choosing,
    /// The reader answers.
    #[default]
    Answering,
    /// The answers are graded; they can still be changed.
    Checked,
    /// Everything is shown.
    Revealed,
}

/// How good an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// All of it.
    Right,
    /// Some of what happens.
    Partly,
    /// None of it.
    Wrong,
}

/// An exercise and what has been answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predict {
    /// What.
    pub exercise: Exercise,
    /// How far.
    pub phase: Phase,
    /// The blank cells.
    pub blanks: Rc<BTreeSet<Place>>,
    /// What was written into them.
    pub answers: Rc<BTreeMap<Place, String>>,
    /// The printed lines in the reader's order, by their numbers in the run.
    pub order: Rc<[usize]>,
}

/// What can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum PredictAction {
    Start(Exercise),
    Choose(bool),
    Toggle(Place),
    Answer(Place, String),
    Move { from: usize, to: usize },
    Check,
    Reveal,
    Again,
    Close,
}

impl Predict {
    /// The exercise with nothing answered yet.
    #[must_use]
    pub fn new(exercise: Exercise, blanks: BTreeSet<Place>, run: Option<&SchedulerRun>) -> Self {
        let mut predict = Self {
            exercise,
            phase: Phase::default(),
            blanks: Rc::new(blanks),
            answers: Rc::default(),
            order: Rc::from([]),
        };
        predict.fit(run);
        predict
    }

    /// Fits it to a run: blanks and lines that it does not have go, and where there are none, some are chosen.
    pub fn fit(&mut self, run: Option<&SchedulerRun>) {
        let Some(run) = run else { return };
        let blanks: BTreeSet<Place> = self
            .blanks
            .iter()
            .copied()
            .filter(|place| cell(run, *place).is_some())
            .collect();
        let is_choosing = self.phase == Phase::Choosing;
        self.blanks = Rc::new(if blanks.is_empty() && !is_choosing {
            usual_blanks(run)
        } else {
            blanks
        });
        if self.order.len() != run.output.len() {
            self.order = shuffled(run.output.len());
        }
    }

    /// The state after `action`; `None` when the exercise is over.
    #[must_use]
    pub fn after(mut self, action: PredictAction, run: Option<&SchedulerRun>) -> Option<Self> {
        match action {
            PredictAction::Start(exercise) => {
                return Some(Self::new(exercise, BTreeSet::new(), run));
            }
            PredictAction::Close => return None,
            PredictAction::Choose(true) => self.phase = Phase::Choosing,
            PredictAction::Choose(false) | PredictAction::Again => {
                self.phase = Phase::Answering;
                self.answers = Rc::default();
                self.order = Rc::from([]);
                self.fit(run);
            }
            PredictAction::Toggle(place) => {
                let blanks = Rc::make_mut(&mut self.blanks);
                if !blanks.remove(&place) {
                    blanks.insert(place);
                }
            }
            PredictAction::Answer(place, text) => {
                Rc::make_mut(&mut self.answers).insert(place, text);
            }
            PredictAction::Move { from, to } => self.order = moved(&self.order, from, to),
            PredictAction::Check => self.phase = Phase::Checked,
            PredictAction::Reveal => self.phase = Phase::Revealed,
        }
        Some(self)
    }

    /// Whether what the run does must not be seen yet.
    #[must_use]
    pub fn hides(&self) -> bool {
        matches!(self.phase, Phase::Answering | Phase::Checked)
    }

    /// Whether a cell is to be filled in.
    #[must_use]
    pub fn is_blank(&self, place: Place) -> bool {
        self.exercise == Exercise::Cells && self.blanks.contains(&place)
    }

    /// What has been answered to a cell.
    #[must_use]
    pub fn answer(&self, place: Place) -> &str {
        self.answers.get(&place).map_or("", String::as_str)
    }

    /// How good the answer to a cell is, once it is to be told.
    #[must_use]
    pub fn grade(&self, place: Place, cell: &Cell) -> Option<Grade> {
        let is_told = matches!(self.phase, Phase::Checked | Phase::Revealed);
        is_told.then(|| grade(self.answer(place), cell))
    }

    /// How many parts are right, and how many there are.
    #[must_use]
    pub fn score(&self, run: &SchedulerRun) -> (usize, usize) {
        match self.exercise {
            Exercise::Cells => {
                let is_right = |place: &&Place| {
                    let cell = cell(run, **place);
                    cell.is_some_and(|cell| grade(self.answer(**place), cell) == Grade::Right)
                };
                (
                    self.blanks.iter().filter(is_right).count(),
                    self.blanks.len(),
                )
            }
            Exercise::Order => {
                let is_right = |(place, _): &(usize, &usize)| self.is_line_right(run, *place);
                let right = self.order.iter().enumerate().filter(is_right);
                (right.count(), self.order.len())
            }
        }
    }

    /// Whether the line at a place of the reader's order is the run's.
    #[must_use]
    pub fn is_line_right(&self, run: &SchedulerRun, place: usize) -> bool {
        let text = |number: usize| run.output.get(number).map(|line| &line.text);
        self.order.get(place).and_then(|line| text(*line)) == text(place)
    }

    /// As it stands in links: `cells:0.1,2.0` or `order`.
    #[must_use]
    pub fn slug(&self) -> String {
        if self.exercise == Exercise::Order {
            return "order".to_owned();
        }
        let places: Vec<String> = self
            .blanks
            .iter()
            .map(|(row, column)| format!("{row}.{column}"))
            .collect();
        format!("cells:{}", places.join(","))
    }

    /// What a link says.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        if slug == "order" {
            return Some(Self::new(Exercise::Order, BTreeSet::new(), None));
        }
        let places = slug.strip_prefix("cells:")?.split(',');
        let place = |text: &str| {
            let (row, column) = text.split_once('.')?;
            Some((row.parse().ok()?, column.parse().ok()?))
        };
        let places = places.filter(|text| !text.is_empty()).map(place);
        let blanks: Option<BTreeSet<Place>> = places.collect();
        Some(Self::new(Exercise::Cells, blanks?, None))
    }
}

impl State {
    /// Whether lanes and output are hidden, because they would tell what is to be predicted.
    #[must_use]
    pub fn hides_run(&self) -> bool {
        self.predict.as_ref().is_some_and(|predict| predict.hides())
    }

    pub(crate) fn apply_predict(&mut self, action: PredictAction) {
        let run = self.focused().cloned();
        let before = match (&self.predict, &action) {
            (Some(predict), _) => (**predict).clone(),
            (None, PredictAction::Start(exercise)) => {
                Predict::new(*exercise, BTreeSet::new(), run.as_deref())
            }
            (None, _) => return,
        };
        self.is_playing = false;
        self.predict = before.after(action, run.as_deref()).map(Shared::new);
    }

    pub(crate) fn fit_predict(&mut self, shown: &Shown) {
        let Some(predict) = &self.predict else { return };
        let mut predict = (**predict).clone();
        let run = shown.runs.get(self.focus).or_else(|| shown.runs.first());
        predict.fit(run.map(|run| &**run));
        self.predict = Some(Shared::new(predict));
    }
}

fn cell(run: &SchedulerRun, (row, column): Place) -> Option<&Cell> {
    let row = run.timeline.rows.get(usize::try_from(row).ok()?)?;
    row.cells.get(usize::try_from(column).ok()?)
}

/// Cells in which something happens, those of the first row aside: they show how it is written.
fn usual_blanks(run: &SchedulerRun) -> BTreeSet<Place> {
    let rows = run.timeline.rows.iter().zip(0_u32..).skip(1);
    let cells = rows.flat_map(|(row, number)| {
        let cells = row.cells.iter().zip(0_u32..);
        cells
            .filter(|(cell, _)| !cell.phrases.is_empty())
            .map(move |(_, column)| (number, column))
    });
    cells.take(MOST_BLANKS).collect()
}

/// What a cell says, in plain words.
#[must_use]
pub fn plain(cell: &Cell, separator: &str) -> String {
    if cell.phrases.is_empty() {
        return bare(&cell.quiet);
    }
    let phrases: Vec<String> = cell
        .phrases
        .iter()
        .map(|phrase| bare(&phrase.text))
        .collect();
    phrases.join(separator)
}

/// Everything that any cell says, each once, for the reader to choose from.
#[must_use]
pub fn vocabulary(run: &SchedulerRun, separator: &str) -> BTreeSet<String> {
    let cells = run.timeline.rows.iter().flat_map(|row| &row.cells);
    let said = cells.map(|cell| plain(cell, separator));
    said.filter(|text| !text.is_empty()).collect()
}

/// The answer counts by what it says happens, in any order, however it is spaced and quoted.
fn grade(answer: &str, cell: &Cell) -> Grade {
    let expected = parts(&plain(cell, ";"));
    let given = parts(answer);
    if given == expected {
        Grade::Right
    } else if given.intersection(&expected).next().is_some() {
        Grade::Partly
    } else {
        Grade::Wrong
    }
}

fn parts(text: &str) -> BTreeSet<String> {
    let parts = text.split([';', '；']).map(|part| {
        let letters = part.chars().filter(|letter| !"`\"“”'".contains(*letter));
        let words: String = letters.flat_map(char::to_lowercase).collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        words.join(" ").trim_end_matches(['.', '。']).to_owned()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Always the same shuffle of `count` things, which leaves no two neighbours as they were if it can.
fn shuffled(count: usize) -> Rc<[usize]> {
    // Every third, then the rest backwards: enough to take an order apart, and the same in every browser.
    let (mut order, rest): (Vec<usize>, Vec<usize>) =
        (0..count).partition(|number| number % 3 == 1);
    order.extend(rest.into_iter().rev());
    Rc::from(order)
}

fn moved(order: &[usize], from: usize, to: usize) -> Rc<[usize]> {
    let mut order = order.to_vec();
    if from < order.len() && to < order.len() {
        let line = order.remove(from);
        order.insert(to, line);
    }
    Rc::from(order)
}

#[cfg(test)]
mod tests {
    use interleave_playground::{RunRequest, SchedulerRun, find_scenario, run};

    use super::{Exercise, Grade, Phase, Predict, PredictAction, cell, plain};

    fn first_program() -> SchedulerRun {
        let scenario = find_scenario("main-and-child").expect("the gallery has it");
        let request = RunRequest {
            source: scenario.source().to_owned(),
            ..RunRequest::default()
        };
        run(&request).runs.remove(0)
    }

    fn after(predict: Predict, action: PredictAction, run: &SchedulerRun) -> Predict {
        predict.after(action, Some(run)).expect("it goes on")
    }

    #[test]
    fn answers_are_graded_cell_by_cell() {
        let run = first_program();
        let mut predict = Predict::new(Exercise::Cells, [(1, 0), (1, 1)].into(), Some(&run));
        let answers = [
            (
                (1, 1),
                "  Prints \"child: 2\" ;sleeps 500 MS.",
                Grade::Right,
            ),
            ((1, 1), "sleeps 500 ms; prints child: 2", Grade::Right),
            ((1, 1), "prints child: 2", Grade::Partly),
            ((1, 1), "prints child: 3", Grade::Wrong),
            ((1, 1), "", Grade::Wrong),
            ((1, 0), "sleeping", Grade::Right),
        ];
        for (place, text, expected) in answers {
            let answer = PredictAction::Answer(place, text.to_owned());
            predict = after(predict, answer, &run);
            let cell = cell(&run, place).expect("it is there");
            assert_eq!(
                predict.grade(place, cell),
                None,
                "not before it is asked for"
            );
            let checked = after(predict.clone(), PredictAction::Check, &run);
            assert_eq!(checked.grade(place, cell), Some(expected), "{text}");
        }
        assert_eq!(predict.score(&run), (1, 2));
    }

    #[test]
    fn what_the_table_says_is_right() {
        let run = first_program();
        let mut predict = Predict::new(Exercise::Cells, [].into(), Some(&run));
        assert!(!predict.blanks.is_empty());
        for place in predict.blanks.iter().copied().collect::<Vec<_>>() {
            let text = plain(cell(&run, place).expect("it is there"), "; ");
            predict = after(predict, PredictAction::Answer(place, text), &run);
        }
        let (right, all) = predict.score(&run);
        assert_eq!(right, all);
    }

    #[test]
    fn lines_are_moved_into_their_order() {
        let run = first_program();
        let mut predict = Predict::new(Exercise::Order, [].into(), Some(&run));
        let count = run.output.len();
        assert!(predict.score(&run).0 < count);
        for to in 0..count {
            let from = predict.order.iter().position(|line| *line == to);
            let from = from.expect("every line is there");
            predict = after(predict, PredictAction::Move { from, to }, &run);
        }
        assert_eq!(predict.score(&run), (count, count));
    }

    #[test]
    fn a_teachers_choice_goes_through_a_link() {
        let run = first_program();
        let predict = Predict::new(Exercise::Cells, [].into(), Some(&run));
        let choosing = after(predict, PredictAction::Choose(true), &run);
        assert_eq!(choosing.phase, Phase::Choosing);
        let toggled = after(choosing, PredictAction::Toggle((0, 1)), &run);
        let back = Predict::from_slug(&toggled.slug()).expect("it was written here");
        assert_eq!(back.blanks, toggled.blanks);
        assert_eq!(back.phase, Phase::Answering);
        for bad in ["", "cells", "cells:1", "cells:1.x", "rows"] {
            assert_eq!(Predict::from_slug(bad), None, "{bad}");
        }
    }
}
