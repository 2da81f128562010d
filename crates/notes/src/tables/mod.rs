//! The notes' tables T1 to T8: the notes' own figures beside what is simulated, computed and measured.

mod comparisons;
mod runtimes;
mod switches;
mod timelines;

use interleave_playground::{Language, Machine};
use serde::{Deserialize, Serialize};

use crate::claim::Trust;
use crate::recorded::Recorded;
use crate::runtimes::{Source, Units};
use crate::text::Text;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants are the notes' own numbers")]
pub enum TableId {
    T1,
    T2,
    T3,
    T4,
    T5,
    T6,
    T7,
    T8,
}

impl TableId {
    /// All tables.
    pub const ALL: [Self; 8] = [
        Self::T1,
        Self::T2,
        Self::T3,
        Self::T4,
        Self::T5,
        Self::T6,
        Self::T7,
        Self::T8,
    ];

    /// "T1", ….
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::T3 => "T3",
            Self::T4 => "T4",
            Self::T5 => "T5",
            Self::T6 => "T6",
            Self::T7 => "T7",
            Self::T8 => "T8",
        }
    }

    /// The table of that name, whatever the case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let is_it = |id: &Self| id.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_it)
    }

    /// Whether it is computed for a number of threads or tasks; the others tell a program's run.
    #[must_use]
    pub fn is_computed(self) -> bool {
        !matches!(self, Self::T1 | Self::T2)
    }
}

/// How a table is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableOptions {
    /// Threads or tasks of the loads, 10 to 1,000,000.
    pub n: u64,
    /// Cores.
    pub cores: u32,
    /// Where costs come from.
    pub costs: Source,
    /// For T1 and T2: the program's text as it is now; "" for the scenario's own.
    pub source: String,
}

impl TableOptions {
    /// Smallest and largest number of threads or tasks.
    pub const N: std::ops::RangeInclusive<u64> = 10..=1_000_000;
}

impl Default for TableOptions {
    fn default() -> Self {
        Self {
            n: 1_000,
            cores: 4,
            costs: Source::Notes,
            source: String::new(),
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is about.
    pub title: Text,
    /// Where its cells come from; `None` for the column that names the rows.
    pub trust: Option<Trust>,
}

/// A table; cells may mark code by backquotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Which.
    pub id: TableId,
    /// What it compares.
    pub title: Text,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Text>>,
    /// Where the figures come from.
    pub foot: Vec<Text>,
    /// The command that makes it.
    pub command: String,
}

/// Makes a table.
///
/// # Errors
/// When the text is refused or a load ends at a limit, in words.
pub fn table(id: TableId, options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let n = options
        .n
        .clamp(*TableOptions::N.start(), *TableOptions::N.end());
    let options = &TableOptions {
        n,
        cores: options.cores.clamp(1, 256),
        ..options.clone()
    };
    match id {
        TableId::T1 | TableId::T2 => timelines::make(id, options, recorded),
        TableId::T3 => comparisons::green_threads(options, recorded),
        TableId::T4 => comparisons::growing(options, recorded),
        TableId::T5 => comparisons::async_and_java(options, recorded),
        TableId::T6 => runtimes::make(options, recorded),
        TableId::T7 => switches::make(options, recorded),
        TableId::T8 => comparisons::explicit_and_async(options, recorded),
    }
}

/// The command that makes table `id` with `options`.
fn command(id: TableId, options: &TableOptions) -> String {
    let name = id.name();
    let usual = TableOptions::default();
    let mut words = format!("interleave table {name}");
    if !id.is_computed() {
        return words;
    }
    words += &format!(" --n {}", options.n);
    if options.cores != usual.cores {
        words += &format!(" --cores {}", options.cores);
    }
    if options.costs == Source::Measured {
        words += " --costs measured";
    }
    words
}

/// The column that names the rows.
fn names(en: &str, zh: &str) -> Column {
    Column {
        title: Text::new(en, zh),
        trust: None,
    }
}

fn column(trust: Trust, en: &str, zh: &str) -> Column {
    Column {
        title: Text::new(en, zh),
        trust: Some(trust),
    }
}

/// A row of texts, English first.
fn row<const N: usize>(cells: [Text; N]) -> Vec<Text> {
    cells.into()
}

fn units(options: &TableOptions, recorded: &Recorded) -> Units {
    Units::new(options.costs, recorded)
}

/// A machine with so many cores where only work takes time.
fn ideal(cores: u32) -> Machine {
    Machine {
        cores,
        ..Machine::default()
    }
}

impl Table {
    /// The table in Markdown.
    #[must_use]
    pub fn markdown(&self, language: Language) -> String {
        let mut out = format!("## {}: {}\n\n", self.id.name(), self.title.pick(language));
        out += &format!("`{}`\n\n", self.command);
        let heads: Vec<String> = self.columns.iter().map(|it| it.head(language)).collect();
        push_row(&mut out, heads.iter().map(String::as_str));
        push_row(&mut out, heads.iter().map(|_| "---"));
        for row in &self.rows {
            push_row(&mut out, row.iter().map(|cell| cell.pick(language)));
        }
        out.push('\n');
        for line in &self.foot {
            out += &format!("- {}\n", line.pick(language));
        }
        out
    }
}

impl Column {
    /// Its title with where its cells come from: "simulated: main".
    #[must_use]
    pub fn head(&self, language: Language) -> String {
        let title = self.title.pick(language);
        match self.trust {
            None => title.to_owned(),
            Some(trust) => {
                let trust = trust.title();
                let colon = language.pick(": ", "：");
                format!("{}{colon}{title}", trust.pick(language))
            }
        }
    }
}

fn push_row<'t>(out: &mut String, cells: impl Iterator<Item = &'t str>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell.replace('|', "\\|"));
        out.push_str(" |");
    }
    out.push('\n');
}
