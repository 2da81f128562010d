//! What a run of an async program tells besides its lines: the reactor's steps with their causes, the polls of its
//! state machines, hints about its tasks.

use expect_test::{Expect, expect};
use interleave_playground::{
    EventKind, Language, LineIndex, Machine, Network, Outcome, Stream, TimelineOptions, Trace,
    execute, run_json, task_hints, timeline,
};

fn run(source: &str) -> Trace {
    let execution = execute(source, &Machine::default(), "");
    execution.expect("the program runs").trace
}

/// Events of the network, of waiting and of waking, each with what caused it.
#[test]
fn a_connection_in_six_steps() {
    let source = "use tokio::net::TcpStream;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    TcpStream::connect(\"example.com:80\").await.unwrap();
}";
    let trace = run(source);
    let name = |kind: &EventKind| match kind {
        EventKind::IoBegan { io, .. } => format!("{io:?} began"),
        EventKind::IoReady { io, .. } => format!("{io:?} is ready"),
        EventKind::Blocked { .. } => "pending".to_owned(),
        EventKind::WokeTask { .. } => "waker called".to_owned(),
        EventKind::Woken => "woken".to_owned(),
        EventKind::Dispatched => "polled".to_owned(),
        other => format!("{other:?}"),
    };
    let index = LineIndex::new(source);
    let mut steps = String::new();
    for event in &trace.events {
        let is_step = matches!(
            event.kind,
            EventKind::IoBegan { .. }
                | EventKind::IoReady { .. }
                | EventKind::Woken
                | EventKind::WokeTask { .. }
                | EventKind::Dispatched
        ) || event.task.0 == 0 && matches!(event.kind, EventKind::Blocked { .. });
        let is_over = event.at.0 > 50_000_000 || !is_step;
        if is_over || (event.span.is_some() && index.locate(source, event.span.start).line != 4) {
            continue;
        }
        let cause = event.cause.map(|id| name(&trace.events[id.index()].kind));
        let cause = cause.map_or(String::new(), |cause| format!(" <- {cause}"));
        let ms = event.at.0 / 1_000_000;
        let label = trace.tasks.label(event.task.index());
        let who = &label.expect("the trace knows its tasks");
        steps += &format!("{ms:>2} ms {who}: {}{cause}\n", name(&event.kind));
    }
    // Up to the second poll of the future that connects.
    let first: Vec<&str> = steps.lines().take(15).collect();
    check_text(
        &first.join("\n"),
        &expect![[r#"
         0 ms main: polled <- Arrived
         0 ms tokio-rt-worker: polled <- Arrived
         0 ms main: pending
         0 ms tokio-rt-worker: Resolve began
        20 ms tokio-rt-worker: woken <- pending
        20 ms tokio-rt-worker: Resolve is ready <- Resolve began
        20 ms tokio-rt-worker: polled <- woken
        20 ms tokio-rt-worker: waker called
        20 ms main: woken <- waker called
        20 ms main: polled <- woken
        20 ms main: Connect began
        20 ms main: pending
        50 ms main: Connect is ready <- Connect began
        50 ms main: woken <- Connect is ready
        50 ms main: polled <- woken"#]],
    );
}

fn check_text(text: &str, expected: &Expect) {
    expected.assert_eq(text);
}

#[test]
fn polls_go_from_state_to_state() {
    let source = "use std::time::Duration;
use tokio::time::sleep;
async fn step(name: &str, ms: u64) -> usize {
    sleep(Duration::from_millis(ms)).await;
    name.len()
}
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let task = tokio::spawn(async {
        let text = String::from(\"first\");
        let length = step(&text, 10).await;
        tokio::task::yield_now().await;
        length + text.len()
    });
    println!(\"{}\", task.await.unwrap());
}";
    check_text(
        &machines_and_polls(source),
        &expect![[r#"
            0 step (line 3): start await in line 4 keeps ["name"], done
            1 main (line 8): start await in line 15 keeps [], done
            2 main::{async} (line 9): start await in line 11 keeps ["text"], await in line 12 keeps ["text", "length"], done
            0 ms main: start -> 1.1
            0 ms task: start -> 0.1
            10 ms task: 0.1 -> 2.2
            10 ms task: 2.2 -> done
            10 ms main: 1.1 -> done
        "#]],
    );
}

/// The state machines of a text, and the polls of its run.
fn machines_and_polls(source: &str) -> String {
    let json = run_json(&run(source), source);
    let mut shown = String::new();
    for (number, machine) in json.state_machines.iter().enumerate() {
        shown += &format!("{number} {} (line {}):", machine.name, machine.line);
        for state in &machine.states {
            shown += &match state.state.as_str() {
                "await" => format!(" await in line {} keeps {:?},", state.line, state.alive),
                other => format!(" {other}"),
            };
        }
        shown.push('\n');
    }
    for poll in &json.polls {
        let state = |it: &interleave_playground::PollStateJson| match (it.machine, it.state) {
            (Some(machine), Some(state)) => format!("{machine}.{state}"),
            _ => it.is.clone(),
        };
        let (from, to) = (state(&poll.from), state(&poll.to));
        let future = poll.future.as_deref();
        let future = future.map_or(String::new(), |future| format!(" polls {future}"));
        let times = match poll.times {
            1 => String::new(),
            _ => " many times".to_owned(),
        };
        let ms = poll.at_ns.0 / 1_000_000;
        shown += &format!("{ms} ms {}{future}: {from} -> {to}{times}\n", poll.task);
    }
    shown
}

/// A program's own executor is seen as a runtime is: which future it polls, what that gives, from state to state.
#[test]
fn an_executor_of_the_program_polls() {
    let source = "use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
struct Twice(bool);
impl Future for Twice {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(1) } else { Poll::Pending }
    }
}
async fn step(name: &str) -> u32 {
    let one = Twice(false).await;
    println!(\"{name}\");
    one + Twice(false).await
}
struct NoFuture;
impl NoFuture {
    fn poll(&self, text: String) -> usize { text.len() }
}
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut tasks: Vec<Pin<Box<dyn Future<Output = u32>>>> =
        vec![Box::pin(step(\"a\")), Box::pin(step(\"b\")), Box::pin(async { 3 })];
    while !tasks.is_empty() {
        tasks.retain_mut(|task| task.as_mut().poll(&mut cx).is_pending());
    }
    let mut alone = Twice(true);
    assert!(Future::poll(Pin::new(&mut alone), &mut cx).is_ready());
    assert_eq!(NoFuture.poll(String::from(\"text\")), 4);
}";
    check_text(
        &machines_and_polls(source),
        &expect![[r#"
        0 step (line 11): start await in line 12 keeps ["name"], await in line 14 keeps ["one"], done
        1 main::{async} (line 23): start done
        0 ms main polls step: start -> 0.1
        0 ms main polls step 2: start -> 0.1
        0 ms main polls main::{async}: start -> done
        0 ms main polls step: 0.1 -> 0.2
        0 ms main polls step 2: 0.1 -> 0.2
        0 ms main polls step: 0.2 -> done
        0 ms main polls step 2: 0.2 -> done
        0 ms main polls Twice: start -> done
    "#]],
    );
    let options = TimelineOptions {
        language: Language::Zh,
        ..TimelineOptions::default()
    };
    let table = timeline(&run(source), source, options).to_markdown(Language::Zh);
    check_text(
        &table,
        &expect![[r#"
        | 时间/s | main |
        |---:|---|
        | 0.000 | poll `step`；`step` 返回 `Pending`；poll `step 2`；`step 2` 返回 `Pending`；poll `main::{async}`；`main::{async}` 返回 `Ready`；poll `step`；打印 `a`；`step` 返回 `Pending`；poll `step 2`；打印 `b`；`step 2` 返回 `Pending`；poll `step`；`step` 返回 `Ready`；poll `step 2`；`step 2` 返回 `Ready`；poll `Twice`；`Twice` 返回 `Ready`；结束 |
    "#]],
    );
}

#[test]
fn calls_of_the_programs_own_wakers_are_seen() {
    let source = "use std::sync::Arc;
use std::task::{RawWaker, RawWakerVTable, Wake, Waker};
struct Bell;
impl Wake for Bell {
    fn wake(self: Arc<Self>) { println!(\"ring\"); }
}
unsafe fn clone(data: *const ()) -> RawWaker { RawWaker::new(data, &TABLE) }
unsafe fn wake(_: *const ()) { println!(\"woken\"); }
unsafe fn nothing(_: *const ()) {}
static TABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake, nothing);
struct Alarm;
impl Alarm {
    fn wake(&self) { println!(\"no waker\"); }
}
fn main() {
    let bell = Waker::from(Arc::new(Bell));
    bell.wake_by_ref();
    bell.wake();
    unsafe { Waker::from_raw(RawWaker::new(std::ptr::null(), &TABLE)) }.wake();
    Alarm.wake();
    Waker::noop().wake_by_ref();
}";
    let table = timeline(&run(source), source, TimelineOptions::default());
    check_text(
        &table.to_markdown(Language::En),
        &expect![[r#"
        | time/s | main |
        |---:|---|
        | 0.000 | calls waker `Bell`; prints `ring`; calls waker `Bell`; prints `ring`; calls waker `RawWaker`; prints `woken`; prints `no waker`; ends |
    "#]],
    );
}

/// An executor that spins: polls that find a future where it was are counted at the first of them.
#[test]
fn polls_in_vain_are_counted() {
    let source = "use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
struct Until(Instant);
impl Future for Until {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.0 { Poll::Ready(()) } else { Poll::Pending }
    }
}
async fn nap(name: &str, ms: u64) {
    Until(Instant::now() + Duration::from_millis(ms)).await;
    println!(\"{name}\");
}
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut tasks: Vec<Pin<Box<dyn Future<Output = ()>>>> =
        vec![Box::pin(nap(\"long\", 5)), Box::pin(nap(\"short\", 3))];
    while !tasks.is_empty() {
        tasks.retain_mut(|task| task.as_mut().poll(&mut cx).is_pending());
    }
}";
    check_text(
        &machines_and_polls(source),
        &expect![[r#"
        0 nap (line 12): start await in line 13 keeps ["name"], done
        0 ms main polls nap: start -> 0.1 many times
        0 ms main polls nap 2: start -> 0.1 many times
        3 ms main polls nap 2: 0.1 -> done
        3 ms main polls nap: 0.1 -> 0.1 many times
        5 ms main polls nap: 0.1 -> done
    "#]],
    );
}

#[test]
fn hints_name_the_task_in_both_languages() {
    let source = "use std::task::Poll;
use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let blocks = tokio::spawn(async {
        std::thread::sleep(Duration::from_millis(200));
        tokio::task::yield_now().await;
    });
    let greedy = tokio::spawn(async { std::thread::sleep(Duration::from_millis(100)) });
    let mut polls = 0;
    let busy = std::future::poll_fn(|cx| {
        polls += 1;
        cx.waker().wake_by_ref();
        if polls > 20 { Poll::Ready(()) } else { Poll::Pending }
    });
    busy.await;
    blocks.await.unwrap();
    greedy.await.unwrap();
    std::future::poll_fn::<(), _>(|_| Poll::Pending).await;
}";
    let trace = run(source);
    let index = LineIndex::new(source);
    let mut shown = String::new();
    for hint in task_hints(&trace) {
        let span = trace.events[hint.event.index()].span;
        let line = if span.is_some() {
            index.locate(source, span.start).line
        } else {
            0
        };
        for language in [Language::En, Language::Zh] {
            shown += &format!("{line}: {}\n", hint.sentence(&trace, language));
        }
    }
    check_text(
        &shown,
        &expect![[r#"
        13: **main** wakes itself: 21 of its 21 wakes are its own. Wait for what it needs instead of asking again and again
        13: **main** 自己唤醒自己：21 次唤醒中有 21 次来自它自己。应等待所需的事件，而不是反复询问
        19: **main** waits, and nobody is left who would wake it: a future gave `Pending` without keeping its waker, or whoever has it never calls it
        19: **main** 在等待，却不会再有谁唤醒它：某个 future 返回了 `Pending` 却没有保存 waker，或者持有 waker 的一方从不调用它
        6: **blocks** kept its thread for 200 ms in one poll: nobody else on it could run. Await instead of blocking, or use `spawn_blocking`
        6: **blocks** 在一次 poll 中占用线程 200 ms：同一线程上的其他任务都无法运行。请用 await 代替阻塞，或使用 `spawn_blocking`
        9: **greedy** never yielded: its only poll took 100 ms. Put an await into its loop, or use `spawn_blocking`
        9: **greedy** 从不让出：它唯一的一次 poll 用了 100 ms。请在循环中加入 await，或使用 `spawn_blocking`
    "#]],
    );
}

#[test]
fn calm_programs_get_no_hints() {
    let threads = "fn main() { std::thread::spawn(|| std::thread::sleep(std::time::Duration::from_secs(1))).join().unwrap(); }";
    assert_eq!(task_hints(&run(threads)), []);
    let tasks = "use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let task = tokio::spawn(tokio::time::sleep(Duration::from_secs(1)));
    tokio::time::sleep(Duration::from_secs(2)).await;
    task.await.unwrap();
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_secs(1))).await.unwrap();
}";
    assert_eq!(task_hints(&run(tasks)), []);
}

/// The first words of each hint about a run under a schedule.
fn check_hints(source: &str, schedule: &str, expected: &Expect) {
    let execution = execute(source, &Machine::default(), schedule);
    let trace = execution.expect("the program runs").trace;
    let hints = task_hints(&trace);
    let sentences = hints.iter().map(|it| it.sentence(&trace, Language::En));
    let first = |it: String| it.split([':', '.']).next().unwrap_or_default().to_owned();
    check_text(
        &sentences.map(first).collect::<Vec<_>>().join("\n"),
        expected,
    );
}

/// A lock that a thread holds keeps the worker of the task that waits for it.
#[test]
fn a_std_lock_blocks_its_worker() {
    check_hints(
        "use std::sync::{Arc, Mutex};
use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let lock = Arc::new(Mutex::new(0));
    let other = lock.clone();
    let thread = std::thread::spawn(move || {
        let _held = other.lock().unwrap();
        std::thread::sleep(Duration::from_millis(60));
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    let waits = tokio::spawn(async move {
        *lock.lock().unwrap() += 1;
        tokio::task::yield_now().await;
    });
    waits.await.unwrap();
    thread.join().unwrap();
}",
        "",
        &expect!["**waits** kept its thread for 55 ms in one poll"],
    );
}

/// What others do in a poll's time is not the poll's: who runs act by act, a core that is taken, and threads that a
/// runtime waits for at its end.
#[test]
fn waiting_for_a_turn_keeps_no_thread() {
    let beside_a_thread = "use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let blocking = tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(20)));
    tokio::spawn(tokio::time::sleep(Duration::from_millis(5))).await.unwrap();
    blocking.await.unwrap();
}";
    check_hints(beside_a_thread, "", &expect![""]);
    check_hints(beside_a_thread, "free:", &expect![""]);
    let on_one_core = "use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| cpu::work(Duration::from_millis(50))))
        .collect();
    let works = tokio::spawn(async { cpu::work(Duration::from_millis(5)) });
    works.await.unwrap();
    tokio::task::spawn_blocking(|| threads.into_iter().for_each(|it| it.join().unwrap())).await.unwrap();
}";
    check_hints(on_one_core, "", &expect![""]);
    let at_the_end = "use std::time::Duration;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_secs(1)));
    tokio::spawn(tokio::time::sleep(Duration::from_millis(1))).await.unwrap();
}";
    check_hints(at_the_end, "", &expect![""]);
}

/// Yielding is no waking of oneself, as the runtime does it; a future that polls a channel over and over is.
#[test]
fn who_asks_again_and_again_wakes_itself() {
    check_hints(
        "use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::oneshot;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let (tx, mut rx) = oneshot::channel();
    let asks = tokio::spawn(poll_fn(move |cx| match rx.try_recv() {
        Ok(value) => Poll::Ready(value),
        Err(_) => {
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }));
    let yields = tokio::spawn(async {
        for _ in 0..30 {
            tokio::task::yield_now().await;
        }
        tx.send(7).unwrap();
    });
    yields.await.unwrap();
    assert_eq!(asks.await.unwrap(), 7);
}",
        "",
        &expect!["**asks** wakes itself"],
    );
}

/// The waker of the first poll is kept, and the future has moved to another task since.
#[test]
fn a_waker_of_another_task_is_a_lost_one() {
    check_hints(
        "use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
struct Once(Arc<Mutex<(bool, Option<Waker>)>>);
impl Future for Once {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut it = self.0.lock().unwrap();
        if it.0 {
            return Poll::Ready(());
        }
        it.1.get_or_insert(cx.waker().clone());
        Poll::Pending
    }
}
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let state = Arc::new(Mutex::new((false, None)));
    let mut once = Box::pin(Once(state.clone()));
    poll_fn(|cx| Poll::Ready(once.as_mut().poll(cx).is_pending())).await;
    let moved = tokio::spawn(once);
    tokio::time::sleep(Duration::from_millis(5)).await;
    let waker = {
        let mut it = state.lock().unwrap();
        it.0 = true;
        it.1.take()
    };
    waker.unwrap().wake();
    moved.await.unwrap();
}",
        "",
        &expect![[r#"
            **main** waits, and nobody is left who would wake it
            **moved** waits, and nobody is left who would wake it"#]],
    );
}

/// Operations that take no time are ready when somebody first asks, and whoever waits is woken all the same.
#[test]
fn a_network_without_delays_keeps_nobody_waiting() {
    let source = "use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let listener = TcpListener::bind(\"127.0.0.1:0\").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        tokio::task::yield_now().await;
        stream.write_all(b\"hello\").await.unwrap();
    });
    let mut stream = TcpStream::connect((\"localhost\", port)).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    server.await.unwrap();
    println!(\"{text}\");
}";
    let machine = Machine {
        network: Network {
            resolve_ns: 0,
            connect_ns: 0,
            read_ns: 0,
        },
        ..Machine::default()
    };
    let trace = execute(source, &machine, "").expect("it runs").trace;
    assert_eq!(trace.output(Stream::Stdout), "hello\n");
    assert_eq!(trace.outcome, Outcome::Finished { exit_code: 0 });
}
