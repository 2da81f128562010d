//! The arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Rust source text in, every schedule's timeline out.
#[derive(Debug, Parser)]
#[command(name = "interleave", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate a program and show its timeline.
    ///
    /// Exit code: 0 when the program finished (with --format output its own), 101 when main panicked, 2 when the
    /// program or an argument is refused, 3 for a deadlock, 4 when a limit ended the run.
    Run(RunArgs),
    /// Find everything that a program can do: all its outputs, deadlocks and panics, with a schedule for each.
    ///
    /// Exit code: 0 when the set is complete and without a deadlock, 2 when the program or an argument is refused, 3
    /// when some schedule ends in a deadlock, 4 when the search stopped before it was complete.
    Explore(ExploreArgs),
    /// Write a run as one HTML page that works from disk: text, lanes, table and output, with one instant selected.
    ///
    /// Exit code: 0 when the page was written, 2 when the program or an argument is refused.
    Export(ExportArgs),
    /// Compile a program, run it for real, and compare with the simulation.
    ///
    /// Exit code: 0 when all real runs conform, 1 when not, 2 when the program or an argument is refused, 5 when
    /// this machine is too noisy to tell.
    Verify(VerifyArgs),
    /// List the programs that come along, or print one.
    Gallery(GalleryArgs),
    /// Make one of the study notes' tables: their figures beside what is simulated and measured.
    Table(TableArgs),
    /// The study notes' claims with their verdicts and evidence.
    Claims(ClaimsArgs),
    /// List the literals of a program that `--set` can change.
    Parameters(ParametersArgs),
}

/// A program and its parameters.
#[derive(Debug, Args)]
pub struct ProgramArgs {
    /// A .rs file, `-` for standard input, or a name from `interleave gallery` (an existing file wins).
    #[arg(value_name = "PROGRAM")]
    pub program: String,
    /// Rewrite a literal before anything else, like 'child sleep=750' or 'child sleep=1.5s'; names are listed by
    /// `interleave parameters`. May be given many times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
}

/// The machine to simulate.
#[derive(Debug, Args)]
pub struct MachineArgs {
    /// What thread::spawn makes: OS threads, coroutines of one event loop, or coroutines on several workers.
    #[arg(long, value_enum, default_value_t = ModelArg::Threads)]
    pub model: ModelArg,
    /// Run the program as another runtime would, at the study notes' costs: sets model, workers, quantum and costs.
    #[arg(long, value_enum, conflicts_with_all = ["model", "workers", "quantum", "costs"])]
    pub preset: Option<PresetArg>,
    /// OS threads of the green model, and workers of a tokio runtime whose program does not say how many; as many as
    /// cores when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub workers: Option<u32>,
    /// How the OS picks the next thread: round robin, first in first out, or least virtual runtime.
    #[arg(long, value_enum, default_value_t = PolicyArg::Rr)]
    pub policy: PolicyArg,
    /// Longest time a thread keeps a core while others are ready.
    #[arg(long, value_name = "TIME", default_value = "10ms")]
    pub quantum: String,
    /// What things cost: nothing but cpu::work, or a real machine's typical figures.
    #[arg(long, value_enum, default_value_t = CostsArg::Ideal)]
    pub costs: CostsArg,
    /// Set one cost, like thread_spawn_ns=10000 or thread_spawn=10us. May be given many times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub cost: Vec<String>,
    /// Set how long the network takes, like resolve=50ms, connect=30ms or read=1ms. May be given many times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub network: Vec<String>,
    /// Set one limit, like events=1000. May be given many times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub limit: Vec<String>,
}

/// One simulated run, and the language it is told in.
#[derive(Debug, Args)]
pub struct SimulationArgs {
    #[command(flatten)]
    pub program: ProgramArgs,
    /// Cores of the machine.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub cores: u32,
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Choices to replay (as --format json reports them), or `random-7` for a generator with that seed.
    #[arg(long, value_name = "STRING", default_value = "")]
    pub schedule: String,
    /// Language of all words.
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    pub lang: LanguageArg,
}

#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    pub simulation: SimulationArgs,
    /// What to print.
    #[arg(long, value_enum, default_value_t = FormatArg::Summary)]
    pub format: FormatArg,
    /// Rows of the table: `instants` at which something happens, or a fixed step like 100ms.
    #[arg(long, value_name = "STEP", default_value = "instants")]
    pub rows: String,
    /// Lanes of the SVG: one a task, a core, or an OS thread.
    #[arg(long, value_enum, default_value_t = LanesArg::Task)]
    pub lanes: LanesArg,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub simulation: SimulationArgs,
    /// Write one HTML page; the only format so far, and to be said so that others may come.
    #[arg(long, required = true)]
    pub html: bool,
    /// Where to write it; standard output when not given.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<std::path::PathBuf>,
    /// The page's heading; the program's name when not given.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

#[derive(Debug, Args)]
pub struct ExploreArgs {
    #[command(flatten)]
    pub program: ProgramArgs,
    /// What is known about time: `free` (a sleep promises order in its own thread only), `exact` (sleeps end when
    /// they should; only what happens at one instant is in any order), or `jitter=5ms` (late by up to so much).
    #[arg(long, value_name = "TIMING", default_value = "free")]
    pub timing: String,
    /// Let threads wake up at condition variables without a reason, as std allows; with --timing free.
    #[arg(long)]
    pub spurious: bool,
    /// Stop after so many different states.
    #[arg(long, value_name = "N", default_value = "1_000_000")]
    pub max_states: String,
    /// Stop when states and edges take so many bytes.
    #[arg(long, value_name = "BYTES", default_value = "1_300_000_000")]
    pub max_memory: String,
    /// Stop after so many different outcomes.
    #[arg(long, value_name = "N", default_value = "10_000")]
    pub max_outcomes: String,
    /// Do acts that commute with all others at once: fewer states, the same outcomes, but fewer schedules counted.
    #[arg(long)]
    pub reduce: bool,
    /// Do every act from every state, also where the other order of two acts that commute says where it leads: slower,
    /// the same answer.
    #[arg(long, conflicts_with = "reduce")]
    pub no_reduction: bool,
    /// Ask whether standard output can contain this text. May be given many times.
    #[arg(long, value_name = "TEXT")]
    pub can_print: Vec<String>,
    /// Ask whether a line that contains A can come before every line that contains B. May be given many times.
    #[arg(long, value_names = ["A", "B"], num_args = 2)]
    pub before: Vec<String>,
    /// Set one limit of each run, like output_bytes=1000. May be given many times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub limit: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    /// Language of all words.
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    pub lang: LanguageArg,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A .rs file, `-` for standard input, or a name from `interleave gallery` (an existing file wins).
    #[arg(value_name = "PROGRAM", required_unless_present = "gallery")]
    pub program: Option<String>,
    /// As for `interleave run`.
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Instead of one program all of the gallery: do the real runs conform, and is what each of them shows among all
    /// outcomes?
    #[arg(long, conflicts_with_all = ["program", "set", "real", "schedule"])]
    pub gallery: bool,
    /// With --gallery: only ask whether what each real run shows is among all outcomes; many runs at a time.
    #[arg(long, requires = "gallery")]
    pub outcomes: bool,
    /// Real runs for each number of cores.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub runs: u32,
    /// Numbers of cores to try, separated by commas; one and two when not given.
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=256))]
    pub cores: Vec<u32>,
    /// Force real threads into the order of this schedule, as `explore` prints them, and compare what they print. For
    /// programs of threads, locks, channels, atomics and prints.
    #[arg(long, value_name = "STRING", conflicts_with_all = ["runs", "cores", "real"])]
    pub schedule: Option<String>,
    /// Compile and run this program instead of the simulated one: shows that a wrong simulation is found out.
    #[arg(long, value_name = "PROGRAM")]
    pub real: Option<String>,
    #[command(flatten)]
    pub machine: MachineArgs,
    /// What to print.
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

#[derive(Debug, Args)]
pub struct GalleryArgs {
    /// Print this program's text instead of the list.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// How to print the list.
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    /// Language of the titles.
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    pub lang: LanguageArg,
}

#[derive(Debug, Args)]
pub struct TableArgs {
    /// T1 to T8.
    #[arg(value_name = "TABLE")]
    pub table: String,
    /// Threads or tasks of the loads, 10 to 1,000,000 (T3 to T8).
    #[arg(long, value_name = "N", default_value = "1_000")]
    pub n: String,
    /// Cores of the machine (T3 to T8).
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub cores: u32,
    /// Where the costs of threads and tasks come from.
    #[arg(long, value_enum, default_value_t = CostSourceArg::Notes)]
    pub costs: CostSourceArg,
    /// For T1 and T2: simulate this program instead of the scenario's own.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
    #[command(flatten)]
    pub notes: NotesArgs,
}

#[derive(Debug, Args)]
pub struct ClaimsArgs {
    #[command(flatten)]
    pub notes: NotesArgs,
}

/// What tables and claims have in common.
#[derive(Debug, Args)]
pub struct NotesArgs {
    /// Measured figures and real runs of another machine: a file that `cargo xtask measure` has written.
    #[arg(long, value_name = "FILE")]
    pub recorded: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = NotesFormatArg::Text)]
    pub format: NotesFormatArg,
    /// Language of all words.
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    pub lang: LanguageArg,
}

#[derive(Debug, Args)]
pub struct ParametersArgs {
    #[command(flatten)]
    pub program: ProgramArgs,
    /// What to print.
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    /// Language of the labels.
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    pub lang: LanguageArg,
}

/// A runtime to run the program as.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PresetArg {
    /// OS threads of the kernel, 3 ms slices.
    Threads,
    /// One event loop.
    #[value(alias = "node", alias = "asyncio")]
    EventLoop,
    /// Tasks on as many workers as cores, never preempted.
    Tokio,
    /// Goroutines: as many as cores at a time, preempted after 10 ms.
    Go,
    /// Java's virtual threads: tasks on as many workers as cores, never preempted.
    #[value(alias = "java")]
    JavaVirtual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelArg {
    Threads,
    EventLoop,
    Green,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PolicyArg {
    Rr,
    Fifo,
    Fair,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CostsArg {
    Ideal,
    Typical,
}

/// What `run` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Table, output, outcome and metrics.
    Summary,
    /// Just what the program prints, on its streams.
    Output,
    /// The timeline table, aligned.
    Table,
    /// The timeline table in Markdown.
    Markdown,
    /// The timeline table as CSV.
    Csv,
    /// Outcome, output, threads and metrics as one JSON object.
    Json,
    /// Every event as a JSON object, one a line.
    Events,
    /// The lanes as a drawing.
    Svg,
    /// A trace for Perfetto's viewer (ui.perfetto.dev).
    Perfetto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageArg {
    En,
    Zh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanesArg {
    Task,
    Core,
    Worker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CostSourceArg {
    Notes,
    Measured,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotesFormatArg {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    Text,
    Json,
}
