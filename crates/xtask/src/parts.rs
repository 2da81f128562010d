//! Each program of the page in two parts: what a first visit runs is downloaded first, the rest behind it.
//!
//! What a first visit runs is not written down anywhere: the build opens the page in a browser and watches.
//! `web/static/rest.js` is the browser's side of it, `web/src/rest.rs` the program's.

mod code;
mod data;
mod module;
mod numbers;
mod outline;
mod piece;
mod split;
mod visited;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_encoder::{CustomSection, Section};

use crate::{browser, command, npm, paths, styles};
use data::Linked;
use module::Module;
use split::Cut;
use visited::Visited;

/// The page's programs: `<name>_bg.wasm` is one, `<name>_rest.wasm` its rest.
const PROGRAMS: [&str; 2] = ["web", "worker"];

/// Parts of names of functions that manage memory: which ways they go differs from visit to visit.
const MEMORY: [&str; 5] = ["dlmalloc", "__rdl_", "__rust_", "raw_vec", "RawVec"];

/// The one whose functions are taken apart too: what the worker waits for is the machine, which must stay quick.
const PAGE: &str = "web";

/// The program that the page opens with, compiled beforehand.
const READY: &str = "ready";

/// What each program exports to load its rest.
const LOAD: &str = "load_rest";

/// Takes the programs of a built page apart, in place. Where there is no browser to watch they stay whole.
///
/// # Errors
/// When the page shows no timeline, or a program is not one that `wasm-bindgen` made.
pub fn take_apart(page: &Path) -> Result<()> {
    let chromium = match browser::chromium() {
        Ok(chromium) => chromium,
        Err(error) => {
            eprintln!("xtask: the page's programs stay whole: {error:#}");
            return Ok(());
        }
    };
    let index = page.join("index.html");
    let text = fs::read_to_string(&index)?;
    fs::write(&index, text.replacen("<html", "<html data-parts", 1))?;
    let seen = visit(page, &chromium.browser)?;
    for name in PROGRAMS {
        let file = program(page, name);
        let bytes = fs::read(&file)?;
        let module = Module::read(&bytes)?;
        let visited = Visited::new(&module, of(&seen, name)?)?;
        let load = module.exported(LOAD)?;
        let mut is_first = first_part(&module, &visited, load)?;
        let bytes = match name {
            PAGE => {
                let whole = always_whole(&module, load)?;
                outline::outlined(&bytes, &module, &visited, |function| {
                    is_first[function as usize] && !whole[function as usize]
                })?
            }
            _ => bytes.clone(),
        };
        let module = Module::read(&bytes)?;
        is_first.resize(module.functions.len(), false);
        let linked = fs::read(paths::linked(name))?;
        let spared = Linked::read(&linked)?.spared(&module, &is_first)?;
        let pointed_to = |function: u32| {
            let name = module.names.get(&function);
            name.is_none_or(|name| spared.pointed_to.contains(name))
        };
        let cut = Cut {
            is_first: &is_first,
            load,
            moved: &spared.constants,
            is_pointed_to: &pointed_to,
        };
        let mut split = split::split(&module, cut)?;
        if name == "worker" {
            bring_along(&mut split.first, of(&seen, READY)?);
        }
        shorten_names(&page.join(format!("{name}.js")), &module)?;
        fs::write(&file, split.first)?;
        fs::write(page.join(format!("{name}_rest.wasm")), split.rest)?;
    }
    Ok(())
}

/// What was seen under a name.
fn of<'s>(seen: &'s Seen, name: &str) -> Result<&'s [u32]> {
    let seen = seen.get(name);
    Ok(seen.with_context(|| format!("nobody saw `{name}`"))?)
}

/// Gives the functions that a program imports the names in its glue by which its first part knows them.
fn shorten_names(glue: &Path, module: &Module<'_>) -> Result<()> {
    let mut text = fs::read_to_string(glue)?;
    for (number, import) in module.imports.iter().enumerate() {
        if text.matches(import.name).count() != 1 {
            bail!("the glue has not one `{}`", import.name);
        }
        text = text.replace(import.name, &split::short(number));
    }
    Ok(fs::write(glue, text)?)
}

/// Puts the first program beside the worker's own, as a section that only `static/worker_loader.js` reads.
fn bring_along(program: &mut Vec<u8>, ready: &[u32]) {
    let data: Vec<u8> = ready.iter().map(|byte| *byte as u8).collect();
    let section = CustomSection {
        name: READY.into(),
        data: data.into(),
    };
    section.append_to(program);
}

fn program(page: &Path, name: &str) -> PathBuf {
    page.join(format!("{name}_bg.wasm"))
}

/// What was run of each program, as places of stretches (`parts/visited.rs`); and the bytes of the first program,
/// compiled.
type Seen = BTreeMap<String, Vec<u32>>;

/// Opens the page with programs that remember.
fn visit(page: &Path, chromium: &Path) -> Result<Seen> {
    let watched = page.with_file_name("dist-watched");
    let _ = fs::remove_dir_all(&watched);
    for file in paths::files_below(page)? {
        let copy = watched.join(file.strip_prefix(page)?);
        fs::create_dir_all(copy.parent().unwrap_or(&watched))?;
        fs::copy(&file, copy)?;
    }
    for name in PROGRAMS {
        let remembering = visited::remembering(&fs::read(program(page, name))?)?;
        fs::write(program(&watched, name), remembering)?;
    }
    npm::install_e2e()?;
    let mut visit = Command::new("node");
    visit
        .arg("first_visit.mjs")
        .arg(&watched)
        .current_dir(paths::e2e())
        .env("CHROME", chromium);
    let seen = command::output(&mut visit).context("the page shows no timeline")?;
    fs::copy(watched.join(styles::NOW), page.join(styles::NOW))?;
    let _ = fs::remove_dir_all(&watched);
    Ok(serde_json::from_str(&seen)?)
}

/// Which functions belong to the first part: what was called, what is called from outside, and what loads the rest.
/// What tells of a panic does not: a program that panics while it loads the rest has ended anyway.
fn first_part(module: &Module<'_>, visited: &Visited, load: u32) -> Result<Vec<bool>> {
    let mut is_first = always_whole(module, load)?;
    is_first[..module.imports.len()].fill(true);
    for (own, (function, _)) in (0..).zip(module.own()) {
        is_first[function as usize] |= visited.is_called(own);
    }
    for function in module.called_from_outside() {
        is_first[function as usize] = true;
    }
    Ok(is_first)
}

/// Which functions nothing is taken out of: those that load the rest, and those that manage memory.
fn always_whole(module: &Module<'_>, load: u32) -> Result<Vec<bool>> {
    let mut is_whole = loading(module, load)?;
    for (function, name) in &module.names {
        is_whole[*function as usize] |= MEMORY.iter().any(|part| name.contains(part));
    }
    Ok(is_whole)
}

/// Which functions load the rest: nothing of them may be in it. The glue calls some of them on its way.
fn loading(module: &Module<'_>, load: u32) -> Result<Vec<bool>> {
    let glue = module.exports.iter().filter(|export| {
        export.kind == wasmparser::ExternalKind::Func && export.name.starts_with("__externref")
    });
    let mut open: Vec<u32> = glue.map(|export| export.index).collect();
    open.push(load);
    let mut is_seen = vec![false; module.functions.len()];
    while let Some(function) = open.pop() {
        if !std::mem::replace(&mut is_seen[function as usize], true) {
            for called in module.called_by(function)? {
                if module.may_return(called)? {
                    open.push(called);
                }
            }
        }
    }
    Ok(is_seen)
}
