//! The facade: plain data in, plain data out. Page, command line and native verifier use nothing below it.
//!
//! [`run`] answers a whole request, [`execute`] gives the bare trace of one run. Nothing here panics, whatever the
//! text is: what is wrong with it comes back as diagnostics, how it ended as an outcome.

mod async_json;
mod compilation;
mod data;
mod events;
mod explore;
mod explorer;
mod export;
mod findings;
mod first_come;
mod forks;
mod futures;
mod goals;
mod json;
mod live;
mod order;
mod output;
mod pipeline;
mod play;
mod presets;
mod questions;
mod ready;
mod reply;
mod request;
mod run;
mod session;
mod told;

pub use async_json::{HintJson, PollJson, PollStateJson, StateJson, StateMachineJson};
pub use data::*;
pub use events::events_json_lines;
pub use explore::{
    Exploration, ExploreJson, ExploreOptions, Exploring, OutcomeJson, explore, outputs,
};
pub use explorer::{Explorer, grouped, percent};
pub use export::{ExportFormat, ExportRequest, export, exported};
pub use findings::{Finding, findings};
pub use forks::{Fork, Forks};
pub use futures::{AwaitView, FuturesView, HintView, MachineView, Parked, PollView};
pub use json::{
    DeadlockJson, EdgeJson, LimitJson, MetricsJson, OutputJson, RunJson, ThreadJson, run_json,
};
pub use live::{Live, LiveLine, LivePrint, LiveReport, LiveRequest, LiveStep, LiveTurn};
pub use order::{Order, OrderedAct, order};
pub use output::output_lines;
pub use pipeline::{Execution, Refused, execute};
pub use presets::{PRESET_IDS, presets};
pub use questions::{Answer, Question};
pub use ready::Ready;
pub use reply::{DiagnosticView, Ending, OutputLine, RunReply, SchedulerRun};
pub use request::{RunRequest, ViewOptions};
pub use run::{locate, run, view};
pub use session::{DetailRequest, ExplainRequest, ForksRequest, LanesReply, Session};
pub use told::{
    AnswerView, EndedView, FindingView, FoundView, Goal, MoveView, OutcomeView, PlayRequest,
    PlayView, SearchAsk, SearchProgress, SearchRequest, SearchTold,
};
