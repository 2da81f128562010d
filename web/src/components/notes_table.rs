//! One of the notes' tables: columns of three kinds of trust.

use interleave_notes::{TableView, Trust};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;

/// Which table.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub table: Shared<TableView>,
    /// Whether a newer one is being made.
    pub is_busy: bool,
}

/// The table, its command and where its figures come from.
#[component]
pub fn NotesTable(props: &Props) -> Html {
    let table = &props.table;
    let kinds: Vec<&'static str> = table
        .columns
        .iter()
        .map(|(trust, ..)| kind(*trust))
        .collect();
    let cell = |(at, cell): (usize, &String)| {
        let class = kinds.get(at).copied().unwrap_or_default();
        match class {
            "" => html! { <th scope="row">{ phrase(cell) }</th> },
            class => html! { <td {class}>{ phrase(cell) }</td> },
        }
    };
    html! {
        <div class={classes!("notes-table", props.is_busy.then_some("stale"))}>
            <h3>{ table.id.name() }{ " · " }{ &table.title }</h3>
            <div class="notes-scroll" tabindex="0">
                <table>
                    <thead><tr>{ for table.columns.iter().map(head) }</tr></thead>
                    <tbody>
                        { for table.rows.iter().map(|row| html! {
                            <tr>{ for row.iter().enumerate().map(cell) }</tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <code class="notes-command">{ &table.command }</code>
            <ul>{ for table.foot.iter().map(|line| html! { <li>{ phrase(line) }</li> }) }</ul>
        </div>
    }
}

fn head((trust, trust_text, title): &(Option<Trust>, String, String)) -> Html {
    html! {
        <th scope="col" class={kind(*trust)}>
            if !trust_text.is_empty() {
                <small>{ trust_text }</small>
            }
            { title }
        </th>
    }
}

/// The class of a column; "" for the one that names the rows.
fn kind(trust: Option<Trust>) -> &'static str {
    match trust {
        None => "",
        Some(Trust::Notes) => "by-notes",
        Some(Trust::Simulated) => "by-simulation",
        Some(Trust::Measured | Trust::Compiler) => "by-measuring",
    }
}
