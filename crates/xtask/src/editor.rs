//! The page's scripts: the editor (CodeMirror and what binds it to the page, bundled into one file that only those
//! fetch who edit), and all others without what only their readers need.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{command, paths, tools};

/// Bundles the script into a built page.
///
/// # Errors
/// When the packages cannot be fetched or do not bundle.
pub fn bundle(page: &Path) -> Result<()> {
    let manifest = paths::editor();
    let packages = tools::editor_packages(&manifest)?;
    let mut esbuild = Command::new(packages.join(".bin").join("esbuild"));
    esbuild
        .arg(manifest.join("editor.mjs"))
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--legal-comments=none",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", page.join("editor.js").display()))
        // The packages lie in the cache, not beside the source.
        .env("NODE_PATH", packages);
    command::run(&mut esbuild)
}

/// Scripts that every visitor fetches.
const SMALL: [&str; 7] = [
    "browser.js",
    "embed.js",
    "rest.js",
    "start.js",
    "web.js",
    "worker.js",
    "worker_loader.js",
];

/// Makes the small scripts of a built page smaller, in place.
///
/// # Errors
/// When the packages cannot be fetched or a script is none.
pub fn minify(page: &Path) -> Result<()> {
    let packages = tools::editor_packages(&paths::editor())?;
    let mut esbuild = Command::new(packages.join(".bin").join("esbuild"));
    esbuild
        .args(SMALL.map(|name| page.join(name)))
        .args([
            "--minify",
            "--target=es2022",
            "--legal-comments=none",
            "--log-level=warning",
            "--allow-overwrite",
        ])
        .arg(format!("--outdir={}", page.display()));
    command::run(&mut esbuild)
}
