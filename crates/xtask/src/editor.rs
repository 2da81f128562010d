//! The editor's script: CodeMirror and what binds it to the page, bundled into one file that only those fetch who edit.

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
