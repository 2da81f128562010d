//! `interleave gallery`.

use interleave_playground::{
    Bilingual, Group, Language, Scenario, find_scenario, parameters, scenario_texts, scenarios,
};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Refusal;
use super::parameters::{ParameterJson, parameters_json};
use crate::args::{GalleryArgs, TextOrJson};
use crate::print;

/// Prints the list, or one program's text; answers the exit code.
pub fn gallery(args: &GalleryArgs) -> Result<u8, Refusal> {
    let language = args.lang.into();
    let text = match (&args.name, args.format) {
        (Some(name), TextOrJson::Text) => one(name)?.source().to_owned(),
        (Some(name), TextOrJson::Json) => json(&ScenarioJson::new(one(name)?)),
        (None, TextOrJson::Text) => list(language),
        (None, TextOrJson::Json) => {
            let all: Vec<_> = scenarios().iter().map(ScenarioJson::new).collect();
            json(&all)
        }
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

/// A scenario with its sliders. `title`, `notes`, `group` and `parameters` are a fixed interface.
#[derive(Serialize)]
struct ScenarioJson {
    name: &'static str,
    title: Texts,
    notes: &'static [&'static str],
    group: &'static str,
    group_title: Texts,
    difficulty: u8,
    question: Option<Texts>,
    about: Option<Texts>,
    drag: Option<Texts>,
    parameters: Vec<ParameterJson>,
    source: &'static str,
}

/// A text in both languages.
#[derive(Serialize)]
struct Texts {
    zh: &'static str,
    en: &'static str,
}

impl From<Bilingual> for Texts {
    fn from(text: Bilingual) -> Self {
        Self {
            zh: text.zh,
            en: text.en,
        }
    }
}

impl ScenarioJson {
    fn new(scenario: &Scenario) -> Self {
        let texts = scenario_texts(scenario.name);
        Self {
            name: scenario.name,
            title: scenario.title.into(),
            notes: scenario.notes,
            group: scenario.group.slug(),
            group_title: scenario.group.title().into(),
            difficulty: scenario.difficulty,
            question: texts.map(|texts| texts.question.into()),
            about: texts.map(|texts| texts.about.into()),
            drag: texts.map(|texts| texts.drag.into()),
            parameters: parameters_json(&parameters(scenario.source()), scenario.source()),
            source: scenario.source(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    format!("{}\n", serde_json::to_string(value).unwrap_or_default())
}
