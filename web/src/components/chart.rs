//! One run's lanes with everything that a pointer can do there: select an instant, scrub, pan, zoom, ask what a bar is.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use interleave_playground::{Language, Nanos, SchedulerRun, Segment, SegmentState, length_text};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};
use yew::prelude::*;

use super::bars::Bars;
use super::marks::Marks;
use super::measured::MeasuredRun;
use super::picked_bar::PickedBar;
use super::playhead::Playhead;
use crate::detail::Subject;
use crate::drawing::{draw, hit};
use crate::frame::Frame;
use crate::gestures::{Gestures, Motion};
use crate::on::On;
use crate::pick::Target;
use crate::px::Px;
use crate::recording::Recording;
use crate::shared::Shared;
use crate::shown::Happening;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::view::Viewport;

/// An instant this near to a click is meant by it, in pixels.
const SNAP: f64 = 9.0;

/// Which run, and in what frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub subject: Subject,
    pub frame: Frame,
    pub instant: Nanos,
    /// The marked instant: the last one at which something happens.
    pub now: Nanos,
    /// The selected event, when it is of this run.
    pub picked: Option<Happening>,
    /// Where this run and another one part.
    pub parts_at: Option<Nanos>,
    pub decimals: u32,
    /// End of the time axis, which another run may need longer.
    pub end: Nanos,
    /// Laid over the lanes.
    pub recording: Option<Shared<Recording>>,
    pub on: On,
}

/// What is under the pointer.
#[derive(Clone, PartialEq)]
struct Hover {
    x: f64,
    y: f64,
    text: String,
}

/// One chart.
#[component]
pub fn Chart(props: &Props) -> Html {
    let node = use_node_ref();
    let hover = use_state_eq(|| None::<Hover>);
    let drawing = use_memo((props.subject.clone(), props.frame), |(subject, frame)| {
        Shared::new(draw(frame, subject))
    });
    use_wheel(&node, props);
    let Pointing {
        onpointerdown,
        onpointermove,
        onpointerup,
        onpointercancel,
        onpointerleave,
    } = use_pointers(props, &node, &hover);
    html! {
        <div
            class="chart" ref={node}
            {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onpointerleave}
        >
            <Bars
                language={props.language} run={props.subject.run.clone()} drawing={(*drawing).clone()}
                frame={props.frame}
            />
            if props.on.is_whole() {
                { playhead(props) }
            }
            if let Some(picked) = props.picked {
                <PickedBar subject={props.subject.clone()} frame={props.frame} {picked} />
            }
            <Marks drawing={(*drawing).clone()} frame={props.frame} now={props.now} />
            if let Some(recording) = &props.recording {
                <MeasuredRun
                    recording={recording.clone()} run={props.subject.run.clone()}
                    frame={props.frame}
                />
            }
            if let Some(hover) = &*hover {
                { tip(hover, &props.frame) }
            }
        </div>
    }
}

#[inline(never)]
fn playhead(props: &Props) -> Html {
    html! {
        <Playhead
            frame={props.frame} instant={props.instant} decimals={props.decimals}
            parts_at={props.parts_at}
        />
    }
}

/// What pointers do, as the element's listeners.
#[derive(Default)]
struct Pointing {
    onpointerdown: Option<Callback<PointerEvent>>,
    onpointermove: Option<Callback<PointerEvent>>,
    onpointerup: Option<Callback<PointerEvent>>,
    onpointercancel: Option<Callback<PointerEvent>>,
    onpointerleave: Option<Callback<PointerEvent>>,
}

#[hook]
fn use_pointers(props: &Props, node: &NodeRef, hover: &UseStateHandle<Option<Hover>>) -> Pointing {
    let gestures = use_mut_ref(Gestures::default);
    match props.on.live() {
        Some(on) => pointing(props, on.clone(), gestures, node, hover),
        None => Pointing::default(),
    }
}

#[inline(never)]
fn pointing(
    props: &Props,
    on: Callback<Action>,
    gestures: Rc<RefCell<Gestures>>,
    node: &NodeRef,
    hover: &UseStateHandle<Option<Hover>>,
) -> Pointing {
    let (subject, frame, end) = (props.subject.clone(), props.frame, props.end);
    let down = gestures.clone();
    let onpointerdown = Callback::from(move |event: PointerEvent| {
        if event.button() == 0 {
            let x = f64::from(event.offset_x());
            down.borrow_mut().down(event.pointer_id(), x, frame.view);
        }
    });
    let (moving, over, language) = (gestures.clone(), hover.clone(), props.language);
    let (moved_over, telling, chart) = (subject.clone(), on.clone(), node.clone());
    let onpointermove = Callback::from(move |event: PointerEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        if !moving.borrow().is_holding() {
            over.set(describe(&moved_over, &frame, x, y, strings(language)));
            return;
        }
        let motion = moving
            .borrow_mut()
            .moved(event.pointer_id(), x, &frame, end);
        let Some(motion) = motion else { return };
        capture(&chart, &event);
        over.set(None);
        telling.emit(match motion {
            Motion::View(view) => Action::SetViewport(view.within(end)),
            Motion::Scrub(x) => Action::SelectInstant(snapped(&moved_over.run, &frame, x)),
        });
    });
    let up = gestures.clone();
    let onpointerup = Callback::from(move |event: PointerEvent| {
        let has_clicked = up.borrow_mut().up(event.pointer_id());
        if has_clicked {
            let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            on.emit(clicked(&subject, &frame, x, y));
        }
    });
    let onpointercancel = Callback::from(move |_: PointerEvent| gestures.borrow_mut().cancel());
    let hover = hover.clone();
    let onpointerleave = Callback::from(move |_: PointerEvent| hover.set(None));
    Pointing {
        onpointerdown: Some(onpointerdown),
        onpointermove: Some(onpointermove),
        onpointerup: Some(onpointerup),
        onpointercancel: Some(onpointercancel),
        onpointerleave: Some(onpointerleave),
    }
}

/// What a click means: what the thread does there, what it waits for there, or just the instant.
fn clicked(subject: &Subject, frame: &Frame, x: f64, y: f64) -> Action {
    let (run, number) = (&subject.run, subject.number);
    let at = snapped(run, frame, x);
    let lanes = &subject.lanes().lanes;
    let lane = frame.lane_at(y).and_then(|lane| lanes.get(lane));
    let segment = lane.and_then(|lane| hit(frame, lane, x));
    match segment {
        Some(segment) if segment.state == SegmentState::Running => Action::Pick(Target::Task {
            run: number,
            task: segment.task,
            at,
        }),
        Some(segment) => Action::Pick(Target::Stretch {
            run: number,
            event: segment.event,
            at,
        }),
        None => Action::SelectInstant(at),
    }
}

/// From now on the pointer belongs to the chart, also outside it.
fn capture(chart: &NodeRef, event: &PointerEvent) {
    if let Some(element) = chart.cast::<Element>() {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The instant that a place means: the nearest at which something happens, if it is near.
fn snapped(run: &SchedulerRun, frame: &Frame, x: f64) -> Nanos {
    let rows = run.timeline.rows.iter();
    // A bar of no length is drawn to the right of its instant.
    let distance = |at: Nanos| (frame.x(at) + 4.0 - x).abs();
    let nearest = rows
        .map(|row| (distance(row.at), row.at))
        .min_by(|one, other| one.0.total_cmp(&other.0));
    match nearest {
        Some((distance, at)) if distance <= SNAP => at,
        _ => frame.at(x),
    }
}

fn describe(subject: &Subject, frame: &Frame, x: f64, y: f64, words: &Strings) -> Option<Hover> {
    let lane = subject.lanes().lanes.get(frame.lane_at(y)?)?;
    let segment = hit(frame, lane, x)?;
    let label = if lane.task.is_some() {
        lane.label.clone()
    } else {
        let task = subject.run.metrics.tasks.get(segment.task.index());
        task.map_or_else(String::new, |task| task.label.clone())
    };
    Some(Hover {
        x,
        y,
        text: segment_text(&label, segment, words),
    })
}

/// "child · sleeping · 0.500–1.000 s (500 ms)"
fn segment_text(label: &str, segment: &Segment, words: &Strings) -> String {
    let state = match segment.state {
        SegmentState::Running => words.running(),
        SegmentState::Ready => words.ready(),
        SegmentState::Sleeping => words.sleeping(),
        SegmentState::Blocked if segment.label.is_empty() => words.blocked(),
        SegmentState::Blocked => &segment.label,
        SegmentState::Pending => words.pending(),
    };
    let span = segment.to.saturating_sub(segment.from);
    let digits = if span.0 > 0 && span.0 < 1_000_000 {
        6
    } else {
        3
    };
    if span == Nanos::ZERO {
        return format!(
            "{label} · {state} · {} {}",
            segment.from.seconds(digits),
            words.unit_s()
        );
    }
    format!(
        "{label} · {state} · {}–{} {} ({})",
        segment.from.seconds(digits),
        segment.to.seconds(digits),
        words.unit_s(),
        length_text(span)
    )
}

#[inline(never)]
fn tip(hover: &Hover, frame: &Frame) -> Html {
    // Text under the pointer's right half would leave the panel: there it grows to the left.
    let top = Px(hover.y + 16.0);
    let style = if hover.x > frame.width / 2.0 {
        format!("right:{}px;top:{top}px", Px(frame.width - hover.x + 8.0))
    } else {
        format!("left:{}px;top:{top}px", Px(hover.x + 8.0))
    };
    html! { <div class="tip" {style}>{ &hover.text }</div> }
}

/// Control and wheel zoom about the pointer, a sideways wheel pans; a plain wheel goes on scrolling the page.
#[hook]
fn use_wheel(node: &NodeRef, props: &Props) {
    let (frame, end, on) = (props.frame, props.end, props.on.clone());
    use_effect_with(
        (node.clone(), frame, end, on.is_whole()),
        move |(node, frame, end, _)| {
            let (frame, end) = (*frame, *end);
            let listener = on.live().cloned().and_then(|on| {
                let element = node.cast::<Element>()?;
                let options = EventListenerOptions::enable_prevent_default();
                Some(EventListener::new_with_options(
                    &element,
                    "wheel",
                    options,
                    move |event| {
                        let Some(wheel) = event.dyn_ref::<WheelEvent>() else {
                            return;
                        };
                        if let Some(view) = wheeled(wheel, &frame) {
                            wheel.prevent_default();
                            on.emit(Action::SetViewport(view.within(end)));
                        }
                    },
                ))
            });
            move || drop(listener)
        },
    );
}

fn wheeled(wheel: &WheelEvent, frame: &Frame) -> Option<Viewport> {
    let (across, down) = (wheel.delta_x(), wheel.delta_y());
    if wheel.ctrl_key() || wheel.meta_key() {
        let permille = (1_000.0 * (down.clamp(-200.0, 200.0) * 0.003).exp()) as u64;
        let anchor = frame.at(f64::from(wheel.offset_x()));
        return Some(frame.view.zoomed(permille, anchor));
    }
    let sideways = if wheel.shift_key() && across == 0.0 {
        down
    } else {
        across
    };
    let is_sideways = sideways.abs() > down.abs() || (wheel.shift_key() && sideways != 0.0);
    is_sideways.then(|| {
        frame
            .view
            .panned((sideways / frame.plot() * 1_000.0) as i64)
    })
}
