//! Which sources the page is built from, and whether they changed since a moment ago.
//!
//! Looks instead of being told: a look at some hundred files takes a millisecond and works on every file system.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::Result;

use crate::paths;

/// What the page is built from, seen from the top folder.
const SOURCES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "crates",
    "web",
];

/// The sources as they were at one moment; equal when nothing changed.
#[derive(PartialEq, Eq)]
pub struct Sources {
    files: Vec<(PathBuf, u64, Option<SystemTime>)>,
}

impl Sources {
    /// # Errors
    /// When a folder cannot be read.
    pub fn now() -> Result<Sources> {
        let mut files = Vec::new();
        for source in SOURCES {
            let path = paths::root().join(source);
            for file in if path.is_dir() {
                paths::files_below(&path)?
            } else {
                vec![path]
            } {
                // A file may go between being listed and being looked at: then it is simply gone.
                if let Ok(metadata) = fs::metadata(&file) {
                    files.push((file, metadata.len(), metadata.modified().ok()));
                }
            }
        }
        Ok(Sources { files })
    }
}
