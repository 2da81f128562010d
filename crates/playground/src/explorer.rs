//! Answers what the page asks about all interleavings: a search in slices, questions about what it found, and where a
//! run stands that somebody schedules by hand.

use interleave_engine::Machine;
use interleave_explore::{Found, Kind, Options, Progress};
use interleave_program::LineIndex;
use interleave_report::{GraphState, Language, ending_sentence, state_graph};
use interleave_trace::Tasks;

use crate::explore::{Exploration, ExploreOptions, Exploring};
use crate::findings::findings;
use crate::goals::goals;
use crate::json::Teller;
use crate::pipeline::Refused;
use crate::play::play;
use crate::questions::Question;
use crate::told::{
    AnswerView, FoundView, Goal, OutcomeView, SearchAsk, SearchProgress, SearchRequest, SearchTold,
};

/// Outcomes that are told one by one.
const MOST_TOLD: usize = 300;

/// Different outcomes after which a search stops.
const MOST_OUTCOMES: u64 = 3_000;

/// How many times the states and outcomes of before a search may see that goes on.
const TIMES_MORE: u64 = 4;

/// One search at a time, and what the last one has found.
#[derive(Default)]
pub struct Explorer {
    running: Option<(SearchRequest, Exploring)>,
    /// The last search, when it can go on.
    stopped: Option<(SearchRequest, Exploring)>,
    found: Option<(Language, Exploration)>,
}

impl Explorer {
    /// Takes in what is asked; what can be told at once is answered.
    pub fn ask(&mut self, ask: SearchAsk) -> Option<SearchTold> {
        match ask {
            SearchAsk::Start(request) => {
                // Questions are about the whole program: what is found "from here" does not answer them.
                if request.moves.is_empty() {
                    self.found = None;
                }
                self.stopped = None;
                let options = ExploreOptions {
                    machine: Machine::default(),
                    search: Options {
                        timing: request.timing,
                        max_states: request.max_states,
                        max_outcomes: MOST_OUTCOMES,
                        moves: request.moves.clone(),
                        ..Options::default()
                    },
                };
                let exploring = Exploring::start(&request.source, &options);
                self.running = Some((request, exploring));
                None
            }
            SearchAsk::Stop => {
                if let Some((_, exploring)) = &self.running {
                    exploring.stop();
                }
                None
            }
            SearchAsk::GoOn => {
                if let Some((request, exploring)) = self.stopped.take() {
                    exploring.resume(TIMES_MORE);
                    self.running = Some((request, exploring));
                }
                None
            }
            SearchAsk::Question { first, second } => {
                let question = match second {
                    None => Question::CanPrint { text: first },
                    Some(second) => Question::Before { first, second },
                };
                let (language, found) = self.found.as_ref()?;
                Some(SearchTold::Answer(answer(&question, found, *language)))
            }
            SearchAsk::Play(request) => Some(play(&request)),
        }
    }

    /// Whether there is a search to go on with.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Goes on for up to `budget` acts and tells how far it is, or what has been found.
    pub fn step(&mut self, budget: u64) -> Option<SearchTold> {
        let (request, exploring) = self.running.as_mut()?;
        let Some(found) = exploring.step(budget) else {
            return Some(SearchTold::Progress(progress(
                request.number,
                exploring.progress(),
                exploring.is_trying(),
            )));
        };
        let (request, exploring) = self.running.take()?;
        let told = match found {
            Ok(found) => {
                let told = view(&found, &request);
                if request.moves.is_empty() {
                    self.found = Some((request.language, found));
                }
                self.stopped = told.can_go_on.then_some((request, exploring));
                SearchTold::Found(Box::new(told))
            }
            Err(refused) => refusal(request.number, &refused),
        };
        Some(told)
    }
}

/// What is told about a text that is refused.
pub(crate) fn refusal(number: u64, refused: &Refused) -> SearchTold {
    SearchTold::Refused {
        number,
        reason: refused.to_string(),
    }
}

fn progress(number: u64, it: Progress, is_try: bool) -> SearchProgress {
    SearchProgress {
        number,
        states: it.states,
        acts: it.edges,
        frontier: it.frontier,
        outcomes: it.outcomes,
        is_try,
        elapsed_ms: 0,
    }
}

fn view(found: &Exploration, request: &SearchRequest) -> FoundView {
    let language = request.language;
    let report = &found.report;
    let told = Told::of(&report.outcomes);
    let races = findings(&report.outcomes, found.source());
    let graph = found.states.as_ref().map(|states| {
        let states = states.iter().map(|state| GraphState {
            outcome: state.outcome.map(|number| told.place(number)),
            acts: state.acts.iter().map(|act| (act.to, act.task)).collect(),
        });
        state_graph(&states.collect::<Vec<_>>())
    });
    FoundView {
        progress: progress(request.number, report.progress, false),
        incomplete: found.why_incomplete(language),
        can_go_on: report.can_go_on(),
        is_reduced: report.is_reduced,
        outcomes: told
            .numbers
            .iter()
            .map(|number| outcome(found, &report.outcomes[*number], language))
            .collect(),
        left_out: report.outcomes.len().saturating_sub(MOST_TOLD) as u64,
        findings: races
            .iter()
            .map(|race| {
                let mut race = race.view(language);
                race.outcomes = race.outcomes.map(|it| it.map(|number| told.place(number)));
                race
            })
            .collect(),
        goals: told.goals(goals(&report.outcomes, language)),
        graph,
        threads: threads(&report.outcomes),
    }
}

/// Which of a search's outcomes are told one by one.
struct Told {
    /// Their numbers, ascending.
    numbers: Vec<usize>,
}

impl Told {
    /// All; of very many the first of each kind, and those that end badly before those that end well: a deadlock is
    /// among them, however unlikely it is.
    fn of(outcomes: &[Found]) -> Self {
        let is_good = |number: &usize| {
            let it = &outcomes[*number];
            it.kind == Kind::Finished && !it.has_deadlock()
        };
        let (good, bad): (Vec<usize>, Vec<usize>) = (0..outcomes.len()).partition(is_good);
        let bad_told = bad.len().min(MOST_TOLD - good.len().min(MOST_TOLD / 2));
        let good_told = good.len().min(MOST_TOLD - bad_told);
        let mut numbers = [&good[..good_told], &bad[..bad_told]].concat();
        numbers.sort_unstable();
        Self { numbers }
    }

    /// The place of the outcome with this number among those that are told; behind all of them when it is not.
    fn place(&self, number: u32) -> u32 {
        let place = self.numbers.binary_search(&(number as usize));
        place.map_or(u32::MAX, |place| place as u32)
    }

    fn goals(&self, mut goals: Vec<Goal>) -> Vec<Goal> {
        for goal in &mut goals {
            goal.outcomes = goal.outcomes.iter().map(|it| self.place(*it)).collect();
        }
        goals
    }
}

/// Names of the threads, from the run that has most of them.
fn threads(outcomes: &[Found]) -> Vec<String> {
    let tasks = outcomes.iter().map(|it| &it.witness.trace.tasks);
    let most = tasks.max_by_key(|tasks| tasks.len());
    let most = most.into_iter().flat_map(Tasks::iter);
    most.map(|task| task.label.into()).collect()
}

fn outcome(exploration: &Exploration, found: &Found, language: Language) -> OutcomeView {
    let witness = &found.witness;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let decisive = witness.matters.iter().filter(|matters| **matters).count();
    let schedules = short_count(&found.schedules.to_string());
    OutcomeView {
        kind: found.kind,
        stdout: lines(&found.stdout),
        stderr: lines(&found.stderr),
        exit_code: found.exit_code,
        sentence: exploration.ending(found, language),
        is_stuck: found.has_deadlock(),
        lines: waiting_lines(exploration, found),
        schedules: match (&*schedules, exploration.report.is_reduced) {
            ("", _) | (_, false) => schedules,
            (_, true) => format!("≥ {schedules}"),
        },
        share: percent(found.share),
        share_ppm: (found.share * 1e6).round().clamp(0.0, 1e6) as u32,
        witness: witness.schedule.clone(),
        switches: witness.switches,
        decisive: [decisive as u32, witness.matters.len() as u32],
    }
}

/// Lines at which threads wait for ever, and at which what they wait for was taken.
fn waiting_lines(exploration: &Exploration, found: &Found) -> Vec<u32> {
    let teller = Teller {
        trace: &found.witness.trace,
        source: exploration.source(),
        index: LineIndex::new(exploration.source()),
    };
    let cycle = teller.deadlock().into_iter().flat_map(|it| it.cycle);
    let stuck = teller.trace.stuck.iter().map(|edge| teller.edge(edge));
    let lines = cycle
        .chain(stuck)
        .flat_map(|edge| [Some(edge.line), edge.held_since_line]);
    let mut lines: Vec<u32> = lines.flatten().filter(|line| *line > 0).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// A share as a percentage that never rounds to 0 or 100 without being it.
#[must_use]
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.001 {
        return "<0.1 %".to_owned();
    }
    if share < 1.0 && share > 0.999 {
        return ">99.9 %".to_owned();
    }
    format!("{:.1} %", share * 100.0)
}

/// A count in decimal: in groups of three, long ones as a power of ten; "" for one without bound.
fn short_count(count: &str) -> String {
    if !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    if count.len() > 15 {
        return format!(
            "≈ {}.{} × 10^{}",
            &count[..1],
            &count[1..2],
            count.len() - 1
        );
    }
    grouped(count)
}

/// Decimal digits in groups of three, which stay in one line.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

fn answer(question: &Question, found: &Exploration, language: Language) -> AnswerView {
    let told = question.answer(&found.report);
    let what = match question {
        Question::CanPrint { text } => {
            let text = interleave_report::code(text);
            language.pick(format!("It can print {text}"), format!("可能输出 {text}"))
        }
        Question::Before { first, second } => {
            let [first, second] = [first, second].map(|it| interleave_report::code(it));
            language.pick(
                format!("{first} can come before {second}"),
                format!("{first} 可能先于 {second}"),
            )
        }
    };
    let (en, zh) = match told.answer.as_str() {
        "yes" => (format!("Yes. {what}."), format!("是：{what}。")),
        "no" => (
            format!("No: not under any schedule. (\"{what}\" is false.)"),
            format!("否：任何调度下都不会。（“{what}”不成立）"),
        ),
        _ => (
            format!("Not found so far; the search stopped before its end. (\"{what}\")"),
            format!("尚未找到，搜索在完成前已停止。（“{what}”）"),
        ),
    };
    AnswerView {
        sentence: language.pick(en, zh),
        is_yes: told.witness.is_some(),
        witness: told.witness,
    }
}

impl Exploration {
    /// How an outcome ends whatever the time, in a sentence with marks.
    fn ending(&self, found: &Found, language: Language) -> String {
        if found.kind == Kind::Livelock {
            return self.sentence(found, language);
        }
        ending_sentence(&found.witness.trace, self.source(), language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_engine::Timing;

    fn finish(explorer: &mut Explorer, source: &str) -> SearchTold {
        explorer.ask(SearchAsk::Start(request(source)));
        wait(explorer)
    }

    fn request(source: &str) -> SearchRequest {
        SearchRequest {
            number: 3,
            source: source.to_owned(),
            timing: Timing::Free,
            max_states: 100_000,
            moves: Vec::new(),
            language: Language::En,
        }
    }

    fn wait(explorer: &mut Explorer) -> SearchTold {
        loop {
            match explorer.step(10) {
                Some(SearchTold::Progress(_)) => assert!(explorer.is_busy()),
                told => return told.expect("a search that runs tells something"),
            }
        }
    }

    const TWO: &str = "use std::thread;\nfn main() {\n    let a = thread::spawn(|| println!(\"a\"));\n    \
                       let b = thread::spawn(|| println!(\"b\"));\n    a.join().unwrap();\n    b.join().unwrap();\n}\n";

    #[test]
    fn a_search_in_slices_ends_with_what_it_found() {
        let mut explorer = Explorer::default();
        let SearchTold::Found(found) = finish(&mut explorer, TWO) else {
            panic!("it is accepted");
        };
        assert!(found.incomplete.is_none() && !explorer.is_busy());
        assert_eq!((found.progress.number, found.outcomes.len()), (3, 2));
        assert_eq!(
            found.goals[0].sentence, "Print `b` before `a`",
            "the default order is the likelier one"
        );
        assert!(found.graph.is_some());
        let answer = explorer.ask(SearchAsk::Question {
            first: "b".to_owned(),
            second: Some("a".to_owned()),
        });
        let Some(SearchTold::Answer(answer)) = answer else {
            panic!("there is a search to ask about");
        };
        assert_eq!(answer.sentence, "Yes. `b` can come before `a`.");
        assert!(answer.is_yes && answer.witness.is_some());
    }

    /// Stopped after a few acts, and asked to go on, it finds what a search without a stop finds.
    #[test]
    fn a_stopped_search_goes_on() {
        let SearchTold::Found(whole) = finish(&mut Explorer::default(), TWO) else {
            panic!("it is accepted");
        };
        assert!(!whole.can_go_on);
        let mut explorer = Explorer::default();
        explorer.ask(SearchAsk::Start(request(TWO)));
        explorer.step(0);
        explorer.step(3);
        explorer.ask(SearchAsk::Stop);
        let mut told = explorer.step(1);
        while let Some(SearchTold::Progress(_)) = told {
            told = explorer.step(1);
        }
        let Some(SearchTold::Found(part)) = told else {
            panic!("what was found so far is told");
        };
        let why = part.incomplete.as_deref().unwrap_or_default();
        assert!(part.can_go_on && !explorer.is_busy());
        assert!(
            why.contains("stopped at") && why.ends_with("there may be other outcomes"),
            "{why}"
        );
        assert!(explorer.ask(SearchAsk::GoOn).is_none() && explorer.is_busy());
        let SearchTold::Found(again) = wait(&mut explorer) else {
            panic!("it goes on");
        };
        assert_eq!(again, whole);
        explorer.ask(SearchAsk::GoOn);
        assert!(!explorer.is_busy(), "there is nothing left");
    }

    /// What can happen after some choices is no answer to a question about the program.
    #[test]
    fn questions_are_about_the_whole_program() {
        let mut explorer = Explorer::default();
        finish(&mut explorer, TWO);
        let mut from_here = request(TWO);
        let main = interleave_explore::Move {
            task: interleave_trace::TaskId(0),
            picks: Vec::new(),
        };
        from_here.moves = vec![main];
        explorer.ask(SearchAsk::Start(from_here));
        wait(&mut explorer);
        for [first, second] in [["a", "b"], ["b", "a"]] {
            let answer = explorer.ask(SearchAsk::Question {
                first: first.to_owned(),
                second: Some(second.to_owned()),
            });
            let yes = matches!(&answer, Some(SearchTold::Answer(it)) if it.is_yes);
            assert!(yes, "{first} before {second}: {answer:?}");
        }
    }

    /// A hundred orders of lines and more, and two locks in two orders.
    #[test]
    fn of_very_many_outcomes_the_bad_ones_are_told() {
        let mut explorer = Explorer::default();
        let told = finish(&mut explorer, MANY);
        let SearchTold::Found(found) = told else {
            panic!("it is accepted");
        };
        assert_eq!(found.outcomes.len(), MOST_TOLD);
        assert!(found.left_out > 0);
        let deadlock = found.outcomes.iter().position(|it| it.is_stuck);
        let deadlock = deadlock.expect("it can deadlock") as u32;
        let goal = found
            .goals
            .iter()
            .find(|it| it.sentence.contains("deadlock"));
        assert!(goal.is_some_and(|goal| goal.outcomes.contains(&deadlock)));
        for finding in &found.findings {
            let [without, with] = finding.outcomes.map(|it| it.map(|it| it as usize));
            assert!(without.zip(with).is_some_and(|(a, b)| a.max(b) < MOST_TOLD));
        }
    }

    const MANY: &str = "use std::sync::{Arc, Mutex};\nuse std::thread;\nfn main() {\n    \
        let a = Arc::new(Mutex::new(()));\n    let b = Arc::new(Mutex::new(()));\n    \
        let (a2, b2) = (a.clone(), b.clone());\n    \
        let more: Vec<_> = (0..2).map(|i| thread::spawn(move || for line in [\"x\", \"y\"] { println!(\"{i}{line}\"); })).collect();\n    \
        let h = thread::spawn(move || { let _b = b2.lock().unwrap(); println!(\"H\"); println!(\"I\"); let _a = a2.lock().unwrap(); });\n    \
        { let _a = a.lock().unwrap(); let _b = b.lock().unwrap(); println!(\"M\"); }\n    \
        h.join().unwrap();\n    for m in more { m.join().unwrap(); }\n}\n";

    #[test]
    fn a_refused_text_is_told() {
        let told = finish(&mut Explorer::default(), "fn main() { x }");
        assert!(
            matches!(told, SearchTold::Refused { number: 3, .. }),
            "{told:?}"
        );
    }

    #[test]
    fn counts_are_short() {
        assert_eq!(short_count("7"), "7");
        assert_eq!(short_count("1234567"), "1\u{a0}234\u{a0}567");
        assert_eq!(short_count("12345678901234567"), "≈ 1.2 × 10^16");
        assert_eq!(short_count("unbounded"), "");
    }
}
