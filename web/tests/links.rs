//! Links and messages with the browser's own compression and objects: what goes out comes back, and nothing breaks.
#![cfg(target_arch = "wasm32")]

use interleave_playground::{LaneView, Language, Nanos};
use interleave_web::host;
use interleave_web::link::{from_hash, to_hash};
use interleave_web::message::read;
use interleave_web::settings::{Settings, Tab};
use interleave_web::state::{Action, Selection, State, Theme};
use js_sys::{Function, Object, Reflect};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Puts in place what `start.js` does on the page.
fn begin() -> JsValue {
    let scripts = [
        include_str!("../static/browser.js"),
        include_str!("../static/embed.js"),
    ];
    let text = scripts.concat().replace("export ", "");
    let names = "pack, unpack, recording, flattened, isEmbed, address, keep, tell";
    let program = format!("globalThis.interleave = (() => {{ {text}\nreturn {{ {names} }}; }})()");
    Function::new_no_args(&program)
        .call0(&JsValue::NULL)
        .expect("the scripts are sound");
    Reflect::get(&js_sys::global(), &JsValue::from_str("interleave")).expect("it is there now")
}

/// `count` values of a strategy; the same in each run.
fn samples<S: Strategy>(count: usize, strategy: &S) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    let sample = |runner: &mut TestRunner| {
        let tree = strategy.new_tree(runner);
        tree.expect("the strategy gives values").current()
    };
    (0..count).map(|_| sample(&mut runner)).collect()
}

async fn unpacked(packed: &str) -> Option<String> {
    host::unpack(packed).await.ok()?.as_string()
}

#[wasm_bindgen_test]
async fn every_text_survives_the_way_through_a_link() {
    begin();
    for text in samples(400, &any::<String>()) {
        let packed = host::pack(&text).await.expect("it can be packed");
        let packed = packed.as_string().expect("it is a text");
        assert!(
            packed
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
        assert_eq!(unpacked(&packed).await, Some(text));
    }
}

#[wasm_bindgen_test]
async fn what_was_never_packed_is_refused() {
    begin();
    let text = "a".repeat((1 << 20) + 1);
    let too_long = host::pack(&text)
        .await
        .ok()
        .and_then(|packed| packed.as_string());
    assert_eq!(unpacked(&too_long.expect("it can be packed")).await, None);
    for packed in samples(300, &"[A-Za-z0-9_-]{0,40}|[%=+/ é多]{1,5}") {
        // Some of these happen to be texts; the others must be refused, not break anything.
        let _ = unpacked(&packed).await;
    }
    assert_eq!(unpacked("%%%").await, None);
    assert_eq!(unpacked("AAAA").await, None);
}

#[wasm_bindgen_test]
async fn a_whole_state_comes_back_from_its_link() {
    begin();
    let strategy = (
        any::<String>(),
        (1u32..=8, 1u32..=100, 0u32..=8),
        0usize..Tab::ALL.len(),
        proptest::option::of(any::<u64>()),
        (any::<bool>(), any::<bool>(), any::<bool>()),
    );
    for (text, (cores, slice_ms, workers), tab, at, (is_chinese, is_dark, by_core)) in
        samples(200, &strategy)
    {
        let language = if is_chinese {
            Language::Zh
        } else {
            Language::En
        };
        let theme = if is_dark { Theme::Dark } else { Theme::Auto };
        let mut state = State::new(language, theme);
        state.source = text.as_str().into();
        state.settings = Settings {
            cores,
            slice_ms,
            workers,
            ..Settings::default()
        };
        state.tab = Tab::ALL[tab];
        state.lane_view = if by_core {
            LaneView::Core
        } else {
            LaneView::Task
        };
        state.selection = at.map_or(Selection::End, |at| Selection::At(Nanos(at)));
        let packed = host::pack(&text)
            .await
            .ok()
            .and_then(|packed| packed.as_string());
        let hash = to_hash(&state, packed.as_deref());
        let mut saved = from_hash(&hash)
            .expect("it can be read")
            .expect("it says something");
        saved.text = unpacked(&saved.packed.take().expect("the text is in it")).await;
        let fresh = State::new(Language::En, Theme::Auto);
        let back = fresh
            .after(Action::Restore(saved))
            .expect("it changes something");
        assert_eq!(back.source, state.source);
        assert_eq!(to_hash(&back, packed.as_deref()), hash);
    }
}

#[wasm_bindgen_test]
fn messages_of_any_shape_are_read_or_refused() {
    let scripts = begin();
    let flattened: Function = Reflect::get(&scripts, &JsValue::from_str("flattened"))
        .expect("it is one of them")
        .unchecked_into();
    let flat = |message: &JsValue| {
        flattened
            .call1(&JsValue::NULL, message)
            .expect("it never throws")
            .as_string()
    };
    let value = prop_oneof![
        any::<String>().prop_map(|text| JsValue::from_str(&text)),
        any::<f64>().prop_map(JsValue::from_f64),
        any::<bool>().prop_map(JsValue::from_bool),
        Just(JsValue::NULL),
        Just(JsValue::UNDEFINED),
        Just(JsValue::from(js_sys::Array::new())),
    ];
    let key = "type|count|at|at_ns|row|on|tab|cores|code|panes|parameter|value|[a-z]{1,5}";
    let fields = proptest::collection::vec((key, value), 0..6);
    let kind = "step|goto|play|set|state|[a-z]{0,4}";
    let mut understood = 0;
    for (kind, fields, version) in samples(3_000, &(kind, fields, 0u8..4)) {
        let message = Object::new();
        let set = |key: &str, value: &JsValue| {
            drop(Reflect::set(&message, &JsValue::from_str(key), value))
        };
        set("interleave", &JsValue::from_f64(f64::from(version.min(1))));
        set("type", &JsValue::from_str(&kind));
        for (key, value) in &fields {
            set(key, value);
        }
        let text = flat(&message);
        assert_eq!(
            text.is_some(),
            version > 0,
            "only messages of our version are ours"
        );
        if let Some(Ok(command)) = text.as_deref().map(read) {
            understood += 1;
            let _ = State::new(Language::En, Theme::Auto).after(Action::Hear(command));
        }
    }
    assert!(understood > 100, "{understood}");
    assert_eq!(
        flat(&JsValue::from_str("slide:stop")).as_deref(),
        Some("type=slide-stop")
    );
    assert_eq!(flat(&JsValue::from_str("anything")), None);
}
