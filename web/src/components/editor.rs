//! The text to edit: CodeMirror once its script is there; a plain text area where it cannot be had.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_playground::{
    DiagnosticView, Language, Nanos, Parameter, SchedulerRun, Severity, bare,
};
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlTextAreaElement};

use yew::prelude::*;

use super::literal::dragged;
use crate::code_editor::{CodeEditor, EditorScript, entry, utf16};
use crate::host;
use crate::pick::Target;
use crate::shared::Shared;
use crate::shown::Shown;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::whereabouts::presences;
use crate::words::{parameter_title, task_class};

/// Typing rests this long before the text runs, in milliseconds.
const PAUSE_MS: u32 = 180;

/// Height of a line, in pixels.
const LINE_PX: usize = 21;

/// What is edited.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub source: Rc<str>,
    pub parameters: Rc<[Parameter]>,
    pub diagnostics: Rc<[DiagnosticView]>,
    pub shown: Option<Shared<Shown>>,
    pub run: Option<Shared<SchedulerRun>>,
    pub now: Nanos,
    pub on: Callback<Action>,
}

/// How far the script has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Open,
    Missing,
}

/// The editor.
#[component]
pub fn Editor(props: &Props) -> Html {
    let node = use_node_ref();
    let stage = use_state_eq(|| Stage::Coming);
    let typing = use_mut_ref(Typing::default);
    let open = use_open(props, &node, &stage, &typing);
    use_marks(props, *stage == Stage::Open, &open, &typing);
    let lines = props.source.split('\n').count();
    let style = format!("min-height:{}px", (lines * LINE_PX).min(400));
    html! {
        <div class="editor" aria-busy={(*stage == Stage::Coming).to_string()} {style}>
            if *stage == Stage::Missing {
                { plain(props, &typing, lines) }
            } else {
                <div ref={node} />
            }
        </div>
    }
}

/// What somebody types or drags, on its way to the page.
#[derive(Default)]
struct Typing {
    pause: Option<Timeout>,
    /// The last text that was told, which need not come back.
    told: Option<Rc<str>>,
    /// The literals as they are now, and the one that is being dragged as it was.
    parameters: Option<Rc<[Parameter]>>,
    held: Option<Parameter>,
}

impl Typing {
    fn typed(typing: &Rc<RefCell<Self>>, text: String, on: &Callback<Action>) {
        let (later, on) = (Rc::clone(typing), on.clone());
        let tell = move || {
            later.borrow_mut().told = Some(Rc::from(text.as_str()));
            on.emit(Action::EditText(text));
        };
        typing.borrow_mut().pause = Some(Timeout::new(PAUSE_MS, tell));
    }

    fn scrubbed(&mut self, index: u32, phase: u32, pixels: f64) -> Option<Action> {
        let index = usize::try_from(index).ok()?;
        let present = self.parameters.as_ref()?.get(index)?;
        if phase == 0 {
            self.held = Some(present.clone());
        }
        let held = self.held.as_ref()?;
        let value = dragged(held, held.value, pixels);
        (value != present.value).then_some(Action::SetParameter { index, value })
    }
}

/// The editor in the page, and the functions that it calls.
struct Open {
    editor: CodeEditor,
    _on_text: Closure<dyn FnMut(String)>,
    _on_scrub: Closure<dyn FnMut(u32, u32, f64)>,
    _on_line: Closure<dyn FnMut(u32)>,
}

impl Open {
    fn new(
        script: &EditorScript,
        parent: &Element,
        (text, label): (&str, &str),
        typing: &Rc<RefCell<Typing>>,
        on: &Callback<Action>,
    ) -> Self {
        let (typed, telling) = (Rc::clone(typing), on.clone());
        let on_text = Closure::new(move |text: String| Typing::typed(&typed, text, &telling));
        let (typing, telling) = (Rc::clone(typing), on.clone());
        let on_scrub = Closure::new(move |index: u32, phase: u32, pixels: f64| {
            let action = typing.borrow_mut().scrubbed(index, phase, pixels);
            if let Some(action) = action {
                telling.emit(action);
            }
        });
        let telling = on.clone();
        let on_line = Closure::new(move |line: u32| telling.emit(Action::Pick(Target::Line(line))));
        let editor = script.open(parent, text, label, &on_text, &on_scrub, &on_line);
        Self {
            editor,
            _on_text: on_text,
            _on_scrub: on_scrub,
            _on_line: on_line,
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.editor.close();
    }
}

/// Fetches the script and opens the editor; closes it with the component.
#[hook]
fn use_open(
    props: &Props,
    node: &NodeRef,
    stage: &UseStateHandle<Stage>,
    typing: &Rc<RefCell<Typing>>,
) -> Rc<RefCell<Option<Open>>> {
    let open = use_mut_ref(|| None::<Open>);
    let words = strings(props.language);
    let (slot, node, stage, typing) = (
        Rc::clone(&open),
        node.clone(),
        stage.setter(),
        Rc::clone(typing),
    );
    let (source, on) = (props.source.clone(), props.on.clone());
    use_effect_with((), move |()| {
        let opened = Rc::clone(&slot);
        spawn_local(async move {
            let script = host::load_editor().await;
            let (Ok(script), Some(parent)) = (script, node.cast::<Element>()) else {
                stage.set(Stage::Missing);
                return;
            };
            let script: EditorScript = script.unchecked_into();
            let open = Open::new(&script, &parent, (&source, words.editor()), &typing, &on);
            open.editor.focus();
            *opened.borrow_mut() = Some(open);
            stage.set(Stage::Open);
        });
        move || drop(slot.borrow_mut().take())
    });
    open
}

/// Keeps what is drawn into the text in step with the page.
#[hook]
fn use_marks(
    props: &Props,
    is_open: bool,
    open: &Rc<RefCell<Option<Open>>>,
    typing: &Rc<RefCell<Typing>>,
) {
    typing.borrow_mut().parameters = Some(Rc::clone(&props.parameters));
    let on_change = |mark: Box<dyn Fn(&CodeEditor)>| {
        let open = Rc::clone(open);
        move || {
            if let Some(open) = &*open.borrow() {
                mark(&open.editor);
            }
        }
    };
    let (source, told) = (props.source.clone(), Rc::clone(typing));
    let follow = on_change(Box::new(move |editor| {
        // What was typed here comes back a moment later, when more may have been typed.
        if told.borrow().told.as_ref() != Some(&source) {
            editor.set_text(&source);
        }
    }));
    use_effect_with((props.source.clone(), is_open), move |_| follow());
    let words = strings(props.language);
    let (source, parameters) = (props.source.clone(), props.parameters.clone());
    let language = props.language;
    let literals = on_change(Box::new(move |editor| {
        editor.set_literals(&literals(&source, &parameters, language, words));
    }));
    use_effect_with((props.parameters.clone(), is_open), move |_| literals());
    let (source, diagnostics) = (props.source.clone(), props.diagnostics.clone());
    let problems = on_change(Box::new(move |editor| {
        editor.set_problems(&problems(&source, &diagnostics));
    }));
    use_effect_with((props.diagnostics.clone(), is_open), move |_| problems());
    let (run, shown, now) = (props.run.clone(), props.shown.clone(), props.now);
    let places = on_change(Box::new(move |editor| {
        let places = run.as_ref().zip(shown.as_ref());
        editor
            .set_places(&places.map_or_else(Array::new, |(run, shown)| places_at(run, shown, now)));
    }));
    use_effect_with((props.run.clone(), now, is_open), move |_| places());
}

fn literals(source: &str, parameters: &[Parameter], language: Language, words: &Strings) -> Array {
    let mark = |(index, parameter): (usize, &Parameter)| {
        entry([
            utf16(source, parameter.span.start).into(),
            utf16(source, parameter.span.end).into(),
            (index as u32).into(),
            parameter_title(parameter, language, words).into(),
        ])
    };
    parameters.iter().enumerate().map(mark).collect()
}

fn problems(source: &str, diagnostics: &[DiagnosticView]) -> Array {
    let mark = |view: &DiagnosticView| {
        let diagnostic = &view.diagnostic;
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let mut text = bare(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            text.push('\n');
            text.push_str(&bare(help));
        }
        entry([
            utf16(source, diagnostic.span.start).into(),
            utf16(source, diagnostic.span.end).into(),
            severity.into(),
            text.into(),
        ])
    };
    diagnostics.iter().map(mark).collect()
}

fn places_at(run: &SchedulerRun, shown: &Shown, now: Nanos) -> Array {
    let all = presences(run, &shown.source, now);
    let marks = all.iter().flat_map(|(line, here)| {
        here.iter().map(move |presence| {
            let timeline = &run.timeline;
            let column = timeline
                .columns
                .iter()
                .position(|task| *task == presence.task);
            let label = column.and_then(|column| timeline.labels.get(column));
            entry([
                (*line).into(),
                task_class(presence.task).into(),
                presence.is_acting.into(),
                label.map_or("", String::as_str).into(),
            ])
        })
    });
    marks.collect()
}

/// Without the script: a text area, so that the text can be changed all the same.
fn plain(props: &Props, typing: &Rc<RefCell<Typing>>, lines: usize) -> Html {
    let (typing, on) = (Rc::clone(typing), props.on.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        let area = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area {
            Typing::typed(&typing, area.value(), &on);
        }
    });
    html! {
        <textarea
            aria-label={strings(props.language).editor()} spellcheck="false" autocapitalize="off"
            autocomplete="off" wrap="off" rows={(lines + 1).to_string()}
            value={props.source.to_string()} {oninput}
        />
    }
}
