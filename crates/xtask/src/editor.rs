//! The page's scripts: the editor (CodeMirror and what binds it to the page, bundled into one file that only those
//! fetch who edit), and all others without what only their readers need.

use std::fs;
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

/// Scripts that every visitor fetches, as they are.
const SMALL: [&str; 5] = [
    "browser.js",
    "embed.js",
    "rest.js",
    "worker.js",
    "worker_loader.js",
];

/// The script that starts the page, and the glue of the page's program, of which it needs a part.
const START: &str = "start.js";
const GLUE: &str = "web.js";

/// Makes the small scripts of a built page smaller, in place; the one that starts it becomes one file with all that it
/// needs at once.
///
/// # Errors
/// When the packages cannot be fetched or a script is none.
pub fn minify(page: &Path) -> Result<()> {
    let mut small = smaller()?;
    small
        .args(SMALL.map(|name| page.join(name)))
        .arg(format!("--outdir={}", page.display()));
    command::run(&mut small)?;
    let start = page.join(START);
    let mut bundled = smaller()?;
    bundled
        .arg(&start)
        .args(["--bundle", "--format=esm"])
        .args(["--external:./browser.js", "--external:./embed.js"])
        .arg(format!("--outfile={}", start.display()));
    command::run(&mut bundled)?;
    Ok(fs::remove_file(page.join(GLUE))?)
}

fn smaller() -> Result<Command> {
    let packages = tools::editor_packages(&paths::editor())?;
    let mut esbuild = Command::new(packages.join(".bin").join("esbuild"));
    esbuild.args([
        "--minify",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
        "--allow-overwrite",
    ]);
    Ok(esbuild)
}
