//! "The notes, checked" and the words about a scenario: what the page asks, and what it was told.

use std::rc::Rc;

use interleave_notes::{
    ClaimsView, NotesAbout, NotesAsk, NotesTold, ScenarioView, Source, TableId, TableOptions,
    TableView,
};
use interleave_playground::{Language, Nanos};

use crate::recording::{Measured, Recording, Times};
use crate::shared::Shared;

/// Numbers of threads or tasks that the slider offers.
pub const STEPS: [u64; 16] = [
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000,
    500_000, 1_000_000,
];

/// The programs that the first two tables tell.
const TOLD: [(TableId, &str); 2] = [
    (TableId::T1, "main-and-child"),
    (TableId::T2, "two-children"),
];

/// What the page knows of the notes.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    /// Whether the view is open.
    pub is_open: bool,
    /// The chosen table.
    pub table: TableId,
    /// How it is made.
    pub options: TableOptions,
    /// Another machine's file; "" for the committed one.
    pub recorded: Rc<str>,
    /// The words about the present scenario.
    pub scenario: Option<Shared<ScenarioView>>,
    /// Its real runs.
    pub runs: Option<Shared<Recording>>,
    /// The claims.
    pub claims: Option<Shared<ClaimsView>>,
    /// The table as it was last made.
    pub made: Option<Shared<TableView>>,
    /// Why it could not be made.
    pub refused: Option<Rc<str>>,
    /// Whether making it took too long.
    pub gave_up: bool,
}

/// Everything that can happen to it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum NotesAction {
    Open(bool),
    ChooseTable(TableId),
    SetOptions(TableOptions),
    UseRecorded(String),
    Told(Box<NotesTold>),
    GaveUp,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            is_open: false,
            table: TableId::T1,
            options: TableOptions::default(),
            recorded: Rc::from(""),
            scenario: None,
            runs: None,
            claims: None,
            made: None,
            refused: None,
            gave_up: false,
        }
    }
}

impl Notes {
    /// Changes it.
    pub fn apply(&mut self, action: NotesAction) {
        match action {
            NotesAction::Open(is_open) => self.is_open = is_open,
            NotesAction::ChooseTable(table) => {
                self.table = table;
                self.refused = None;
                self.gave_up = false;
            }
            NotesAction::SetOptions(options) => self.options = options,
            NotesAction::UseRecorded(text) => {
                self.recorded = Rc::from(text);
                self.claims = None;
                self.made = None;
            }
            NotesAction::Told(told) => self.take(*told),
            NotesAction::GaveUp => self.gave_up = true,
        }
    }

    fn take(&mut self, told: NotesTold) {
        match told {
            NotesTold::Scenario(view) => {
                self.runs = recording(&view).map(Shared::new);
                self.scenario = Some(Shared::new(view));
            }
            NotesTold::Claims(view) => self.claims = Some(Shared::new(view)),
            NotesTold::Table(view) => {
                self.refused = None;
                self.gave_up = false;
                self.made = Some(Shared::new(view));
            }
            NotesTold::Refused(why) => self.refused = Some(Rc::from(why)),
        }
    }

    /// The scenario that the chosen table tells, when it tells one.
    #[must_use]
    pub fn told_scenario(&self) -> Option<&'static str> {
        let told = TOLD.iter().find(|(table, _)| *table == self.table);
        told.map(|(_, scenario)| *scenario)
    }

    /// What is to be asked for the chosen table; `source` is the present text, when it belongs to the table's scenario.
    #[must_use]
    pub fn table_ask(&self, language: Language, source: Option<&str>) -> NotesAsk {
        let options = TableOptions {
            source: source.unwrap_or_default().to_owned(),
            ..self.options.clone()
        };
        self.ask(language, NotesAbout::Table(self.table, options))
    }

    /// What is to be asked for the claims.
    #[must_use]
    pub fn claims_ask(&self, language: Language) -> NotesAsk {
        self.ask(language, NotesAbout::Claims)
    }

    /// What is to be asked for the scenario `name`, whose runs on `cores` cores are compared.
    #[must_use]
    pub fn scenario_ask(&self, language: Language, name: &str, cores: u32) -> NotesAsk {
        let name = name.to_owned();
        self.ask(language, NotesAbout::Scenario { name, cores })
    }

    fn ask(&self, language: Language, about: NotesAbout) -> NotesAsk {
        NotesAsk {
            language,
            recorded: self.recorded.to_string(),
            about,
        }
    }

    /// The options with the `place`-th number of threads or tasks.
    #[must_use]
    pub fn with_step(&self, place: usize) -> TableOptions {
        TableOptions {
            n: STEPS[place.min(STEPS.len() - 1)],
            ..self.options.clone()
        }
    }

    /// Where the present number stands among the steps.
    #[must_use]
    pub fn step(&self) -> usize {
        STEPS
            .iter()
            .position(|step| *step >= self.options.n)
            .unwrap_or(0)
    }

    /// The options with costs from the other source.
    #[must_use]
    pub fn with_other_costs(&self) -> TableOptions {
        TableOptions {
            costs: match self.options.costs {
                Source::Notes => Source::Measured,
                Source::Measured => Source::Notes,
            },
            ..self.options.clone()
        }
    }
}

/// The real runs of a scenario, to be laid over the lanes.
fn recording(view: &ScenarioView) -> Option<Recording> {
    let times = |[earliest, median, latest]: [u64; 3]| Times {
        earliest: Nanos(earliest),
        median: Nanos(median),
        latest: Nanos(latest),
    };
    let line = |(thread, text, measured): &(String, String, [u64; 3])| Measured {
        thread: thread.clone(),
        text: text.clone(),
        times: times(*measured),
    };
    let lines: Vec<Measured> = view.lines.iter().map(line).collect();
    let end = match view.end_ns {
        // A deadlock has no end: the last line stands for it.
        [0, 0, 0] => lines.last().map(|line| line.times)?,
        end => times(end),
    };
    Some(Recording { lines, end })
}
