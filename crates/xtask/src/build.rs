//! The page: Trunk puts it together, `wasm-opt` makes it small, then it takes the old one's place in `dist/` at once.
//!
//! Trunk builds into a folder beside it, so a page that is being served stays whole until the next one is.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::{command, editor, offline, parts, paths, size, styles, tools};

/// How the page is to be built.
#[derive(Clone, Copy)]
pub struct Options {
    /// Quick to build, large and slow to run; never what is published.
    pub debug: bool,
}

impl Options {
    /// # Errors
    /// When a word is left that this chore does not know.
    pub fn parse(mut args: Args) -> Result<Options> {
        let debug = args.flag("--debug");
        args.finish()?;
        Ok(Options { debug })
    }
}

/// Builds the page and shows its download size, unless it is built for speed of building.
///
/// # Errors
/// When it does not build. A page larger than its budget is told, not refused.
pub fn build(options: Options) -> Result<()> {
    page(options)?;
    println!("The page is in {}", paths::dist().display());
    if options.debug {
        return Ok(());
    }
    print!("{}", size::measure(&paths::dist())?);
    Ok(())
}

/// Builds the page into `dist/`.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the page does not build. `dist/` is then as it was.
pub fn page(options: Options) -> Result<()> {
    let fresh = paths::root().join("dist-next");
    trunk(options, &fresh)?;
    if !options.debug {
        parts::take_apart(&fresh)?;
        optimise(&fresh)?;
        editor::minify(&fresh)?;
        styles::settle(&fresh)?;
        let index = fresh.join("index.html");
        fs::write(&index, bare(&fs::read_to_string(&index)?))?;
    }
    editor::bundle(&fresh)?;
    offline::list_files(&fresh)?;
    let dist = paths::dist();
    let old = paths::root().join("dist-before");
    let _ = fs::remove_dir_all(&old);
    if dist.exists() {
        fs::rename(&dist, &old).context("the old page cannot be moved away")?;
    }
    fs::rename(&fresh, &dist).context("the new page cannot be put in place")?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// A page without what only its readers need: comments, and the room around lines.
fn bare(page: &str) -> String {
    let mut bare = String::new();
    let mut rest = page;
    while let Some((before, end)) = [("/*", "*/"), ("<!--", "-->")]
        .iter()
        .filter_map(|(begin, end)| Some((rest.find(begin)?, *end)))
        .min()
    {
        bare += &rest[..before];
        let inside = &rest[before..];
        rest = inside.find(end).map_or("", |at| &inside[at + end.len()..]);
    }
    bare += rest;
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn trunk(options: Options, into: &Path) -> Result<()> {
    tools::wasm_target()?;
    let bindgen = tools::wasm_bindgen()?;
    let mut trunk = Command::new(tools::trunk()?);
    trunk.current_dir(paths::root()).arg("build");
    trunk
        .args([
            "--skip-version-check",
            "--locked=true",
            "--color=never",
            "--dist",
        ])
        .arg(into);
    if !options.debug {
        trunk.arg("--release");
    }
    trunk.env(
        "PATH",
        command::path_with(&[bindgen.parent().unwrap_or(Path::new("."))])?,
    );
    // Trunk reads this as a flag of its own and refuses the usual value `1`.
    trunk.env_remove("NO_COLOR");
    // Its own call stack would bury the compiler's message.
    trunk.env("RUST_BACKTRACE", "0");
    command::run(&mut trunk)
}

/// Runs `wasm-opt` over every wasm file of the page, in place.
///
/// Functions of like names are mostly alike, and a compressor sees only what is near: side by side they compress 3%
/// better. Nothing of a program lies in the lowest kilobyte: below its data is the stack, which never gets there.
fn optimise(page: &Path) -> Result<()> {
    let tool = tools::wasm_opt()?;
    for entry in fs::read_dir(page)? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            let mut optimise = Command::new(&tool);
            optimise.args(["-Oz", "--low-memory-unused", "--reorder-functions-by-name"]);
            command::run(optimise.arg(&file).arg("-o").arg(&file))?;
        }
    }
    Ok(())
}
