//! The Yew page and its worker.
//!
//! The page holds the text, the sliders and the selected instant ([`state`]); the worker runs the program. Between them
//! go a `RunRequest` and a `RunReply` as bytes ([`protocol`]). Nothing here computes a schedule.

mod address;
pub mod browser;
pub mod code_editor;
pub mod components;
pub mod detail;
pub mod drawing;
pub mod embed;
mod employed;
mod event_loop;
mod events;
mod export;
pub mod frame;
pub mod gestures;
pub mod highlight;
pub mod host;
mod icons;
pub mod link;
pub mod live;
pub mod message;
pub mod notes;
pub mod on;
pub mod outcomes;
pub mod pairs;
pub mod pick;
pub mod predict;
pub mod protocol;
mod px;
pub mod queue;
pub mod ready;
pub mod recording;
pub mod rest;
pub mod rewrite;
pub mod searcher;
pub mod settings;
pub mod shared;
pub mod shown;
pub mod simulator;
pub mod state;
pub mod strings;
pub mod view;
pub mod what_if;
pub mod whereabouts;
pub mod words;
mod worker;

/// Renders the page.
pub fn show_page() {
    yew::Renderer::<components::App>::new().render();
}

/// Answers runs, in the worker.
pub fn answer_runs() {
    worker::listen();
}
