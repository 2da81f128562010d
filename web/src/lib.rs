//! The Yew page and its worker.

/// Renders the page.
pub fn show_page() {}

/// Answers runs.
pub fn answer_runs() {}
