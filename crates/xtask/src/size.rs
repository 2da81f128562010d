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

/// The two halves of it: what the first picture needs, and what runs programs.
const HALVES: [(&str, usize); 2] = [("shell", 120_000), ("worker", 300_000)];

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
    fn gzip_bytes(&self) -> usize {
        self.files.iter().map(|file| file.gzip_bytes).sum()
    }

    /// Compressed bytes of one half; all but the worker's files belong to the shell.
    fn half_bytes(&self, half: &str) -> usize {
        let is_in = |file: &&FileSize| file.name.starts_with("worker") == (half == "worker");
        self.files
            .iter()
            .filter(is_in)
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
        let raw_bytes: usize = self.files.iter().map(|file| file.raw_bytes).sum();
        let total = self.gzip_bytes();
        writeln!(f, "{raw_bytes:>10} {total:>10}  shell and worker together")?;
        for (half, budget) in HALVES {
            let bytes = self.half_bytes(half);
            writeln!(
                f,
                "{:>10} {bytes:>10}  {half} alone; its budget is {budget}",
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
