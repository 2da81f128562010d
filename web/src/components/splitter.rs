//! The line between two panes: dragged, or moved by the arrow keys; the browser remembers where it stands. A double
//! click or Enter gives the pane the size back that the layout has for it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::prelude::*;

use crate::events::when;
use crate::{browser, host};

/// A press of an arrow key moves by so many pixels.
const STRIDE: i32 = 16;

/// The width or height of a pane beside a splitter.
#[derive(Clone, PartialEq)]
pub struct PaneSize {
    /// In pixels; `None` as the layout has it.
    pub size: Option<i32>,
    set: Callback<Option<i32>>,
}

impl PaneSize {
    /// The style that gives `property` the size.
    #[must_use]
    pub fn style(&self, property: &str) -> Option<String> {
        self.size.map(|size| format!("{property}:{size}px"))
    }
}

/// The remembered size of the pane called `name`.
#[hook]
pub fn use_pane(name: &'static str) -> PaneSize {
    // Before the page is whole nothing was remembered.
    let size = use_state_eq(|| host::is_whole().then(|| remembered(name)).flatten());
    let setter = size.setter();
    let set = Callback::from(move |size: Option<i32>| {
        browser::store(
            name,
            &size.map_or_else(String::new, |size| size.to_string()),
        );
        setter.set(size);
    });
    PaneSize { size: *size, set }
}

#[inline(never)]
fn remembered(name: &str) -> Option<i32> {
    browser::stored(name)?.parse().ok()
}

/// Where the pane stands whose size a line changes, seen from the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Above,
}

impl Side {
    /// By how much the pane grows when the line moves right or down by one.
    fn sign(self) -> i32 {
        if self == Side::Right { -1 } else { 1 }
    }

    /// Where a pointer is, along the way that the line moves.
    fn place(self, event: &PointerEvent) -> i32 {
        match self {
            Side::Left | Side::Right => event.client_x(),
            Side::Above => event.client_y(),
        }
    }

    /// How far a key moves the line.
    fn stride(self, key: &str) -> Option<i32> {
        match (self, key) {
            (Side::Left | Side::Right, "ArrowLeft") | (Side::Above, "ArrowUp") => Some(-STRIDE),
            (Side::Left | Side::Right, "ArrowRight") | (Side::Above, "ArrowDown") => Some(STRIDE),
            _ => None,
        }
    }

    /// The size that the pane has, which need not be the one it was given.
    fn present(self, line: &NodeRef) -> Option<i32> {
        let line = line.cast::<Element>()?;
        let pane = match self {
            Side::Left | Side::Above => line.previous_element_sibling(),
            Side::Right => line.next_element_sibling(),
        };
        let pane = pane?.dyn_into::<HtmlElement>().ok()?;
        Some(match self {
            Side::Left | Side::Right => pane.offset_width(),
            Side::Above => pane.offset_height(),
        })
    }
}

/// Between which panes.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub label: AttrValue,
    pub pane: PaneSize,
    pub side: Side,
    pub least: i32,
    pub most: i32,
}

/// The line.
#[component]
pub fn Splitter(props: &Props) -> Html {
    let node = use_node_ref();
    let grip = use_mut_ref(|| None::<(i32, i32)>);
    let (side, least, most) = (props.side, props.least, props.most);
    let onpointerdown = {
        let (grip, node) = (grip.clone(), node.clone());
        Callback::from(move |event: PointerEvent| {
            let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            if let Some(element) = element {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            event.prevent_default();
            *grip.borrow_mut() = side.present(&node).map(|size| (side.place(&event), size));
        })
    };
    let onpointermove = {
        let (grip, set) = (grip.clone(), props.pane.set.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((start, size)) = *grip.borrow() {
                let size = size + side.sign() * (side.place(&event) - start);
                set.emit(Some(size.clamp(least, most)));
            }
        })
    };
    let end = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
    let line = node.clone();
    let onkeydown = when(&props.pane.set, move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            return Some(None);
        }
        let moved = side.stride(&event.key())?;
        event.prevent_default();
        let size = side.present(&line)? + side.sign() * moved;
        Some(Some(size.clamp(least, most)))
    });
    let ondblclick = props.pane.set.reform(|_: MouseEvent| None);
    let (direction, orientation) = match side {
        Side::Left | Side::Right => ("upright", "vertical"),
        Side::Above => ("level", "horizontal"),
    };
    html! {
        <div
            class={classes!("splitter", direction)} ref={node} role="separator" tabindex="0"
            aria-orientation={orientation} aria-label={props.label.clone()}
            aria-valuenow={props.pane.size.unwrap_or(least).to_string()}
            aria-valuemin={least.to_string()} aria-valuemax={most.to_string()}
            {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end}
            {onkeydown} {ondblclick}
        />
    }
}
