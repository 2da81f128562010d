//! Components drawn into a real document from a real run.
#![cfg(target_arch = "wasm32")]

use std::rc::Rc;

use gloo_timers::future::sleep;
use interleave_playground::{
    Language, Machine, Nanos, RunReply, RunRequest, SchedulerRun, ViewOptions, run,
};
use interleave_web::components::{
    Diagnostics, DiagnosticsProps, Output, OutputProps, Sliders, SlidersProps, Timeline,
    TimelineProps,
};
use interleave_web::on::On;
use interleave_web::shared::Shared;
use interleave_web::state::Lacking;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

const PROGRAM: &str = r#"use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let child = thread::spawn(|| {
        println!("<b>child</b>");
        sleep(Duration::from_millis(250));
        eprintln!("child again");
    });
    println!("main");
    child.join().unwrap();
}
"#;

fn answer(source: &str, language: Language) -> RunReply {
    run(&RunRequest {
        source: source.to_owned(),
        machines: vec![Machine::default()],
        view: ViewOptions {
            language,
            ..ViewOptions::default()
        },
        ..RunRequest::default()
    })
}

fn only_run(mut reply: RunReply) -> Shared<SchedulerRun> {
    assert_eq!(reply.diagnostics, []);
    Shared::new(reply.runs.remove(0))
}

/// Draws a component into an element of its own.
async fn draw<C: BaseComponent>(props: C::Properties) -> Element {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a browser has a document");
    let host = document
        .create_element("div")
        .expect("it is a plain element");
    let body = document.body().expect("the document has a body");
    body.append_child(&host).expect("it fits there");
    yew::Renderer::<C>::with_root_and_props(host.clone(), props).render();
    sleep(std::time::Duration::from_millis(20)).await;
    host
}

fn texts(host: &Element, selector: &str) -> Vec<String> {
    let found = host.query_selector_all(selector).expect("it is a selector");
    (0..found.length())
        .filter_map(|index| found.item(index))
        .map(|node| node.text_content().unwrap_or_default())
        .collect()
}

#[wasm_bindgen_test]
async fn the_table_has_a_row_an_instant_and_a_column_a_thread() {
    let run = only_run(answer(PROGRAM, Language::En));
    let host = draw::<Timeline>(TimelineProps {
        language: Language::En,
        run: Some(run),
        number: 0,
        now: Nanos::ZERO,
        picked: None,
        predict: None,
        lacking: Lacking::Coming,
        on: On::new(Callback::noop(), true),
    })
    .await;
    assert_eq!(texts(&host, "th"), ["time", "main", "child"]);
    assert_eq!(texts(&host, "td:first-child"), ["0.000", "0.250"]);
    assert_eq!(texts(&host, "tr.now td:first-child"), ["0.000"]);
}

#[wasm_bindgen_test]
async fn what_a_program_prints_is_text_and_never_markup() {
    let run = only_run(answer(PROGRAM, Language::En));
    let host = draw::<Output>(OutputProps {
        language: Language::En,
        run: Some(run),
        now: Nanos::ZERO,
        picked: None,
        explained: None,
        predict: None,
        on: On::new(Callback::noop(), true),
    })
    .await;
    let mut said = texts(&host, ".said");
    said.sort();
    assert_eq!(said, ["<b>child</b>", "child again", "main"]);
    assert_eq!(texts(&host, ".stderr .said"), ["child again"]);
    assert_eq!(texts(&host, ".later .said"), ["child again"]);
}

#[wasm_bindgen_test]
async fn a_slider_is_named_and_tells_its_value() {
    let reply = answer(PROGRAM, Language::En);
    let host = draw::<Sliders>(SlidersProps {
        language: Language::En,
        parameters: Rc::from(reply.parameters),
        is_live: true,
        has_answer: true,
        source: Rc::from(PROGRAM),
        on: On::new(Callback::noop(), true),
    })
    .await;
    assert_eq!(texts(&host, "output"), ["250 ms"]);
    let slider = host
        .query_selector("input[type=range]")
        .ok()
        .flatten()
        .expect("there is a slider");
    assert_eq!(
        slider.get_attribute("value").as_deref(),
        None,
        "the value is a property"
    );
    let id = slider.get_attribute("id").expect("the label needs it");
    let label = host
        .query_selector(&format!("label[for={id}]"))
        .ok()
        .flatten();
    let label: HtmlElement = label.expect("there is a label").unchecked_into();
    assert!(
        label.inner_text().contains("sleep"),
        "{}",
        label.inner_text()
    );
}

#[wasm_bindgen_test]
async fn a_diagnostic_says_where_and_what() {
    let reply = answer("fn main() {\n    println!(\"a\"\n}\n", Language::En);
    assert!(reply.runs.is_empty());
    let host = draw::<Diagnostics>(DiagnosticsProps {
        language: Language::En,
        diagnostics: Rc::from(reply.diagnostics),
        on: Callback::noop(),
    })
    .await;
    assert!(!texts(&host, ".diagnostic.error .place").is_empty());
}
