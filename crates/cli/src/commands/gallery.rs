//! `interleave gallery`.

use interleave_playground::{Bilingual, Group, Language, Scenario, find_scenario, scenarios};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Refusal;
use crate::args::{GalleryArgs, TextOrJson};
use crate::print;

/// Prints the list, or one program's text; answers the exit code.
pub fn gallery(args: &GalleryArgs) -> Result<u8, Refusal> {
    let language = args.lang.into();
    let text = match (&args.name, args.format) {
        (Some(name), _) => one(name)?.source.to_owned(),
        (None, TextOrJson::Text) => list(language),
        (None, TextOrJson::Json) => json(language),
    };
    print::to_stdout(&text);
    Ok(0)
}

fn one(name: &str) -> Result<&'static Scenario, String> {
    find_scenario(name).ok_or_else(|| format!("there is no `{name}` in the gallery"))
}

fn said(text: Bilingual, language: Language) -> &'static str {
    language.pick(text.en, text.zh)
}

fn list(language: Language) -> String {
    let widest = |text: fn(&Scenario) -> String| {
        let widths = scenarios().iter().map(|scenario| text(scenario).width());
        widths.max().unwrap_or(0)
    };
    let names = widest(|scenario| scenario.name.to_owned());
    let notes = widest(|scenario| scenario.notes.join(" "));
    let mut out = String::new();
    let mut group: Option<Group> = None;
    for scenario in scenarios() {
        if group != Some(scenario.group) {
            group = Some(scenario.group);
            out.push_str(&format!("{}\n", said(scenario.group.title(), language)));
        }
        let title = said(scenario.title, language);
        let notes_text = scenario.notes.join(" ");
        out.push_str(&format!(
            "  {:names$}  {notes_text:notes$}  {title}\n",
            scenario.name
        ));
    }
    out
}

#[derive(Serialize)]
struct ScenarioJson {
    name: &'static str,
    notes: Vec<&'static str>,
    group: &'static str,
    title: &'static str,
    question: &'static str,
    about: &'static str,
    source: &'static str,
}

fn json(language: Language) -> String {
    let all: Vec<ScenarioJson> = scenarios()
        .iter()
        .map(|scenario| ScenarioJson {
            name: scenario.name,
            notes: scenario.notes.to_vec(),
            group: said(scenario.group.title(), language),
            title: said(scenario.title, language),
            question: said(scenario.question, language),
            about: said(scenario.about, language),
            source: scenario.source,
        })
        .collect();
    format!("{}\n", serde_json::to_string(&all).unwrap_or_default())
}
