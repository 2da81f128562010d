//! One run's lanes as outlines to draw: per lane one path for each task and state, words where they fit, caps, arrows.
//!
//! Thousands of segments become a handful of paths, so that a redraw costs little; what is under the pointer is found
//! by looking it up in the lanes instead ([`hit`]). States differ by form: running is solid, ready hatched, sleeping a
//! dotted line, blocked hollow.

use std::collections::BTreeMap;
use std::fmt::Write;

use interleave_playground::{
    Arrow, ArrowKind, Ending, Lane, Lanes, Mark, Nanos, SchedulerRun, Segment, SegmentState,
    TaskId, bare,
};

use crate::detail::Subject;
use crate::frame::{Frame, HALF_BAR};
use crate::px::Px;
use crate::words;

/// Width of a run of no length, where there is room.
const MOMENT: f64 = 10.0;

/// Narrowest bar that can still be seen.
const SLIVER: f64 = 2.0;

/// Width of a letter of printed text.
const LETTER: f64 = 6.95;

/// Width of a letter of what a blocked task waits for.
const LABEL_LETTER: f64 = 6.3;

/// Half the height of a hollow or hatched bar.
const HALF_HOLLOW: f64 = 11.0;

/// Arrows drawn at most; beyond that they only hide what they point at.
const MOST_ARROWS: usize = 300;

/// Words drawn at most in one lane.
const MOST_WORDS: usize = 400;

/// All bars of one task and state in a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Whose.
    pub task: TaskId,
    /// Which form.
    pub state: SegmentState,
    /// The path.
    pub path: String,
}

/// Words at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The instant that they tell of.
    pub at: Nanos,
    /// Left end.
    pub x: f64,
    /// Base line.
    pub y: f64,
    /// The words.
    pub text: String,
    /// Whose colour.
    pub task: TaskId,
    /// Where they stand.
    pub place: Place,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Printed text over an idle line.
    Beside,
    /// Printed text on a solid bar.
    OnBar,
    /// What a blocked task waits for, in its hollow bar.
    InHollow,
}

/// One lane, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneDrawing {
    /// Middle.
    pub y: f64,
    /// Bars by task and state.
    pub bars: Vec<Bars>,
    /// Words.
    pub words: Vec<Words>,
    /// End caps, a path by task.
    pub caps: Vec<(TaskId, String)>,
}

/// A whole chart, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Its lanes, as many as the frame has.
    pub lanes: Vec<LaneDrawing>,
    /// The shafts of its arrows, one path a kind.
    pub shafts: Vec<(ArrowKind, String)>,
    /// Their heads.
    pub heads: String,
}

/// Draws a run's lanes.
#[must_use]
pub fn draw(frame: &Frame, subject: &Subject) -> Drawing {
    let (run, lanes) = (&subject.run, subject.lanes());
    let (shafts, heads) = arrows(frame, lanes);
    let drawn = lanes.lanes.iter().take(frame.lanes).enumerate();
    let mut drawing = Drawing {
        lanes: drawn.map(|(index, one)| lane(frame, index, one)).collect(),
        shafts,
        heads,
    };
    if let Ending::Deadlock { waiting } = &run.ending {
        for &task in waiting {
            wait_for_ever(frame, run, task, &mut drawing);
        }
    }
    drawing
}

/// A thread of a deadlock: a hollow bar from the end of the run to the edge, with what it waits for.
#[inline(never)]
fn wait_for_ever(frame: &Frame, run: &SchedulerRun, task: TaskId, drawing: &mut Drawing) {
    let lanes = &run.lanes.lanes;
    let index = lanes.iter().position(|lane| lane.task == Some(task));
    let Some(lane) = index.and_then(|index| drawing.lanes.get_mut(index)) else {
        return;
    };
    let left = frame.x(run.end_ns).max(frame.left) + MOMENT + 1.0;
    let right = frame.width - 8.0;
    if right - left < MOMENT {
        return;
    }
    let y = lane.y;
    let (top, bottom) = (Px(y - HALF_HOLLOW + 1.0), Px(y + HALF_HOLLOW - 1.0));
    let (start, edge) = (Px(left), Px(right));
    lane.bars.push(Bars {
        task,
        state: SegmentState::Blocked,
        // Open at the right: it does not end.
        path: format!("M{edge} {top}H{start}V{bottom}H{edge}"),
    });
    let text = words::fit(&last_said(run, task), LABEL_LETTER, right - left - 10.0);
    lane.words.extend(text.map(|text| Words {
        at: run.end_ns,
        x: left + 6.0,
        y: y + 4.0,
        text,
        task,
        place: Place::InHollow,
    }));
}

/// What the table says of a task last, in plain words.
fn last_said(run: &SchedulerRun, task: TaskId) -> String {
    let timeline = &run.timeline;
    let column = timeline.columns.iter().position(|one| *one == task);
    let cells = timeline
        .rows
        .iter()
        .rev()
        .filter_map(|row| row.cells.get(column?));
    let last = cells.filter_map(|cell| cell.phrases.last()).next();
    last.map_or_else(String::new, |phrase| bare(&phrase.text))
}

fn lane(frame: &Frame, index: usize, lane: &Lane) -> LaneDrawing {
    let y = frame.y(index);
    let placed = place_all(frame, &lane.segments);
    LaneDrawing {
        y,
        bars: bars(&placed, y),
        words: words_of(frame, lane, &placed, y),
        caps: caps(frame, lane, &placed, y),
    }
}

/// A segment with its left and right end on the screen.
struct Placed<'l> {
    segment: &'l Segment,
    left: f64,
    right: f64,
}

/// The segments in view, zero lengths widened as far as the next solid bar allows.
fn place_all<'l>(frame: &Frame, segments: &'l [Segment]) -> Vec<Placed<'l>> {
    let in_view =
        |segment: &&Segment| segment.to >= frame.view.from && segment.from <= frame.view.to;
    let mut placed: Vec<Placed> = segments
        .iter()
        .filter(in_view)
        .map(|segment| Placed {
            segment,
            left: frame.x(segment.from).max(-20.0),
            right: frame.x(segment.to).min(frame.width + 20.0),
        })
        .collect();
    let mut next_solid = f64::INFINITY;
    for one in placed.iter_mut().rev() {
        if one.segment.state == SegmentState::Running {
            let room = (next_solid - one.left - 1.0).clamp(SLIVER, MOMENT);
            one.right = one.right.max(one.left + room);
            next_solid = one.left;
        }
    }
    // What follows a widened bar begins where that ends.
    let mut solid_end = f64::NEG_INFINITY;
    for one in &mut placed {
        if one.segment.state == SegmentState::Running {
            solid_end = solid_end.max(one.right);
        } else {
            one.left = one.left.max(solid_end);
        }
    }
    placed
}

fn bars(placed: &[Placed], y: f64) -> Vec<Bars> {
    let mut paths: BTreeMap<(SegmentState, TaskId), String> = BTreeMap::new();
    for one in placed {
        let state = one.segment.state;
        let is_line = state == SegmentState::Sleeping;
        if one.right - one.left < 0.5 {
            continue;
        }
        let path = paths.entry((state, one.segment.task)).or_default();
        // Writing to a string cannot fail.
        let _ = if is_line {
            write!(path, "M{} {}H{}", Px(one.left), Px(y), Px(one.right))
        } else {
            write_bar(path, one, y)
        };
    }
    paths
        .into_iter()
        .map(|((state, task), path)| Bars { task, state, path })
        .collect()
}

fn write_bar(path: &mut String, one: &Placed, y: f64) -> std::fmt::Result {
    let half = match one.segment.state {
        SegmentState::Running => HALF_BAR,
        _ => HALF_HOLLOW,
    };
    // The outline is drawn about the path, so that the corners come out round.
    let inset = 1.0_f64.min((one.right - one.left) / 4.0);
    let (left, right) = (Px(one.left + inset), Px(one.right - inset));
    let (top, bottom) = (Px(y - half + 1.0), Px(y + half - 1.0));
    write!(path, "M{left} {top}H{right}V{bottom}H{left}Z")
}

/// Printed lines beside their marks, and what blocked tasks wait for, as far as there is room.
fn words_of(frame: &Frame, lane: &Lane, placed: &[Placed], y: f64) -> Vec<Words> {
    let marks = merged_marks(frame, lane);
    let mut words: Vec<Words> = marks
        .iter()
        .enumerate()
        .take(MOST_WORDS)
        .filter_map(|(number, mark)| {
            let next = marks.get(number + 1).map_or(frame.width, |next| next.x);
            mark_words(mark, next, &lane.label, placed, y)
        })
        .collect();
    words.extend(waits(placed, y));
    words
}

/// The words of one mark, up to the next one at `next`.
fn mark_words(
    mark: &MarkAt,
    next: f64,
    label: &str,
    placed: &[Placed],
    middle: f64,
) -> Option<Words> {
    let solid = solid_at(placed, mark.x);
    let on_bar =
        solid.filter(|one| one.right - one.left > 2.0 * MOMENT && mark.x + 30.0 < one.right);
    let after = solid.map_or(mark.x, |one| one.right.max(mark.x));
    let (x, y, end, place) = if let Some(bar) = on_bar {
        let end = next.min(bar.right);
        (mark.x + 5.0, middle + 4.0, end, Place::OnBar)
    } else {
        // Beside a line there is room over it, over a box only above that.
        let lift = if is_boxed(placed, after + 1.0) {
            HALF_BAR + 3.0
        } else {
            7.0
        };
        let end = next_solid(placed, after + 5.0).min(next);
        (after + 5.0, middle - lift, end, Place::Beside)
    };
    Some(Words {
        at: mark.at,
        x,
        y,
        text: fitted(&mark.text, label, end - x - 3.0)?,
        task: mark.task,
        place,
    })
}

/// Whether a hollow or hatched bar is drawn at a place.
fn is_boxed(placed: &[Placed], x: f64) -> bool {
    let is_box = |state| {
        matches!(
            state,
            SegmentState::Blocked | SegmentState::Pending | SegmentState::Ready
        )
    };
    placed
        .iter()
        .any(|one| is_box(one.segment.state) && one.left <= x && x <= one.right)
}

/// The printed text, whole or without the thread's name before it ("child: 2" as "2"), else as much as fits.
fn fitted(text: &str, label: &str, room: f64) -> Option<String> {
    if words::width(text, LETTER) <= room {
        return Some(text.to_owned());
    }
    let rest = text
        .strip_prefix(label)
        .and_then(|rest| rest.strip_prefix(':'))
        .map_or(text, str::trim_start);
    words::fit(rest, LETTER, room)
}

fn waits<'p>(placed: &'p [Placed], y: f64) -> impl Iterator<Item = Words> + 'p {
    let blocked = placed.iter().filter(|one| {
        matches!(
            one.segment.state,
            SegmentState::Blocked | SegmentState::Pending
        )
    });
    blocked
        .filter_map(move |one| {
            let left = one.left.max(0.0);
            let text = words::fit(&one.segment.label, LABEL_LETTER, one.right - left - 14.0)?;
            Some(Words {
                at: one.segment.from,
                x: left + 7.0,
                y: y + 4.0,
                text,
                task: one.segment.task,
                place: Place::InHollow,
            })
        })
        .take(MOST_WORDS)
}

fn solid_at<'p, 'l>(placed: &'p [Placed<'l>], x: f64) -> Option<&'p Placed<'l>> {
    placed.iter().rev().find(|one| {
        one.segment.state == SegmentState::Running && one.left <= x + 0.5 && x <= one.right
    })
}

/// Where the next bar that is not a line begins: words must end before it.
fn next_solid(placed: &[Placed], x: f64) -> f64 {
    let solid = placed
        .iter()
        .filter(|one| one.segment.state != SegmentState::Sleeping && one.left >= x - 4.0);
    solid.map(|one| one.left).fold(f64::INFINITY, f64::min)
}

struct MarkAt {
    at: Nanos,
    x: f64,
    text: String,
    task: TaskId,
}

/// The marks with words in view; several at one place become one with "+2".
fn merged_marks(frame: &Frame, lane: &Lane) -> Vec<MarkAt> {
    let mut merged: Vec<(MarkAt, usize)> = Vec::new();
    let in_view = |mark: &&Mark| {
        !mark.text.is_empty() && mark.at >= frame.view.from && mark.at <= frame.view.to
    };
    for mark in lane.marks.iter().filter(in_view) {
        let x = frame.x(mark.at);
        match merged.last_mut() {
            Some((last, more)) if x - last.x < 3.0 => *more += 1,
            _ => merged.push((
                MarkAt {
                    at: mark.at,
                    x,
                    text: mark.text.clone(),
                    task: task_at(lane, mark.at),
                },
                0,
            )),
        }
    }
    merged
        .into_iter()
        .map(|(mut mark, more)| {
            if more > 0 {
                mark.text = format!("{} +{more}", mark.text);
            }
            mark
        })
        .collect()
}

/// Whose a mark is: the lane's task, or in a core's lane who ran there then.
fn task_at(lane: &Lane, at: Nanos) -> TaskId {
    let running = || {
        let last = lane.segments.iter().rev();
        let mut here = last.filter(|segment| segment.from <= at && at <= segment.to);
        here.next().map(|segment| segment.task)
    };
    lane.task.or_else(running).unwrap_or_default()
}

fn caps(frame: &Frame, lane: &Lane, placed: &[Placed], y: f64) -> Vec<(TaskId, String)> {
    let in_view =
        |mark: &&Mark| mark.is_end && mark.at >= frame.view.from && mark.at <= frame.view.to;
    lane.marks
        .iter()
        .filter(in_view)
        .map(|mark| {
            let x = frame.x(mark.at);
            let after = solid_at(placed, x).map_or(x, |one| one.right.max(x));
            let path = format!(
                "M{} {}V{}",
                Px(after + 1.5),
                Px(y - HALF_BAR + 3.0),
                Px(y + HALF_BAR - 3.0)
            );
            (task_at(lane, mark.at), path)
        })
        .collect()
}

/// Shafts of the arrows in view by kind, and the heads of all in one path.
fn arrows(frame: &Frame, lanes: &Lanes) -> (Vec<(ArrowKind, String)>, String) {
    let (mut shafts, mut heads) = (Vec::<(ArrowKind, String)>::new(), String::new());
    let in_view = |arrow: &&Arrow| arrow.to_at >= frame.view.from && arrow.from_at <= frame.view.to;
    let drawn = |lane: u32| (lane as usize) < frame.lanes;
    let shown = lanes
        .arrows
        .iter()
        .filter(in_view)
        .filter(|arrow| drawn(arrow.from_lane) && drawn(arrow.to_lane))
        .filter(|arrow| arrow.from_lane != arrow.to_lane);
    for arrow in shown.take(MOST_ARROWS) {
        let known = shafts.iter().position(|(kind, _)| *kind == arrow.kind);
        let index = known.unwrap_or_else(|| {
            shafts.push((arrow.kind, String::new()));
            shafts.len() - 1
        });
        if let Some((_, path)) = shafts.get_mut(index) {
            let _ = write_arrow(frame, arrow, path, &mut heads);
        }
    }
    (shafts, heads)
}

fn write_arrow(
    frame: &Frame,
    arrow: &Arrow,
    shafts: &mut String,
    heads: &mut String,
) -> std::fmt::Result {
    let middle = MOMENT / 2.0;
    let (from_x, to_x) = (
        frame.x(arrow.from_at) + middle,
        frame.x(arrow.to_at) + middle,
    );
    let (from, to) = (
        frame.y(arrow.from_lane as usize),
        frame.y(arrow.to_lane as usize),
    );
    let down = if to > from { 1.0 } else { -1.0 };
    let start = from + down * (HALF_BAR + 1.0);
    let tip = to - down * (HALF_BAR + 1.0);
    let bend = (tip - start) / 2.0;
    let (from, to, begin, end) = (Px(from_x), Px(to_x), Px(start), Px(tip - down * 4.0));
    if (to_x - from_x).abs() < 1.0 {
        write!(shafts, "M{from} {begin}V{end}")?;
    } else {
        let (first, second) = (Px(start + bend), Px(tip - bend));
        write!(
            shafts,
            "M{from} {begin}C{from} {first} {to} {second} {to} {end}"
        )?;
    }
    let (tip, back) = (Px(tip), Px(tip - down * 6.0));
    let (left, right) = (Px(to_x - 3.5), Px(to_x + 3.5));
    write!(heads, "M{left} {back}L{to} {tip}L{right} {back}Z")
}

/// Left and right end of one of a lane's segments as it is drawn; `None` when it is out of view.
#[must_use]
pub fn extent(frame: &Frame, lane: &Lane, segment: &Segment) -> Option<(f64, f64)> {
    let placed = place_all(frame, &lane.segments);
    let mut meant = placed.iter().filter(|one| *one.segment == *segment);
    meant
        .next()
        .map(|one| (one.left.max(frame.left - 3.0), one.right))
}

/// The segment of `lane` at a place: a solid one wins over what begins at the same instant.
#[must_use]
pub fn hit<'l>(frame: &Frame, lane: &'l Lane, x: f64) -> Option<&'l Segment> {
    let placed = place_all(frame, &lane.segments);
    let here = |one: &&Placed| one.left <= x && x <= one.right.max(one.left + SLIVER);
    let solid = placed
        .iter()
        .filter(here)
        .find(|one| one.segment.state == SegmentState::Running);
    solid
        .or_else(|| placed.iter().find(here))
        .map(|one| one.segment)
}

#[cfg(test)]
mod tests {
    use interleave_playground::{
        EventId, Lane, Mark, Nanos, RunRequest, Segment, SegmentState, Span, TaskId, find_scenario,
        run,
    };

    use super::{Place, draw, hit, lane};
    use crate::detail::Subject;
    use crate::frame::Frame;
    use crate::shared::Shared;
    use crate::view::Viewport;

    fn segment(state: SegmentState, from: u64, to: u64) -> Segment {
        Segment {
            state,
            from: Nanos::from_millis(from),
            to: Nanos::from_millis(to),
            task: TaskId(0),
            core: None,
            label: "waits for child".to_owned(),
            event: EventId(0),
            span: Span::NONE,
        }
    }

    fn mark(at: u64, text: &str) -> Mark {
        Mark {
            at: Nanos::from_millis(at),
            text: text.to_owned(),
            is_end: text.is_empty(),
            event: EventId(0),
        }
    }

    fn sample() -> (Frame, Lane) {
        let frame = Frame {
            width: 1_150.0,
            view: Viewport::whole(Nanos::from_millis(1_000)),
            lanes: 1,
            left: 84.0,
            has_axis: true,
        };
        let lane = Lane {
            label: "main".to_owned(),
            task: Some(TaskId(0)),
            segments: vec![
                segment(SegmentState::Running, 0, 0),
                segment(SegmentState::Sleeping, 0, 500),
                segment(SegmentState::Running, 500, 500),
                segment(SegmentState::Blocked, 500, 1_000),
                segment(SegmentState::Running, 1_000, 1_000),
            ],
            marks: vec![mark(0, "main: 1"), mark(0, "main: 2"), mark(1_000, "")],
        };
        (frame, lane)
    }

    #[test]
    fn a_run_of_no_length_can_be_seen_and_hit() {
        let (frame, sample) = sample();
        let drawing = lane(&frame, 0, &sample);
        let running = drawing
            .bars
            .iter()
            .find(|bars| bars.state == SegmentState::Running)
            .expect("it ran");
        assert!(running.path.starts_with("M85.0 "), "{}", running.path);
        assert!(running.path.contains("H93.0"), "{}", running.path);
        let state = |x| hit(&frame, &sample, x).map(|segment| segment.state);
        assert_eq!(state(90.0), Some(SegmentState::Running));
        assert_eq!(state(200.0), Some(SegmentState::Sleeping));
        assert_eq!(state(900.0), Some(SegmentState::Blocked));
        assert_eq!(state(10.0), None);
    }

    #[test]
    fn a_deadlock_waits_to_the_edge() {
        let scenario = find_scenario("two-locks").expect("the gallery has it");
        let mut reply = run(&RunRequest {
            source: scenario.source().to_owned(),
            ..RunRequest::default()
        });
        let stuck = reply.runs.remove(0);
        let frame = Frame {
            width: 800.0,
            view: Viewport::whole(Nanos::from_millis(133)),
            lanes: 3,
            left: 84.0,
            has_axis: true,
        };
        let subject = Subject {
            run: Shared::new(stuck),
            number: 0,
            detail: None,
        };
        let drawing = draw(&frame, &subject);
        for lane in &drawing.lanes[1..] {
            let last = lane.bars.last().expect("it waits");
            assert!(last.path.starts_with("M792.0 "), "{}", last.path);
            let words = lane.words.last().expect("it says for what");
            assert!(words.text.starts_with("waits for"), "{}", words.text);
        }
    }

    #[test]
    fn words_stand_where_they_fit() {
        let (frame, sample) = sample();
        let drawing = lane(&frame, 0, &sample);
        let words: Vec<(&str, Place)> = drawing
            .words
            .iter()
            .map(|words| (words.text.as_str(), words.place))
            .collect();
        assert_eq!(
            words,
            [
                ("main: 1 +1", Place::Beside),
                ("waits for child", Place::InHollow)
            ]
        );
        assert_eq!(drawing.caps.len(), 1);
    }
}
