//! The list of the page's files in its service worker: what is kept for offline use, by the hash of its content.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::paths;

const SCRIPT: &str = "service_worker.js";

/// Places in the script that the build fills in.
const FILES: &str = "{/* the build's */}";
const LATER: &str = "{/* the build's, on demand */}";
const BUILD: &str = "/* the build */";

/// Whether a file is fetched only when it is asked for: most visitors never need it.
fn is_for_later(name: &str) -> bool {
    name.starts_with("teach") || name.starts_with("editor") || name == "interleave-timeline.js"
}

/// Writes the list into the service worker of a built page.
///
/// # Errors
/// When the page has no service worker, or it has no room for the list.
pub fn list_files(page: &Path) -> Result<()> {
    let script = page.join(SCRIPT);
    let text = fs::read_to_string(&script).context("the page has no service worker")?;
    let (mut files, mut later) = (BTreeMap::new(), BTreeMap::new());
    for path in paths::files_below(page)? {
        let name = path
            .strip_prefix(page)?
            .to_string_lossy()
            .replace('\\', "/");
        if name == SCRIPT {
            continue;
        }
        let hash = format!("{:016x}", xxh3_64(&fs::read(&path)?));
        let list = if is_for_later(&name) {
            &mut later
        } else {
            &mut files
        };
        list.insert(name, hash);
    }
    let lists = [
        serde_json::to_string(&files)?,
        serde_json::to_string(&later)?,
    ];
    let build = format!("{:032x}", xxh3_128(lists.concat().as_bytes()));
    fs::write(script, filled(&text, &lists, &build)?)?;
    Ok(())
}

fn filled(text: &str, [files, later]: &[String; 2], build: &str) -> Result<String> {
    let mut text = text.to_owned();
    for (place, content) in [
        (FILES, files.as_str()),
        (LATER, later.as_str()),
        (BUILD, build),
    ] {
        if text.matches(place).count() != 1 {
            bail!("{SCRIPT} has no one place `{place}`");
        }
        text = text.replace(place, content);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn the_script_has_room_for_the_list() {
        let script = include_str!("../../../web/static/service_worker.js");
        let lists = ["{\"a\":\"1\"}".to_owned(), "{}".to_owned()];
        let text = filled(script, &lists, "b").expect("it has");
        assert!(text.contains("const FILES = {\"a\":\"1\"};"));
        assert!(filled(&text, &lists, "b").is_err());
    }
}
