//! A literal that is a slider, in the text itself: dragging it sideways changes its value.

use interleave_playground::Parameter;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::on::On;
use crate::state::Action;

/// Length of a drag over the whole range, in pixels; short ranges are coarser.
const WHOLE_RANGE: f64 = 360.0;

/// Which literal.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub text: AttrValue,
    pub index: usize,
    pub parameter: Parameter,
    pub label: AttrValue,
    pub on: On,
}

/// Where a drag began.
#[derive(Clone, Copy)]
struct Grip {
    x: i32,
    value: i64,
}

/// The literal.
#[component]
pub fn Literal(props: &Props) -> Html {
    let grip = use_mut_ref(|| None::<Grip>);
    let value = props.parameter.value;
    let onpointerdown = {
        let grip = grip.clone();
        Callback::from(move |event: PointerEvent| {
            let element = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(element) = element {
                // Without capture the drag ends at the literal's edge, which is not worth refusing it for.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            *grip.borrow_mut() = Some(Grip {
                x: event.client_x(),
                value,
            });
        })
    };
    let onpointermove = {
        let grip = grip.clone();
        let (parameter, index) = (props.parameter.clone(), props.index);
        props.on.when(move |event: PointerEvent| {
            let grip = (*grip.borrow())?;
            let value = dragged(&parameter, grip.value, f64::from(event.client_x() - grip.x));
            (value != parameter.value).then_some(Action::SetParameter { index, value })
        })
    };
    let end = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
    html! {
        <span
            class="literal" title={props.label.clone()} data-parameter={props.parameter.name.clone()}
            {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end}
        >{ props.text.clone() }</span>
    }
}

/// The value after a drag of so many pixels, on a position of the slider.
pub(super) fn dragged(parameter: &Parameter, start: i64, pixels: f64) -> i64 {
    let step = parameter.step.max(1);
    let steps = (parameter.max.saturating_sub(parameter.min) / step).max(1);
    let pixels_a_step = (WHOLE_RANGE / steps as f64).clamp(2.0, 24.0);
    let moved = (pixels / pixels_a_step).round() as i64;
    if moved == 0 {
        return start;
    }
    let from_min = start.saturating_sub(parameter.min);
    let position = (from_min as f64 / step as f64).round() as i64 + moved;
    let value = parameter.min.saturating_add(position.saturating_mul(step));
    value.clamp(parameter.min, parameter.max)
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Parameter, ParameterUnit, Span};

    use super::dragged;

    #[test]
    fn a_drag_goes_from_position_to_position() {
        let parameter = Parameter {
            name: "sleep".to_owned(),
            label_en: String::new(),
            label_zh: String::new(),
            span: Span::NONE,
            value: 500,
            shown_offset: 0,
            min: 0,
            max: 2_000,
            step: 50,
            unit: ParameterUnit::Milliseconds,
        };
        assert_eq!(dragged(&parameter, 500, 3.0), 500);
        assert_eq!(dragged(&parameter, 500, 9.0), 550);
        assert_eq!(dragged(&parameter, 525, 9.0), 600);
        assert_eq!(dragged(&parameter, 500, -9_999.0), 0);
        assert_eq!(dragged(&parameter, 500, 9_999.0), 2_000);
    }
}
