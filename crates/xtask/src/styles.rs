//! The page's style sheets: what the first picture needs stands in the page itself, small; the rest is a file that is
//! fetched behind it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{command, paths, tools};

/// The sheets behind this remark of `index.html` style nothing of the first picture.
const LATER: &str = "<!-- Behind the first picture. -->";

/// The file with those.
const FILE: &str = "later.css";

/// Takes them out of a built page and makes all of them smaller.
///
/// # Errors
/// When the packages cannot be fetched, or the page has no such remark.
pub fn settle(page: &Path) -> Result<()> {
    let index = page.join("index.html");
    let text = fs::read_to_string(&index)?;
    let (before, after) = text
        .split_once(LATER)
        .context("no style sheets for later")?;
    let (before, now) = without_sheets(before);
    let (after, later) = without_sheets(after);
    let now = minified(&page.join("now.css"), &now)?;
    fs::remove_file(page.join("now.css"))?;
    minified(&page.join(FILE), &later)?;
    let link = format!("<link id=\"later\" rel=\"stylesheet\" href=\"./{FILE}\" media=\"print\">");
    let text = format!("{before}<style>{}</style>{link}{after}", now.trim());
    Ok(fs::write(&index, text)?)
}

/// A text without its style sheets, and those.
fn without_sheets(text: &str) -> (String, String) {
    let (mut without, mut sheets) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, begun)) = rest.split_once("<style") {
        let inside = begun.split_once('>').map_or("", |(_, inside)| inside);
        let (sheet, after) = inside.split_once("</style>").unwrap_or((inside, ""));
        without += before;
        sheets += sheet;
        sheets.push('\n');
        rest = after;
    }
    (without + rest, sheets)
}

fn minified(file: &Path, sheets: &str) -> Result<String> {
    fs::write(file, sheets)?;
    let packages = tools::editor_packages(&paths::editor())?;
    let mut esbuild = Command::new(packages.join(".bin").join("esbuild"));
    esbuild
        .arg(file)
        .args(["--minify", "--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={}", file.display()));
    command::run(&mut esbuild)?;
    Ok(fs::read_to_string(file)?)
}

#[cfg(test)]
mod tests {
    use super::without_sheets;

    #[test]
    fn sheets_are_taken_out_in_order() {
        let text = "a<style>b</style>c<style media=all>d</style>e";
        let taken = ("ace".to_owned(), "b\nd\n".to_owned());
        assert_eq!(without_sheets(text), taken);
    }
}
