//! The page's style sheets: what the first picture needs stands in the page itself; all of them are a file that is
//! fetched behind it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{command, paths, tools};

/// The rules that something of the first picture obeys: the build watches which those are (`parts.rs`).
pub const NOW: &str = "now.css";

/// The file with all rules. It holds those of the first picture once more, so that all stand in their order.
const LATER: &str = "later.css";

/// Takes the style sheets out of a built page whose first picture was watched, and makes them smaller.
///
/// # Errors
/// When the packages cannot be fetched.
pub fn settle(page: &Path) -> Result<()> {
    let now = page.join(NOW);
    if !now.exists() {
        return Ok(());
    }
    let index = page.join("index.html");
    let (text, sheets) = without_sheets(&fs::read_to_string(&index)?);
    fs::write(page.join(LATER), sheets)?;
    minify(&page.join(LATER))?;
    minify(&now)?;
    let style = format!(
        "<style>{}</style><link id=\"later\" rel=\"stylesheet\" href=\"./{LATER}\" media=\"print\"></head>",
        fs::read_to_string(&now)?.trim()
    );
    fs::remove_file(now)?;
    Ok(fs::write(&index, text.replacen("</head>", &style, 1))?)
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

fn minify(file: &Path) -> Result<()> {
    let packages = tools::editor_packages(&paths::editor())?;
    let mut esbuild = Command::new(packages.join(".bin").join("esbuild"));
    esbuild
        .arg(file)
        .args(["--minify", "--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={}", file.display()));
    command::run(&mut esbuild)
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
