//! What can be taken along from the run that is shown: made by a worker of its own, copied or saved by the browser.

use interleave_playground::{ExportFormat, ExportRequest, ViewOptions};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;

use crate::host;
use crate::protocol::{Ask, Told, read_told, write_ask};
use crate::settings::Tab;
use crate::state::State;
use crate::strings::Strings;

/// More than a page shows.
const MOST_ROWS: u32 = 200_000;
const MOST_SEGMENTS: u32 = 20_000;
const MOST_LANES: u32 = 256;

/// Something to take along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takeaway {
    Markdown,
    Csv,
    Svg,
    Png,
    Json,
    Perfetto,
    Html,
}

impl Takeaway {
    /// All in the order of the dialog.
    pub const ALL: [Self; 7] = [
        Self::Markdown,
        Self::Csv,
        Self::Svg,
        Self::Png,
        Self::Json,
        Self::Perfetto,
        Self::Html,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self, words: &Strings) -> &'static str {
        match self {
            Self::Markdown => words.share_markdown(),
            Self::Csv => words.share_csv(),
            Self::Svg => words.share_svg(),
            Self::Png => words.share_png(),
            Self::Json => words.share_json(),
            Self::Perfetto => words.share_perfetto(),
            Self::Html => words.share_html(),
        }
    }

    /// Name and media type of its file.
    #[must_use]
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Markdown => ("timeline.md", "text/markdown"),
            Self::Csv => ("timeline.csv", "text/csv"),
            Self::Svg => ("lanes.svg", "image/svg+xml"),
            Self::Png => ("lanes.png", "image/png"),
            Self::Json => ("run.json", "application/json"),
            Self::Perfetto => ("run.perfetto.json", "application/json"),
            Self::Html => ("timeline.html", "text/html"),
        }
    }

    fn format(self) -> ExportFormat {
        match self {
            Self::Markdown => ExportFormat::Markdown,
            Self::Csv => ExportFormat::Csv,
            Self::Svg | Self::Png => ExportFormat::Svg,
            Self::Json => ExportFormat::Json,
            Self::Perfetto => ExportFormat::Perfetto,
            Self::Html => ExportFormat::Html,
        }
    }

    /// Puts it on the clipboard, or into a file; false when the run or the browser refuses.
    pub async fn take(self, state: &State, into_file: bool) -> bool {
        let Some(text) = made(request(state, self.format())).await else {
            return false;
        };
        let (name, media_type) = self.file();
        let done = match (self, into_file) {
            (Self::Png, true) => host::download_picture(name, &text).await,
            (Self::Png, false) => host::copy_picture(&text).await,
            (_, false) => host::copy(&text).await,
            (_, true) => {
                host::download(name, media_type, &text);
                return true;
            }
        };
        done.is_truthy()
    }
}

/// The run that the table tells.
fn request(state: &State, format: ExportFormat) -> ExportRequest {
    let shown = match state.tab {
        Tab::Compare => Tab::SCHEDULERS.get(state.focus).copied(),
        tab => Some(tab),
    };
    let name = state.scenario.filter(|_| !state.is_changed());
    ExportRequest {
        source: state.source.to_string(),
        title: name.unwrap_or("Interleave").to_owned(),
        machine: state.settings.machine(shown.unwrap_or(state.tab)),
        schedule: state.schedule.to_string(),
        view: ViewOptions {
            max_rows: MOST_ROWS,
            max_segments: MOST_SEGMENTS,
            max_lanes: MOST_LANES,
            ..state.request().view
        },
        format,
    }
}

async fn made(request: ExportRequest) -> Option<String> {
    let bytes = write_ask(&Ask::Export(request))?;
    let answer = host::ask_once(&Uint8Array::from(bytes.as_slice()))
        .await
        .ok()?;
    let bytes = answer.dyn_into::<Uint8Array>().ok()?.to_vec();
    match read_told(&bytes)? {
        Told::Exported(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
