//! The line between two panes: dragged, or moved by the arrow keys; the browser remembers where it stands.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::browser;
use crate::events::when;

/// A press of an arrow key moves by so many pixels.
const STRIDE: i32 = 16;

/// The width of a pane beside a splitter.
#[derive(Clone, PartialEq)]
pub struct PaneWidth {
    /// In pixels; `None` as the layout has it.
    pub width: Option<i32>,
    set: Callback<Option<i32>>,
}

impl PaneWidth {
    /// The style that gives `property` the width.
    #[must_use]
    pub fn style(&self, property: &str) -> Option<String> {
        self.width.map(|width| format!("{property}:{width}px"))
    }
}

/// The remembered width of the pane called `name`.
#[hook]
pub fn use_pane(name: &'static str) -> PaneWidth {
    let width = use_state_eq(|| browser::stored(name).and_then(|text| text.parse().ok()));
    let setter = width.setter();
    let set = Callback::from(move |width: Option<i32>| {
        browser::store(
            name,
            &width.map_or_else(String::new, |width| width.to_string()),
        );
        setter.set(width);
    });
    PaneWidth { width: *width, set }
}

/// Between which panes.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub label: AttrValue,
    pub pane: PaneWidth,
    /// Whether the pane stands right of the line.
    #[prop_or_default]
    pub is_right: bool,
    pub least: i32,
    pub most: i32,
}

/// The line.
#[component]
pub fn Splitter(props: &Props) -> Html {
    let node = use_node_ref();
    let grip = use_mut_ref(|| None::<(i32, i32)>);
    let (least, most) = (props.least, props.most);
    let sign = if props.is_right { -1 } else { 1 };
    let present = {
        let (node, is_right, width) = (node.clone(), props.is_right, props.pane.width);
        move || width.or_else(|| neighbour_width(&node, is_right))
    };
    let onpointerdown = {
        let (grip, present) = (grip.clone(), present.clone());
        Callback::from(move |event: PointerEvent| {
            let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            if let Some(element) = element {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            event.prevent_default();
            *grip.borrow_mut() = present().map(|width| (event.client_x(), width));
        })
    };
    let onpointermove = {
        let (grip, set) = (grip.clone(), props.pane.set.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((x, width)) = *grip.borrow() {
                let width = width + sign * (event.client_x() - x);
                set.emit(Some(width.clamp(least, most)));
            }
        })
    };
    let end = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
    let onkeydown = when(&props.pane.set, move |event: KeyboardEvent| {
        let moved = match event.key().as_str() {
            "ArrowLeft" => -STRIDE,
            "ArrowRight" => STRIDE,
            _ => return None,
        };
        event.prevent_default();
        let width = present()? + sign * moved;
        Some(Some(width.clamp(least, most)))
    });
    let ondblclick = props.pane.set.reform(|_: MouseEvent| None);
    html! {
        <div
            class="splitter" ref={node} role="separator" tabindex="0"
            aria-orientation="vertical" aria-label={props.label.clone()}
            aria-valuenow={props.pane.width.unwrap_or(least).to_string()}
            aria-valuemin={least.to_string()} aria-valuemax={most.to_string()}
            {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end}
            {onkeydown} {ondblclick}
        />
    }
}

/// The width that the layout gave the pane beside the line.
fn neighbour_width(node: &NodeRef, is_right: bool) -> Option<i32> {
    let line = node.cast::<Element>()?;
    let pane = if is_right {
        line.next_element_sibling()
    } else {
        line.previous_element_sibling()
    };
    Some(pane?.client_width())
}
