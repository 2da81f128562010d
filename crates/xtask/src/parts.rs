//! Each program of the page in two parts: what a first visit calls is downloaded first, the rest behind it.
//!
//! What a first visit calls is not written down anywhere: the build opens the page in a browser and watches.
//! `web/static/rest.js` is the browser's side of it, `web/src/rest.rs` the program's.

mod data;
mod module;
mod numbers;
mod split;
mod visited;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_encoder::{CustomSection, Section};

use crate::{browser, command, npm, paths};
use data::Linked;
use module::Module;
use split::Cut;

/// The page's programs: `<name>_bg.wasm` is one, `<name>_rest.wasm` its rest.
const PROGRAMS: [&str; 2] = ["web", "worker"];

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
    let seen = visit(page, &chromium.browser)?;
    let index = page.join("index.html");
    let text = fs::read_to_string(&index)?;
    fs::write(&index, text.replacen("<html", "<html data-parts", 1))?;
    for name in PROGRAMS {
        let file = program(page, name);
        let bytes = fs::read(&file)?;
        let module = Module::read(&bytes)?;
        let load = module.exported(LOAD)?;
        let is_first = first_part(&module, of(&seen, name)?, load)?;
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

/// What was called of each program, as the places of its functions among those that are not imported; and the bytes
/// of the first program, compiled.
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
    let _ = fs::remove_dir_all(&watched);
    Ok(serde_json::from_str(&seen)?)
}

/// Which functions belong to the first part: what was called, what is called from outside, and what loads the rest.
/// What tells of a panic does not: a program that panics while it loads the rest has ended anyway.
fn first_part(module: &Module<'_>, visited: &[u32], load: u32) -> Result<Vec<bool>> {
    let mut is_first = vec![false; module.functions.len()];
    is_first[..module.imports.len()].fill(true);
    for place in visited {
        is_first[(module.imported() + place) as usize] = true;
    }
    for export in &module.exports {
        if export.kind == wasmparser::ExternalKind::Func {
            is_first[export.index as usize] = true;
        }
    }
    let mut open = vec![load];
    let mut is_seen = vec![false; is_first.len()];
    while let Some(function) = open.pop() {
        if !std::mem::replace(&mut is_seen[function as usize], true) {
            is_first[function as usize] = true;
            for called in module.called_by(function)? {
                if module.may_return(called)? {
                    open.push(called);
                }
            }
        }
    }
    Ok(is_first)
}
