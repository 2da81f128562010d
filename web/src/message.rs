//! What the page around an embed may say, and what the embed tells of itself.
//!
//! Messages are plain objects with `interleave: 1` and a `type`; `static/embed.js` checks who speaks and writes their
//! fields as `key=value&…`. Fields that are not known are skipped, so that newer hosts speak to older embeds.

use interleave_playground::Nanos;

use crate::link::{Saved, joined, overlaid, to_hash};
use crate::pairs::{decoded, pairs};
use crate::state::{Action, State};

/// Steps that one message may take at most.
const MOST_STEPS: i32 = 10_000;

/// Messages that may wait for a run at most; more are forgotten, oldest last.
const MOST_WAITING: usize = 200;

/// Something that the page around says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// So many instants on, or back when negative.
    Step(i32),
    /// To an instant.
    Goto(Place),
    /// Lets time play or stand.
    Play(bool),
    /// Changes what a link or the embed's address says: a list of pairs.
    Set(String),
    /// Moves a slider of the program.
    SetParameter {
        /// Its name.
        name: String,
        /// The literal's new value.
        value: i64,
    },
    /// Asks for the state.
    Tell,
    /// The slide that holds the embed is shown.
    SlideStart,
    /// The slide is left.
    SlideStop,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// This time.
    At(Nanos),
    /// The instant of this table row, from 0.
    Row(usize),
    /// The end of the run.
    End,
}

/// A message that cannot be read; the embed says so to its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadMessage;

/// Reads a message.
///
/// # Errors
/// When its type is not known, or a field that it needs is missing or makes no sense.
pub fn read(text: &str) -> Result<Command, BadMessage> {
    let fields = Fields(text);
    let kind = fields.get("type").ok_or(BadMessage)?;
    let command = match kind.as_str() {
        "step" => fields.step().map(Command::Step),
        "goto" => fields.place().map(Command::Goto),
        "play" => Some(Command::Play(
            fields.get("on").is_none_or(|on| on != "false"),
        )),
        "set" => fields.change(),
        "state" => Some(Command::Tell),
        "slide-start" => Some(Command::SlideStart),
        "slide-stop" => Some(Command::SlideStop),
        _ => None,
    };
    command.ok_or(BadMessage)
}

struct Fields<'t>(&'t str);

impl Fields<'_> {
    fn get(&self, key: &str) -> Option<String> {
        let (_, value) = pairs(self.0).find(|(known, _)| *known == key)?;
        decoded(value)
    }

    /// `Some(None)` when there is no such field, `None` when it makes no sense.
    fn number<T: std::str::FromStr>(&self, key: &str) -> Option<Option<T>> {
        match self.get(key) {
            Some(text) => text.parse().ok().map(Some),
            None => Some(None),
        }
    }

    fn step(&self) -> Option<i32> {
        let count = self.number("count")?.unwrap_or(1);
        Some(count.clamp(-MOST_STEPS, MOST_STEPS))
    }

    fn place(&self) -> Option<Place> {
        if let Some(at) = self.number("at_ns")? {
            return Some(Place::At(Nanos(at)));
        }
        if let Some(row) = self.number("row")? {
            return Some(Place::Row(row));
        }
        match self.get("at")?.as_str() {
            "end" => Some(Place::End),
            "start" => Some(Place::At(Nanos::ZERO)),
            seconds => nanos(seconds).map(Place::At),
        }
    }

    fn change(&self) -> Option<Command> {
        if let Some(name) = self.get("parameter") {
            let value = self.number("value")??;
            return Some(Command::SetParameter { name, value });
        }
        // Read once here, so that nonsense is refused when it comes and not when its turn has come.
        overlaid(Saved::default(), self.0).ok()?;
        Some(Command::Set(self.0.to_owned()))
    }
}

/// Seconds like "0.5" in nanoseconds; digits beyond the ninth are cut.
fn nanos(seconds: &str) -> Option<Nanos> {
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(part) || whole.len() + part.len() == 0 {
        return None;
    }
    let whole: u64 = format!("0{whole}").parse().ok()?;
    let part: String = part.chars().chain("000000000".chars()).take(9).collect();
    let part: u64 = part.parse().ok()?;
    Some(Nanos(whole.checked_mul(1_000_000_000)?.checked_add(part)?))
}

/// What an embed does with messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Messages that wait for the run that is under way.
    waiting: Vec<Command>,
    /// Whether time played when the slide was left.
    was_playing: bool,
    /// Whether the first run has been shown.
    has_begun: bool,
    /// How often the host has asked for the state.
    pub asked: u32,
}

impl State {
    /// Takes a message in, once the run that is under way is there.
    pub(crate) fn hear(&mut self, command: Command) {
        if self.conversation.waiting.len() < MOST_WAITING {
            self.conversation.waiting.push(command);
        }
        self.answer_waiting();
    }

    /// Answers messages in their order until one of them needs a run.
    pub(crate) fn answer_waiting(&mut self) {
        if self.number == 0 || self.is_waiting() {
            return;
        }
        if !self.conversation.has_begun && self.shown.is_some() {
            self.conversation.has_begun = true;
            if self.embed.is_some_and(|embed| embed.plays) {
                self.apply(Action::SetPlaying(true));
            }
        }
        while !self.is_waiting() && !self.conversation.waiting.is_empty() {
            let command = self.conversation.waiting.remove(0);
            self.obey(command);
        }
    }

    #[inline(never)]
    fn obey(&mut self, command: Command) {
        match command {
            Command::Step(count) => self.step_by(count),
            Command::Goto(place) => self.go_to(place),
            Command::Play(is_playing) => self.apply(Action::SetPlaying(is_playing)),
            Command::Set(pairs) => self.change(&pairs),
            Command::SetParameter { name, value } => self.change_parameter(&name, value),
            Command::Tell => self.conversation.asked += 1,
            Command::SlideStart => {
                if std::mem::take(&mut self.conversation.was_playing) {
                    self.apply(Action::SetPlaying(true));
                }
            }
            Command::SlideStop => {
                self.conversation.was_playing = self.is_playing;
                self.apply(Action::SetPlaying(false));
            }
        }
    }

    fn step_by(&mut self, count: i32) {
        for _ in 0..count.unsigned_abs() {
            let before = self.selection;
            self.apply(Action::step(count > 0));
            if self.selection == before {
                break;
            }
        }
    }

    fn go_to(&mut self, place: Place) {
        let at = match place {
            Place::At(at) => at,
            Place::End => self.end(),
            Place::Row(row) => {
                let rows = self.focused().map(|run| &run.timeline.rows);
                let row = rows.and_then(|rows| rows.get(row).or_else(|| rows.last()));
                row.map_or(Nanos::ZERO, |row| row.at)
            }
        };
        self.apply(Action::SetPlaying(false));
        self.apply(Action::SelectInstant(at));
    }

    fn change(&mut self, pairs: &str) {
        self.embed = self.embed.map(|embed| embed.with(pairs));
        let was = Saved::of(self);
        let Ok(saved) = overlaid(was.clone(), pairs) else {
            return;
        };
        if saved == was {
            return;
        }
        let keeps_text = saved.text.is_none() && saved.scenario == was.scenario;
        let text = keeps_text.then(|| self.source.to_string());
        self.apply(Action::Restore(Saved {
            text: saved.text.or(text),
            ..saved
        }));
    }

    fn change_parameter(&mut self, name: &str, value: i64) {
        let index = self
            .parameters
            .iter()
            .position(|parameter| parameter.name == name);
        if let Some(index) = index {
            self.set_parameter(index, value);
        }
    }

    /// What an embed tells of itself: its instant, the row of it, the end, and the hash that brings it back.
    #[must_use]
    pub fn telling(&self, packed: Option<&str>) -> String {
        let now = self.last_instant();
        let rows = self.focused().map(|run| &run.timeline.rows);
        let row = rows.and_then(|rows| rows.partition_point(|row| row.at <= now).checked_sub(1));
        joined(&[
            ("at_ns", self.instant().0.to_string()),
            ("end_ns", self.end().0.to_string()),
            ("row", row.unwrap_or_default().to_string()),
            ("rows", rows.map_or(0, Vec::len).to_string()),
            ("playing", self.is_playing.to_string()),
            ("broken", self.is_broken.to_string()),
            ("answers", self.conversation.asked.to_string()),
            ("tab", self.tab.slug().to_owned()),
            ("link", to_hash(self, packed)),
        ])
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use interleave_playground::{Language, Nanos, run};
    use proptest::prelude::*;

    use super::{BadMessage, Command, Place, read};
    use crate::embed::Embed;
    use crate::settings::Tab;
    use crate::state::{Action, State, Theme};

    fn embedded() -> State {
        let state = State::new(Language::En, Theme::Auto);
        answered(State {
            embed: Some(Embed::default()),
            ..state
        })
    }

    fn answered(state: State) -> State {
        let reply = Box::new(run(&state.request()));
        state.after(Action::Replied(reply)).expect("it is news")
    }

    fn told(state: &State, text: &str) -> State {
        let command = read(text).expect("it makes sense");
        let next = state.after(Action::Hear(command));
        next.unwrap_or_else(|| state.clone())
    }

    #[test]
    fn messages_are_read() {
        let check = |text, expected| assert_eq!(read(text), expected, "{text}");
        check("type=step", Ok(Command::Step(1)));
        check("interleave=1&type=step&count=-2", Ok(Command::Step(-2)));
        check(
            "type=goto&at=0.5",
            Ok(Command::Goto(Place::At(Nanos(500_000_000)))),
        );
        check("type=goto&at_ns=7", Ok(Command::Goto(Place::At(Nanos(7)))));
        check("type=goto&at=end", Ok(Command::Goto(Place::End)));
        check("type=goto&row=3", Ok(Command::Goto(Place::Row(3))));
        check("type=play&on=false", Ok(Command::Play(false)));
        check("type=goto&at=soon", Err(BadMessage));
        check("type=goto", Err(BadMessage));
        check("type=set&tab=nowhere", Err(BadMessage));
        check("type=dance", Err(BadMessage));
        check("", Err(BadMessage));
        let slider = Command::SetParameter {
            name: "child sleep".to_owned(),
            value: 750,
        };
        check("type=set&parameter=child%20sleep&value=750", Ok(slider));
    }

    #[test]
    fn messages_move_the_playhead() {
        let state = told(&embedded(), "type=goto&at=start");
        let state = told(&state, "type=step&count=2");
        assert_eq!(state.instant(), Nanos::from_millis(1_000));
        let state = told(&state, "type=step&count=-1");
        assert_eq!(state.instant(), Nanos::from_millis(500));
        assert!(
            state.telling(None).contains("row=1&rows=5"),
            "{}",
            state.telling(None)
        );
        let state = told(&state, "type=goto&row=99");
        assert_eq!(state.instant(), state.end());
    }

    #[test]
    fn what_comes_while_a_run_is_under_way_waits_for_it() {
        let state = told(&embedded(), "type=set&tab=compare");
        assert!(state.is_waiting());
        let state = told(&state, "type=goto&at=start");
        let state = told(&state, "type=step");
        assert_eq!(state.conversation.waiting.len(), 2);
        let state = answered(state);
        assert_eq!(state.tab, Tab::Compare);
        assert_eq!(state.instant(), Nanos::from_millis(500));
    }

    #[test]
    fn a_changed_text_stays_when_something_else_is_set() {
        let state = answered(told(&embedded(), "type=set&code=fn%20main()%20%7B%7D"));
        let state = answered(told(&state, "type=set&cores=4"));
        assert_eq!(&*state.source, "fn main() {}");
        assert_eq!(state.settings.cores, 4);
    }

    #[test]
    fn a_slide_that_is_left_stands_still_and_plays_on() {
        let state = told(&embedded(), "type=play");
        let left = told(&state, "type=slide-stop");
        assert!(!left.is_playing);
        assert!(told(&left, "type=slide-start").is_playing);
        let still = told(&told(&embedded(), "type=slide-stop"), "type=slide-start");
        assert!(!still.is_playing);
    }

    #[test]
    fn a_read_only_embed_keeps_its_text() {
        let state = embedded();
        let state = State {
            embed: state.embed.map(|embed| embed.with("readonly")),
            ..state
        };
        assert!(
            state
                .after(Action::EditText("fn main() {}".to_owned()))
                .is_none()
        );
        assert!(
            state
                .after(Action::SetParameter { index: 0, value: 9 })
                .is_none()
        );
        assert!(state.after(Action::step(false)).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn no_message_breaks_the_embed(
            kind in "step|goto|play|set|state|slide-start|slide-stop|[a-z]{0,5}",
            fields in proptest::collection::vec(
                ("count|at|at_ns|row|on|tab|cores|code|text|panes|parameter|value|[a-z]{1,4}", any::<String>()), 0..4),
            number in any::<i64>(),
        ) {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("&{key}={}", crate::pairs::encoded(value)))
                .collect();
            for text in [
                format!("type={kind}{}", fields.concat()),
                format!("type={kind}&count={number}&at_ns={number}&row={number}&value={number}&cores={number}"),
                fields.concat(),
            ] {
                if let Ok(command) = read(&text) {
                    let state = State::new(Language::En, Theme::Auto);
                    let _ = state.after(Action::Hear(command));
                }
            }
        }
    }
}
