//! What a visitor downloads: each file of the page, compressed as a web server would.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::paths;

/// Shell and worker together, compressed; a kilobyte is 1000 bytes.
const BUDGET_BYTES: usize = 350_000;

/// Its parts: what the first picture needs, what runs the first program, and what is fetched only by who asks for it.
const PARTS: [(&str, usize); 4] = [
    ("shell", 120_000),
    ("worker", 300_000),
    ("editor", 160_000),
    ("extras", 40_000),
];

/// Parts that a visitor waits for.
const FOR_ALL: [&str; 2] = ["shell", "worker"];

/// What every visitor downloads too, but after the first picture (`parts.rs`): the compiler above all.
const BEHIND: &str = "behind";

/// What comes with it (`web/static/start.js`).
const LATER: [&str; 3] = ["browser.js", "embed.js", "later.css"];

/// Files that the first picture does without: installing, embedding, teaching.
const EXTRAS: [&str; 5] = [
    "teach",
    "icon-",
    "service_worker",
    "manifest",
    "interleave-",
];

/// The part that a file belongs to.
fn part_of(name: &str) -> &'static str {
    let begins = |start: &&str| name.starts_with(*start);
    match name {
        _ if name.ends_with("_rest.wasm") || LATER.contains(&name) => BEHIND,
        // The page has its own copy in `start.js`.
        _ if name.starts_with("worker") || name == "rest.js" => "worker",
        _ if name.starts_with("editor") => "editor",
        _ if EXTRAS.iter().any(begins) => "extras",
        _ => "shell",
    }
}

/// The files of a built page with their sizes.
pub struct Size {
    files: Vec<FileSize>,
}

struct FileSize {
    name: String,
    raw_bytes: usize,
    gzip_bytes: usize,
}

impl Size {
    /// Compressed bytes of what a visitor waits for.
    fn gzip_bytes(&self) -> usize {
        FOR_ALL.iter().map(|part| self.part_bytes(part)).sum()
    }

    /// Compressed bytes of one part.
    fn part_bytes(&self, part: &str) -> usize {
        let files = self.files.iter();
        files
            .filter(|file| part_of(&file.name) == part)
            .map(|file| file.gzip_bytes)
            .sum()
    }

    fn over_budget(&self) -> bool {
        self.gzip_bytes() > BUDGET_BYTES
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>10} {:>10}  file", "bytes", "gzip -9")?;
        for file in &self.files {
            writeln!(
                f,
                "{:>10} {:>10}  {}",
                file.raw_bytes, file.gzip_bytes, file.name
            )?;
        }
        let total = self.gzip_bytes();
        let behind = self.part_bytes(BEHIND);
        writeln!(
            f,
            "{:>10} {total:>10}  shell and worker together: what the first picture waits for",
            ""
        )?;
        writeln!(
            f,
            "{:>10} {behind:>10}  behind it: what editing waits for; {} in all",
            "",
            total + behind
        )?;
        for (part, budget) in PARTS {
            let bytes = self.part_bytes(part);
            let verdict = if bytes > budget { "OVER" } else { "within" };
            writeln!(
                f,
                "{:>10} {bytes:>10}  {part}: {verdict} its budget of {budget}",
                ""
            )?;
        }
        let verdict = if self.over_budget() { "OVER" } else { "within" };
        writeln!(
            f,
            "{verdict} the budget of {BUDGET_BYTES} bytes gzipped ({}%)",
            total * 100 / BUDGET_BYTES
        )
    }
}

/// Measures every file of a built page.
///
/// # Errors
/// When the page is not built or cannot be read.
pub fn measure(page: &Path) -> Result<Size> {
    let mut files = Vec::new();
    for path in paths::files_below(page).context("the page is not built")? {
        let name = path
            .strip_prefix(page)
            .unwrap_or(&path)
            .display()
            .to_string();
        let content = fs::read(&path)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&content)?;
        files.push(FileSize {
            name,
            raw_bytes: content.len(),
            gzip_bytes: gzip.finish()?.len(),
        });
    }
    Ok(Size { files })
}
