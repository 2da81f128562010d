//! Level of detail: when there is too much to draw, short neighbours become one, and what goes is counted.

use interleave_trace::{Nanos, TaskId};

use super::build::length;
use super::{Arrow, Lane, Mark, Segment, SegmentState};

/// Merges short neighbouring segments until all lanes together have at most `most`, but at least one a lane.
/// Returns how many were merged away.
pub(super) fn thin_segments(lanes: &mut [Lane], end: Nanos, most: usize) -> u64 {
    let count = |lanes: &[Lane]| lanes.iter().map(|lane| lane.segments.len()).sum::<usize>();
    let before = count(lanes);
    let mut shortest = shortest_shown(end, most);
    while count(lanes) > most {
        for lane in lanes.iter_mut() {
            lane.segments = merged(std::mem::take(&mut lane.segments), shortest);
        }
        if shortest > end {
            break;
        }
        shortest = Nanos(shortest.0.saturating_mul(2)).max(Nanos(1));
    }
    (before - count(lanes)) as u64
}

/// Keeps at most `most` marks: in each lane those that stand at least some distance after the one before; ends
/// always stay. Returns how many went.
pub(super) fn thin_marks(lanes: &mut [Lane], end: Nanos, most: usize) -> u64 {
    let count = |lanes: &[Lane]| lanes.iter().map(|lane| lane.marks.len()).sum::<usize>();
    let before = count(lanes);
    let mut distance = shortest_shown(end, most);
    while count(lanes) > most && distance <= end.max(Nanos(1)) {
        for lane in lanes.iter_mut() {
            keep_apart(&mut lane.marks, distance);
        }
        distance = Nanos(distance.0.saturating_mul(2)).max(Nanos(1));
    }
    (before - count(lanes)) as u64
}

/// Keeps every k-th arrow so that at most `most` stay. Returns how many went.
pub(super) fn thin_arrows(arrows: &mut Vec<Arrow>, most: usize) -> u64 {
    let before = arrows.len();
    if before > most {
        let every = before.div_ceil(most.max(1));
        let mut index = 0;
        arrows.retain(|_| {
            index += 1;
            (index - 1) % every == 0
        });
        arrows.truncate(most);
    }
    (before - arrows.len()) as u64
}

/// Where merging starts: a quarter of an even share of the axis.
fn shortest_shown(end: Nanos, most: usize) -> Nanos {
    Nanos(end.0 / (4 * most.max(1) as u64)).max(Nanos(1))
}

fn keep_apart(marks: &mut Vec<Mark>, distance: Nanos) {
    let mut last: Option<Nanos> = None;
    marks.retain(|mark| {
        let far = last.is_none_or(|last| mark.at.saturating_sub(last) >= distance);
        if far {
            last = Some(mark.at);
        }
        far || mark.is_end
    });
}

/// Runs of neighbours shorter than `shortest` become one segment, as soon as they reach that length together.
fn merged(segments: Vec<Segment>, shortest: Nanos) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut group = Group::default();
    for segment in segments {
        if length(&segment) >= shortest {
            out.extend(group.take());
            out.push(segment);
        } else {
            group.add(segment);
            if group.length() >= shortest {
                out.extend(group.take());
            }
        }
    }
    out.extend(group.take());
    out
}

/// Neighbouring short segments, and how long each kind of them is altogether.
#[derive(Default)]
struct Group {
    first: Option<Segment>,
    to: Nanos,
    /// The time of each distinct state and task, with its first segment, in order of first appearance.
    shares: Vec<(Nanos, Segment)>,
}

impl Group {
    fn add(&mut self, segment: Segment) {
        self.to = segment.to;
        let time = length(&segment);
        let key = |segment: &Segment| (segment.state, segment.task);
        let kinds = self.shares.len();
        match self
            .shares
            .iter_mut()
            .find(|(_, of)| key(of) == key(&segment))
        {
            Some((sum, _)) => *sum = sum.saturating_add(time),
            // Beyond a few kinds none can win by much; the bound keeps this linear.
            None if kinds < 16 => self.shares.push((time, segment.clone())),
            None => {}
        }
        self.first.get_or_insert(segment);
    }

    fn length(&self) -> Nanos {
        self.first
            .as_ref()
            .map_or(Nanos::ZERO, |first| self.to.saturating_sub(first.from))
    }

    /// The group as one segment: the state with the largest share, running first among equals.
    fn take(&mut self) -> Option<Segment> {
        let first = self.first.take()?;
        let to = self.to;
        let shares = std::mem::take(&mut self.shares);
        let rank =
            |state: SegmentState, task: TaskId| (std::cmp::Reverse(state), std::cmp::Reverse(task));
        let winner = shares
            .into_iter()
            .max_by_key(|(time, segment)| (*time, rank(segment.state, segment.task)))
            .map(|(_, segment)| segment)?;
        Some(Segment {
            from: first.from,
            to,
            ..winner
        })
    }
}
