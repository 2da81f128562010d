//! Where things lie: the checkout, its target folder, the user's cache.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The top folder of the checkout that this run works on.
///
/// Cargo tells it at run time; the path known at compile time is wrong when two checkouts share a target folder.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors()
        .nth(2)
        .map_or(here.clone(), Path::to_path_buf)
}

/// The page as built, ready to be served.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A program of the page as the linker left it, of the release build that was made last.
pub fn linked(name: &str) -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target
        .join("wasm32-unknown-unknown")
        .join("web")
        .join(format!("{name}.wasm"))
}

/// The browser tests and the browser bench.
pub fn e2e() -> PathBuf {
    root().join("tests").join("e2e")
}

/// What the editor's script is made of.
pub fn editor() -> PathBuf {
    root().join("web").join("editor")
}

/// `interleave/` in the user's cache folder: tools by name and version, and the folder they are built in.
///
/// # Errors
/// When the machine names neither a cache nor a home folder.
pub fn cache() -> Result<PathBuf> {
    let base = if let Some(dir) =
        env::var_os("XDG_CACHE_HOME").filter(|dir| Path::new(dir).is_absolute())
    {
        PathBuf::from(dir)
    } else if let Some(dir) = env::var_os("LOCALAPPDATA") {
        PathBuf::from(dir)
    } else {
        let home = env::home_dir()
            .context("no home folder: set XDG_CACHE_HOME to where tools may be kept")?;
        home.join(".cache")
    };
    Ok(base.join("interleave"))
}

/// Folders that hold no source: build output, fetched packages, version control.
const NOT_SOURCE: [&str; 6] = [
    "target",
    "node_modules",
    "dist",
    "dist-next",
    "dist-before",
    ".git",
];

/// Every file below a folder in the order of their paths, build output and fetched packages aside.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?
        {
            let path = entry?.path();
            if !path.is_dir() {
                files.push(path);
            } else if !NOT_SOURCE.iter().any(|name| path.ends_with(name)) {
                folders.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
