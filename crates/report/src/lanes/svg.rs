//! Lanes as a standalone SVG in the light theme: states by pattern first, colour second, so it works in print.

use interleave_trace::Nanos;
use unicode_width::UnicodeWidthStr;

use super::draw::{Drawing, Px, escaped};
use super::{Arrow, ArrowKind, Lane, Lanes, Mark, Segment, SegmentState};
use crate::language::Language;
use crate::length::length_text;

const WIDTH: Px = Px::whole(960);
const RIGHT: Px = Px::whole(40);
const TOP: Px = Px::whole(30);
const LANE_HEIGHT: Px = Px::whole(52);
const BAR_HEIGHT: Px = Px::whole(24);
const LEGEND_HEIGHT: Px = Px::whole(34);
/// A stretch on a core shorter than this still shows.
const MIN_BAR: Px = Px::whole(4);
/// Width of one column of the small monospace font.
const SMALL_ADVANCE: i64 = 680;
/// Eight thread colours that also differ in grey; the page's first four.
const COLOURS: [&str; 8] = [
    "#2f5bd7", "#0b8a74", "#c2570c", "#9a3fb5", "#8a6d00", "#b3245a", "#3d6b1f", "#4a5a78",
];
const INK: &str = "#1b2330";
const INK_2: &str = "#566173";
const INK_3: &str = "#8a94a6";
const LINE: &str = "#e2e6ec";

/// The drawing, valid XML that needs nothing else.
#[must_use]
pub fn svg(lanes: &Lanes, language: Language) -> String {
    let sketch = Sketch::new(lanes, language);
    let mut drawing = Drawing::default();
    sketch.open(&mut drawing);
    sketch.axis(&mut drawing);
    for (index, lane) in lanes.lanes.iter().enumerate() {
        sketch.lane(&mut drawing, index, lane);
    }
    for arrow in &lanes.arrows {
        sketch.arrow(&mut drawing, arrow);
    }
    sketch.legend(&mut drawing);
    drawing.raw("</svg>");
    drawing.finish()
}

/// Where the time axis begins and ends, in percent of the drawing's width.
pub(crate) fn axis(lanes: &Lanes) -> (String, String) {
    let percent = |x: Px| Px(x.0 * 10_000 / WIDTH.0).to_string();
    let left = Sketch::new(lanes, Language::En).left;
    (percent(left), percent(WIDTH - RIGHT))
}

struct Sketch<'l> {
    lanes: &'l Lanes,
    language: Language,
    /// Where time zero is.
    left: Px,
    /// Lower edge of the lanes.
    bottom: Px,
}

impl<'l> Sketch<'l> {
    fn new(lanes: &'l Lanes, language: Language) -> Self {
        let columns = lanes.lanes.iter().map(|lane| lane.label.width()).max();
        let label = 780 * columns.unwrap_or(0).min(24) as i64;
        Self {
            lanes,
            language,
            left: Px(label.max(4_000) + 3_000),
            bottom: TOP + Px(LANE_HEIGHT.0 * lanes.lanes.len() as i64),
        }
    }

    /// The horizontal place of an instant.
    fn x(&self, at: Nanos) -> Px {
        let axis = (WIDTH - RIGHT - self.left).0 as u128;
        let end = u128::from(self.lanes.end.0.max(1));
        let offset = u128::from(at.0.min(self.lanes.end.0)) * axis / end;
        self.left + Px(offset as i64)
    }

    /// The vertical centre of a lane.
    fn y(&self, lane: usize) -> Px {
        TOP + Px(LANE_HEIGHT.0 * lane as i64 + LANE_HEIGHT.0 / 2)
    }

    fn open(&self, drawing: &mut Drawing) {
        let height = self.bottom + LEGEND_HEIGHT;
        drawing.raw(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">"#
        ));
        let title = self.language.pick("Timeline lanes", "时间线泳道");
        drawing.raw(&format!("<title>{}</title>", escaped(title)));
        drawing.raw(STYLE);
        drawing.raw(PATTERN);
        drawing.rect((Px(0), Px(0)), (WIDTH, height), r##"fill="#fff""##);
    }

    fn axis(&self, drawing: &mut Drawing) {
        for tick in ticks(self.lanes.end) {
            let x = self.x(tick);
            drawing.line(
                (x, TOP - Px::whole(6)),
                (x, self.bottom),
                &format!(r#"stroke="{LINE}""#),
            );
            let text = length_text_axis(tick);
            drawing.text((x, Px::whole(16)), &text, r#"text-anchor="middle""#);
        }
    }

    fn lane(&self, drawing: &mut Drawing, index: usize, lane: &Lane) {
        let y = self.y(index);
        let label: String = shortened(&lane.label, 24);
        let at = (Px::whole(12), y + Px::whole(4));
        drawing.text(at, &label, &format!(r#"class="label" fill="{INK}""#));
        for segment in &lane.segments {
            self.segment(drawing, y, segment);
        }
        let marks = &lane.marks;
        for (position, mark) in marks.iter().enumerate() {
            let next = marks[position + 1..]
                .iter()
                .find(|next| !next.text.is_empty());
            let colour = self.mark_colour(lane, mark);
            let room = next.map_or(WIDTH, |next| self.x(next.at));
            self.mark(drawing, y, mark, room, colour);
        }
    }

    fn segment(&self, drawing: &mut Drawing, y: Px, segment: &Segment) {
        let colour = colour(segment.task.index());
        let (from, to) = (self.x(segment.from), self.x(segment.to));
        let top = y - Px(BAR_HEIGHT.0 / 2);
        let width = (to - from).max(MIN_BAR);
        let corner = r#"rx="3""#;
        match segment.state {
            SegmentState::Running => {
                let fill = format!(r#"{corner} fill="{colour}""#);
                drawing.rect((from, top), (width, BAR_HEIGHT), &fill);
            }
            SegmentState::Ready => {
                let fill = format!(r##"{corner} fill="url(#ready)" stroke="{INK_3}""##);
                drawing.rect((from, top), (width, BAR_HEIGHT), &fill);
            }
            SegmentState::Sleeping => {
                let stroke =
                    format!(r#"stroke="{colour}" stroke-width="2.4" stroke-dasharray="2 5""#);
                drawing.line((from, y), (to, y), &stroke);
            }
            SegmentState::Blocked | SegmentState::Pending => {
                let dash = match segment.state {
                    SegmentState::Pending => r#" stroke-dasharray="4 3""#,
                    _ => "",
                };
                let stroke =
                    format!(r#"{corner} fill="none" stroke="{colour}" stroke-width="1.5"{dash}"#);
                drawing.rect((from, top), (width, BAR_HEIGHT), &stroke);
                if fits(&segment.label, to - from - Px::whole(10)) {
                    let at = (from + Px::whole(6), y + Px::whole(4));
                    let class = format!(r#"class="small" fill="{colour}""#);
                    drawing.text(at, &segment.label, &class);
                }
            }
        }
    }

    fn mark(&self, drawing: &mut Drawing, y: Px, mark: &Mark, room: Px, colour: &str) {
        let x = self.x(mark.at);
        let half = Px(BAR_HEIGHT.0 / 2);
        if mark.is_end {
            let stroke = format!(r#"stroke="{colour}" stroke-width="3""#);
            let x = x + Px::whole(5);
            drawing.line((x, y - half), (x, y + half), &stroke);
            return;
        }
        let text_at = x + MIN_BAR + Px::whole(2);
        if !mark.text.is_empty() && fits(&mark.text, room.min(WIDTH) - text_at) {
            let at = (text_at, y - half - Px::whole(3));
            let class = format!(r#"class="small" fill="{colour}""#);
            drawing.text(at, &mark.text, &class);
        }
    }

    fn mark_colour(&self, lane: &Lane, mark: &Mark) -> &'static str {
        if let Some(task) = lane.task {
            return colour(task.index());
        }
        let on = lane
            .segments
            .iter()
            .rev()
            .find(|segment| segment.from <= mark.at && mark.at <= segment.to);
        on.map_or(INK_2, |segment| colour(segment.task.index()))
    }

    fn arrow(&self, drawing: &mut Drawing, arrow: &Arrow) {
        let down = arrow.to_lane > arrow.from_lane;
        let edge = |lane: u32, towards: bool| {
            let half = Px(BAR_HEIGHT.0 / 2);
            let y = self.y(lane as usize);
            if towards { y + half } else { y - half }
        };
        let shift = Px(MIN_BAR.0 / 2);
        let (x1, x2) = (self.x(arrow.from_at) + shift, self.x(arrow.to_at) + shift);
        let (y1, y2) = (edge(arrow.from_lane, down), edge(arrow.to_lane, !down));
        let back = Px::whole(if down { -5 } else { 5 });
        let dash = match arrow.kind {
            ArrowKind::Spawn | ArrowKind::Join => "",
            ArrowKind::Wake => r#" stroke-dasharray="1 2""#,
            ArrowKind::Send => r#" stroke-dasharray="5 2""#,
            ArrowKind::Unlock => r#" stroke-dasharray="3 3""#,
        };
        let stroke = format!(r#"fill="none" stroke="{INK_3}" stroke-width="1.3"{dash}"#);
        drawing.path(&format!("M{x1} {y1}L{x2} {}", y2 + back), &stroke);
        let (near, far) = (x2 - Px(350), x2 + Px(350));
        let head = format!("M{near} {}L{x2} {y2}L{far} {}Z", y2 + back, y2 + back);
        drawing.path(&head, &format!(r#"fill="{INK_3}""#));
    }

    fn legend(&self, drawing: &mut Drawing) {
        let y = self.bottom + Px::whole(18);
        let mut x = self.left;
        let colour = COLOURS[0];
        let box_top = y - Px::whole(6);
        let size = (Px::whole(26), Px::whole(12));
        let boxes = [
            format!(r#"rx="3" fill="{colour}""#),
            format!(r##"rx="3" fill="url(#ready)" stroke="{INK_3}""##),
            String::new(),
            format!(r#"rx="3" fill="none" stroke="{colour}" stroke-width="1.5""#),
        ];
        let words = self.language.pick(
            [
                "running",
                "ready, no core free",
                "sleeping",
                "blocked, on what",
            ],
            ["运行", "就绪，没有空闲的核", "睡眠", "阻塞，等待什么"],
        );
        for (look, words) in boxes.iter().zip(words) {
            if look.is_empty() {
                let stroke =
                    format!(r#"stroke="{colour}" stroke-width="2.4" stroke-dasharray="2 5""#);
                drawing.line((x, y), (x + size.0, y), &stroke);
            } else {
                drawing.rect((x, box_top), size, look);
            }
            drawing.text((x + Px::whole(33), y + Px::whole(4)), words, "");
            x = x + Px::whole(54) + Px(660 * words.width() as i64);
        }
        self.left_out(drawing, (x, y + Px::whole(4)));
    }

    fn left_out(&self, drawing: &mut Drawing, at: (Px, Px)) {
        let count = self.lanes.left_out + self.lanes.lanes_left_out;
        if count > 0 {
            let words = self.language.pick(
                format!("simplified: {count} parts not drawn"),
                format!("已简化：{count} 个部分未画出"),
            );
            drawing.text(at, &words, "");
        }
    }
}

fn colour(task: usize) -> &'static str {
    COLOURS[task % COLOURS.len()]
}

fn fits(text: &str, room: Px) -> bool {
    text.width() as i64 * SMALL_ADVANCE <= room.0
}

fn shortened(label: &str, columns: usize) -> String {
    if label.width() <= columns {
        return label.to_owned();
    }
    let mut out = String::new();
    for c in label.chars() {
        if out.width() + 2 >= columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Five to ten instants at round distances (1, 2 or 5 times a power of ten), from 0.
fn ticks(end: Nanos) -> Vec<Nanos> {
    let mut step = 1u64;
    while end.0 / step > 10 {
        let next = match leading_digit(step) {
            2 => step / 2 * 5,
            _ => step.saturating_mul(2),
        };
        step = next.max(step + 1);
    }
    (0..=end.0 / step).map(|k| Nanos(k * step)).collect()
}

fn leading_digit(mut number: u64) -> u64 {
    while number >= 10 {
        number /= 10;
    }
    number
}

fn length_text_axis(tick: Nanos) -> String {
    if tick == Nanos::ZERO {
        return "0".to_owned();
    }
    if tick == Nanos::from_millis(1_000) {
        return "1 s".to_owned();
    }
    length_text(tick)
}

const STYLE: &str = r##"<style>text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}text:not([fill]){fill:#566173}.label{font-size:13px;font-weight:550}.small{font:11px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}</style>"##;

const PATTERN: &str = r##"<defs><pattern id="ready" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="#8a94a6" opacity="0.45"/></pattern></defs>"##;
