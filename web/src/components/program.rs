//! The program: its text to read or to edit, its sliders, the machine.

use std::rc::Rc;

use yew::prelude::*;

use super::about::About;
use super::controls::Controls;
use super::diagnostics::Diagnostics;
use super::editor::Editor;
use super::source::Source;
use super::splitter::{PaneSize, Side, Splitter, use_pane};
use crate::embed::Pane;
use crate::on::On;
use crate::state::{Action, Lacking, State};
use crate::strings::{Strings, strings};

/// What the panel shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub state: Rc<State>,
    pub on: On,
}

/// The panel at the left.
#[component]
pub fn Program(props: &Props) -> Html {
    let state = &props.state;
    let words = strings(state.language);
    let (is_editing, is_read_only) = (state.is_editing, state.is_read_only());
    let height = use_pane("interleave-program-height");
    let toggle = props.on.reform(move |_| Action::SetEditing(!is_editing));
    html! {
        <section class="program panel" aria-label={words.program()}>
            if state.shows(Pane::Source) {
            <div class="program-text" style={height.style("--program-height")}>
                <h2 class="panel-head">
                    { words.program() }
                    <span class="grow" />
                    if state.is_changed() && state.scenario.is_some() && !is_read_only {
                        <button
                            type="button" class="link"
                            onclick={props.on.reform(|_| Action::ResetText)}
                        >{ words.reset() }</button>
                    }
                    if !is_read_only {
                        <button type="button" class="link" aria-pressed={is_editing.to_string()} onclick={toggle}>
                            { if is_editing { words.done() } else { words.edit() } }
                        </button>
                    }
                </h2>
                if is_editing {
                    { editor(props) }
                } else {
                    <Source
                        language={state.language}
                        source={state.source.clone()}
                        parameters={if is_read_only { [].into() } else { state.live_parameters() }}
                        diagnostics={state.diagnostics.clone()}
                        shown={state.shown.clone()}
                        run={state.focused().cloned()}
                        now={state.last_instant()}
                        picked_line={state.pick().map_or(0, |pick| pick.line)}
                        on={props.on.clone()}
                    />
                    // What has no place in the text stands at none of its lines.
                    if state.lacking() == Lacking::Astray {
                        <Diagnostics
                            language={state.language} diagnostics={state.diagnostics.clone()}
                            on={props.on.clone()}
                        />
                    }
                    if state.is_whole {
                        { splitter(words, height) }
                    }
                }
            </div>
            }
            if state.shows(Pane::Sliders) && !is_read_only {
            <Controls
                language={state.language}
                parameters={state.parameters.clone()}
                is_live={state.spans_fit}
                has_answer={state.answered > 0}
                source={state.source.clone()}
                settings={state.settings}
                tab={state.tab}
                has_network={state.has_network()}
                on={props.on.clone()}
            />
            }
            if state.embed.is_none() {
                <About view={state.told_scenario()} />
            }
        </section>
    }
}

#[inline(never)]
fn splitter(words: &Strings, height: PaneSize) -> Html {
    html! {
        <Splitter
            label={words.program_height()} pane={height} side={Side::Above} least=120 most=2400
        />
    }
}

#[inline(never)]
fn editor(props: &Props) -> Html {
    let state = &props.state;
    html! {
        <>
            <Editor
                language={state.language}
                source={state.source.clone()}
                parameters={state.live_parameters()}
                diagnostics={state.diagnostics.clone()}
                shown={state.shown.clone()}
                run={state.focused().cloned()}
                now={state.last_instant()}
                on={props.on.clone()}
            />
            <Diagnostics
                language={state.language} diagnostics={state.diagnostics.clone()} on={props.on.clone()}
            />
        </>
    }
}
