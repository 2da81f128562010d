//! Live runs on an event loop of the test's own: futures in a queue, timers that are late, a clock that goes by itself.
//! Programs print in the simulated order, and no line comes later than its timers.

use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use interleave_playground::{
    Live, LiveNote, LiveReport, LiveRequest, LiveStep, LiveTurn, Nanos, scenarios,
};

/// How late each timer is, in nanoseconds.
const LATE_NS: u64 = 1_300_000;
/// What one look at the clock takes.
const LOOK_NS: u64 = 500;

/// An event loop.
struct Loop {
    live: Live,
    now: Rc<Cell<Nanos>>,
    queue: VecDeque<LiveTurn>,
    timers: BTreeSet<Nanos>,
}

impl Loop {
    fn new(source: &str) -> Self {
        let now = Rc::new(Cell::new(Nanos::ZERO));
        let looked = Rc::clone(&now);
        let clock = move || {
            looked.set(Nanos(looked.get().0 + LOOK_NS));
            looked.get()
        };
        let request = LiveRequest {
            source: source.to_owned(),
            ..LiveRequest::default()
        };
        Self {
            live: Live::start(request, Box::new(clock)),
            now,
            queue: VecDeque::from([LiveTurn::Poll(Live::MAIN)]),
            timers: BTreeSet::new(),
        }
    }

    fn run(mut self) -> LiveReport {
        loop {
            let Some(turn) = self.queue.pop_front().or_else(|| self.fire()) else {
                panic!("nothing is left to wait for");
            };
            let LiveStep {
                notes,
                next_at,
                is_over,
                ..
            } = self.live.turn(turn);
            if is_over {
                let ended = self.live.ended().expect("it is over");
                return ended.unwrap_or_else(|refused| panic!("{refused}"));
            }
            for note in notes {
                match note {
                    LiveNote::Woken(task) => self.queue.push_back(LiveTurn::Poll(task)),
                    LiveNote::TimerSet(at) => drop(self.timers.insert(at)),
                }
            }
            self.timers.extend(next_at);
        }
    }

    /// The next timer fires, late.
    fn fire(&mut self) -> Option<LiveTurn> {
        let at = self.timers.pop_first()?;
        let late = Nanos(at.0 + LATE_NS);
        self.now.set(self.now.get().max(late));
        Some(LiveTurn::Timer(at))
    }
}

fn check(name: &str, source: &str) {
    let report = Loop::new(source).run();
    let lines: Vec<&str> = report.lines.iter().map(|line| &*line.text).collect();
    assert_eq!(report.expected, None, "{name} printed {lines:#?}");
    let late = report.late_by();
    assert!(
        late.0 <= LATE_NS + 2_000_000,
        "{name} is late by {late:?} for each timer"
    );
    assert!(report.early_by().0 <= 1_000_000, "{name} is early");
}

#[test]
fn gallery_programs_of_futures_run_in_the_simulated_order() {
    let of_futures = |source: &str| source.contains("async") || source.contains("Future");
    let mut checked = 0;
    for scenario in scenarios() {
        if of_futures(scenario.source()) {
            check(scenario.name, scenario.source());
            checked += 1;
        }
    }
    assert!(checked >= 10, "only {checked} programs");
}

#[test]
fn a_future_that_blocks_keeps_the_event_loop() {
    let source = "use std::time::Duration;
use tokio::time::sleep;
#[tokio::main]
async fn main() {
    let ticker = tokio::spawn(async {
        sleep(Duration::from_millis(10)).await;
        println!(\"tick\");
    });
    tokio::task::yield_now().await;
    cpu::work(Duration::from_millis(40));
    println!(\"worked\");
    ticker.await.unwrap();
}";
    let report = Loop::new(source).run();
    let line = |text: &str| report.lines.iter().find(|line| line.text == text);
    let (tick, worked) = (
        line("tick").expect("a line"),
        line("worked").expect("a line"),
    );
    assert!(worked.at.0 >= 40_000_000 && tick.at >= worked.at);
    assert!(report.is_same_order());
}
