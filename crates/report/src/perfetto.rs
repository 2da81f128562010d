//! A run as a trace for Perfetto's viewer (ui.perfetto.dev): its "Chrome JSON" format, whose events it documents under
//! "Visualizing external trace formats".
//!
//! Two processes: the program with a track a thread, the machine with a track a core. States are complete events
//! (`X`), printed lines instants (`i`), causes across tracks flows (`s`, `f`). Times are microseconds with three
//! decimals, which is exact.

use std::fmt::Write;

use interleave_trace::{CoreId, Nanos, Trace};
use serde_json::Value;

use crate::lanes::{
    Arrow, ArrowKind, Lane, LaneOptions, LaneView, Lanes, Segment, SegmentState, lanes,
};
use crate::language::Language;

/// Numbers of the two processes.
const PROGRAM: u32 = 1;
const MACHINE: u32 = 2;

/// More of anything than this is merged, as in drawings: the viewer holds it all in memory.
const MOST: usize = 500_000;

/// The trace as one JSON object.
#[must_use]
pub fn perfetto(trace: &Trace, language: Language) -> String {
    let by = |view| {
        let options = LaneOptions {
            language,
            view,
            max_segments: MOST,
            max_lanes: MOST,
            ..LaneOptions::default()
        };
        lanes(trace, options)
    };
    let (tasks, cores) = (by(LaneView::Task), by(LaneView::Core));
    let mut writer = Writer {
        out: "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[".to_owned(),
        language,
        is_first: true,
    };
    writer.process(PROGRAM, language.pick("program", "程序"), &tasks);
    writer.process(MACHINE, language.pick("machine", "机器"), &cores);
    for (number, lane) in tasks.lanes.iter().enumerate() {
        writer.states(number, lane);
        writer.marks(number, lane);
    }
    for (number, lane) in cores.lanes.iter().enumerate() {
        writer.runs(number, lane, trace);
    }
    for (number, arrow) in tasks.arrows.iter().enumerate() {
        writer.flow(number, arrow);
    }
    writer.out.push_str("]}\n");
    writer.out
}

struct Writer {
    out: String,
    language: Language,
    is_first: bool,
}

impl Writer {
    /// One event: its phase, track and time, then whatever else it says.
    fn event(&mut self, phase: &str, (pid, tid): (u32, usize), at: Nanos, name: &str, rest: &str) {
        let comma = if self.is_first { "" } else { "," };
        self.is_first = false;
        let (name, at) = (quoted(name), microseconds(at));
        let _ = write!(
            self.out,
            "{comma}\n{{\"ph\":\"{phase}\",\"pid\":{pid},\"tid\":{tid},\"ts\":{at},\"name\":{name}{rest}}}"
        );
    }

    /// Names of a process and of its tracks, and the tracks' order.
    fn process(&mut self, pid: u32, name: &str, lanes: &Lanes) {
        let args = |key: &str, value: &str| format!(",\"args\":{{\"{key}\":{value}}}");
        let named = args("name", &quoted(name));
        self.event("M", (pid, 0), Nanos::ZERO, "process_name", &named);
        for (tid, lane) in lanes.lanes.iter().enumerate() {
            let named = args("name", &quoted(&lane.label));
            self.event("M", (pid, tid), Nanos::ZERO, "thread_name", &named);
            let order = args("sort_index", &tid.to_string());
            self.event("M", (pid, tid), Nanos::ZERO, "thread_sort_index", &order);
        }
    }

    /// A stretch of time on a track.
    fn slice(&mut self, track: (u32, usize), segment: &Segment, name: &str, core: Option<CoreId>) {
        let length = microseconds(segment.to.saturating_sub(segment.from));
        let core = core.map_or_else(String::new, |core| {
            format!(",\"args\":{{\"core\":{}}}", core.index())
        });
        let rest = format!(",\"cat\":\"state\",\"dur\":{length}{core}");
        self.event("X", track, segment.from, name, &rest);
    }

    fn states(&mut self, tid: usize, lane: &Lane) {
        for segment in &lane.segments {
            let name = match segment.state {
                SegmentState::Running => self.language.pick("running", "运行"),
                SegmentState::Ready => self.language.pick("ready", "就绪"),
                SegmentState::Sleeping => self.language.pick("sleeping", "睡眠"),
                SegmentState::Blocked | SegmentState::Pending => &segment.label,
            };
            self.slice((PROGRAM, tid), segment, name, segment.core);
        }
    }

    fn marks(&mut self, tid: usize, lane: &Lane) {
        let marks = lane.marks.iter().filter(|mark| !mark.text.is_empty());
        for mark in marks {
            self.event(
                "i",
                (PROGRAM, tid),
                mark.at,
                &mark.text,
                ",\"cat\":\"output\",\"s\":\"t\"",
            );
        }
    }

    /// Who ran on a core.
    fn runs(&mut self, tid: usize, lane: &Lane, trace: &Trace) {
        for segment in &lane.segments {
            let label = trace.tasks.label(segment.task.index());
            self.slice(
                (MACHINE, tid),
                segment,
                label.as_deref().unwrap_or(""),
                None,
            );
        }
    }

    fn flow(&mut self, id: usize, arrow: &Arrow) {
        let name = match arrow.kind {
            ArrowKind::Spawn => self.language.pick("spawn", "创建"),
            ArrowKind::Join => self.language.pick("join", "汇合"),
            ArrowKind::Wake => self.language.pick("wake", "唤醒"),
            ArrowKind::Send => self.language.pick("send", "发送"),
            ArrowKind::Unlock => self.language.pick("unlock", "解锁"),
        };
        let rest = format!(",\"cat\":\"cause\",\"id\":{id}");
        let from = (PROGRAM, arrow.from_lane as usize);
        self.event("s", from, arrow.from_at, name, &rest);
        // An arrow ends in the state that begins there, not in the one before.
        let to = (PROGRAM, arrow.to_lane as usize);
        self.event("f", to, arrow.to_at, name, &format!("{rest},\"bp\":\"e\""));
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn microseconds(time: Nanos) -> String {
    format!("{}.{:03}", time.0 / 1_000, time.0 % 1_000)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::perfetto;
    use crate::language::Language;
    use crate::testing::main_and_child;

    #[test]
    fn every_event_has_what_the_format_asks_for() {
        let trace = main_and_child();
        let json: Value =
            serde_json::from_str(&perfetto(&trace, Language::En)).expect("it is JSON");
        let events = json["traceEvents"].as_array().expect("it has events");
        let of = |phase: &'static str| events.iter().filter(move |event| event["ph"] == phase);
        for event in events {
            assert!(event["ts"].is_number() && event["pid"].is_u64() && event["tid"].is_u64());
            assert!(event["name"].is_string());
        }
        assert!(of("X").count() > 2 && of("X").all(|event| event["dur"].is_number()));
        assert_eq!(of("s").count(), of("f").count());
        assert!(of("f").all(|event| event["bp"] == "e" && event["id"].is_u64()));
        let names: Vec<_> = of("M")
            .filter(|event| event["name"] == "thread_name")
            .collect();
        assert_eq!(names.len(), trace.tasks.len() + trace.cores as usize);
    }

    #[test]
    fn slices_of_a_track_do_not_overlap() {
        let trace = main_and_child();
        let json: Value =
            serde_json::from_str(&perfetto(&trace, Language::Zh)).expect("it is JSON");
        let events = json["traceEvents"].as_array().expect("it has events");
        let mut ends = std::collections::BTreeMap::new();
        for event in events.iter().filter(|event| event["ph"] == "X") {
            let track = (event["pid"].as_u64(), event["tid"].as_u64());
            let (at, length) = (event["ts"].as_f64(), event["dur"].as_f64());
            let (at, length) = (at.expect("a number"), length.expect("a number"));
            let end = ends.insert(track, at + length);
            assert!(end.is_none_or(|end| end <= at + 1e-6), "{event}");
        }
    }
}
