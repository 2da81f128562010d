//! The study notes, checked: their claims with evidence, their tables beside what is simulated and measured.
//!
//! Pure functions of the gallery's scenarios, the simulation and the recorded real runs: nothing here measures, so all
//! of it also runs in the browser.
//!
//! # Invariants
//! - A verdict follows from its evidence ([`Verdict::of`]); nobody writes it down.
//! - A figure of a table is computed, measured or one of the notes', and its column says which.

mod claim;
mod claims;
mod experiment;
mod lab;
mod recorded;
mod runtimes;
mod tables;
mod text;
pub mod units;
mod view;

pub use claim::{CheckedClaim, Claim, Evidence, Trust, Verdict, claims_markdown};
pub use claims::{check_claims, claims};
pub use experiment::{Load, Result as LoadResult, answer_behind_work, run as run_load};
pub use lab::{Lab, Run};
pub use recorded::{
    FIGURES, Figure, LineRecord, MachineRecord, PROBES, Probe, Recorded, RunsRecord,
    ScenarioRecord, fingerprint,
};
pub use runtimes::{Runtime, Source, Unit, Units};
pub use tables::{Column, Table, TableId, TableOptions, table};
pub use text::Text;
pub use view::{
    ClaimView, ClaimsView, NotesAbout, NotesAsk, NotesTold, ScenarioView, TableView, answer,
};
