//! A script as Rust text.

use std::fmt::Write;

use crate::script::{CHANNELS, LOCKS, Op, PERMITS, Script};

const HEAD: &str = r#"use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, RwLock, Semaphore, mpsc, oneshot, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{Instant, sleep, timeout};

struct World {
    start: Instant,
    senders: Vec<mpsc::Sender<u32>>,
    receivers: Vec<Mutex<mpsc::Receiver<u32>>>,
    sender: mpsc::UnboundedSender<u32>,
    receiver: Mutex<mpsc::UnboundedReceiver<u32>>,
    locks: Vec<Mutex<u32>>,
    shared: RwLock<u32>,
    permits: Semaphore,
    notify: Notify,
    watch: watch::Sender<u32>,
    handles: std::sync::Mutex<Vec<Option<JoinHandle<()>>>>,
}

fn log(w: &World, task: u32, text: String) {
    println!("{} {task} {text}", w.start.elapsed().as_millis());
}

struct Guard(Arc<World>, u32, u32);

impl Drop for Guard {
    fn drop(&mut self) {
        log(&self.0, self.1, format!("drop {}", self.2));
    }
}
"#;

/// The program that does what the script says.
pub fn text(script: &Script) -> String {
    let mut out = HEAD.to_owned();
    for (task, ops) in script.tasks.iter().enumerate() {
        let _ = writeln!(out, "\nasync fn task{task}(w: Arc<World>) {{");
        Writer {
            out: &mut out,
            task,
        }
        .block(ops, 1);
        out.push_str("}\n");
    }
    let _ = writeln!(
        out,
        "\n#[tokio::main(flavor = \"current_thread\", start_paused = true)]\nasync fn main() {{"
    );
    let mut line = |text: &str| {
        let _ = writeln!(out, "    {text}");
    };
    line("let mut senders = Vec::new();");
    line("let mut receivers = Vec::new();");
    line(&format!("for room in {CHANNELS:?} {{"));
    line("    let (tx, rx) = mpsc::channel(room);");
    line("    senders.push(tx);");
    line("    receivers.push(Mutex::new(rx));");
    line("}");
    line("let (sender, receiver) = mpsc::unbounded_channel();");
    line("let w = Arc::new(World {");
    line("    start: Instant::now(),");
    line("    senders,");
    line("    receivers,");
    line("    sender,");
    line("    receiver: Mutex::new(receiver),");
    line(&format!(
        "    locks: (0..{LOCKS}).map(|_| Mutex::new(0)).collect(),"
    ));
    line("    shared: RwLock::new(0),");
    line(&format!("    permits: Semaphore::new({PERMITS}),"));
    line("    notify: Notify::new(),");
    line("    watch: watch::Sender::new(0),");
    line(&format!(
        "    handles: std::sync::Mutex::new((0..{}).map(|_| None).collect()),",
        script.tasks.len()
    ));
    line("});");
    line("if timeout(Duration::from_secs(1000), task0(w.clone())).await.is_err() {");
    line("    log(&w, 0, \"stuck\".to_string());");
    line("}");
    out.push_str("}\n");
    out
}

struct Writer<'o> {
    out: &'o mut String,
    task: usize,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "    ".repeat(depth));
    }

    fn block(&mut self, ops: &[Op], depth: usize) {
        for op in ops {
            self.op(op, depth);
        }
    }

    fn inside(&mut self, head: &str, ops: &[Op], tail: &str, depth: usize) {
        self.line(depth, head);
        self.block(ops, depth + 1);
        self.line(depth, tail);
    }

    fn op(&mut self, op: &Op, depth: usize) {
        let task = self.task;
        match op {
            Op::Log(number) => {
                self.line(
                    depth,
                    &format!("log(&w, {task}, \"log {number}\".to_string());"),
                );
            }
            Op::Sleep(ms) => {
                self.line(depth, &format!("sleep(Duration::from_millis({ms})).await;"));
            }
            Op::Yield => self.line(depth, "yield_now().await;"),
            Op::Spawn(other) => {
                self.line(
                    depth,
                    &format!("let handle = tokio::spawn(task{other}(w.clone()));"),
                );
                self.line(
                    depth,
                    &format!("w.handles.lock().unwrap()[{other}] = Some(handle);"),
                );
            }
            Op::Await(other) => {
                self.line(
                    depth,
                    &format!("let handle = w.handles.lock().unwrap()[{other}].take();"),
                );
                self.line(depth, "if let Some(handle) = handle {");
                self.line(depth + 1, "match handle.await {");
                self.line(
                    depth + 2,
                    &format!("Ok(()) => log(&w, {task}, \"joined {other}\".to_string()),"),
                );
                self.line(depth + 2, &format!("Err(e) => log(&w, {task}, format!(\"joined {other} {{}}\", e.is_cancelled())),"));
                self.line(depth + 1, "}");
                self.line(depth, "}");
            }
            Op::Abort(other) => {
                self.line(
                    depth,
                    &format!("if let Some(handle) = &w.handles.lock().unwrap()[{other}] {{"),
                );
                self.line(depth + 1, "handle.abort();");
                self.line(depth, "}");
            }
            Op::Send(channel, value) => {
                self.line(
                    depth,
                    &format!("w.senders[{channel}].send({value}).await.unwrap();"),
                );
                self.line(
                    depth,
                    &format!("log(&w, {task}, \"sent {value}\".to_string());"),
                );
            }
            Op::SendUnbounded(value) => {
                self.line(depth, &format!("w.sender.send({value}).unwrap();"));
            }
            Op::Recv(channel) => {
                self.line(
                    depth,
                    &format!("let got = w.receivers[{channel}].lock().await.recv().await;"),
                );
                self.line(
                    depth,
                    &format!("log(&w, {task}, format!(\"got {{got:?}}\"));"),
                );
            }
            Op::RecvUnbounded => {
                self.line(depth, "let got = w.receiver.lock().await.recv().await;");
                self.line(
                    depth,
                    &format!("log(&w, {task}, format!(\"got {{got:?}}\"));"),
                );
            }
            Op::TryRecv(channel) => {
                self.line(
                    depth,
                    &format!("if let Ok(mut receiver) = w.receivers[{channel}].try_lock() {{"),
                );
                self.line(
                    depth + 1,
                    &format!("log(&w, {task}, format!(\"tried {{:?}}\", receiver.try_recv()));"),
                );
                self.line(depth, "}");
            }
            Op::Lock(lock, ops) => {
                self.line(depth, "{");
                self.line(
                    depth + 1,
                    &format!("let mut guard = w.locks[{lock}].lock().await;"),
                );
                self.line(depth + 1, "*guard += 1;");
                self.line(
                    depth + 1,
                    &format!("log(&w, {task}, format!(\"locked {{}}\", *guard));"),
                );
                self.inside("{", ops, "}", depth + 1);
                self.line(depth, "}");
            }
            Op::Acquire(count, ops) => {
                self.line(depth, "{");
                self.line(
                    depth + 1,
                    &format!("let _permit = w.permits.acquire_many({count}).await.unwrap();"),
                );
                self.line(
                    depth + 1,
                    &format!("log(&w, {task}, \"permit\".to_string());"),
                );
                self.inside("{", ops, "}", depth + 1);
                self.line(depth, "}");
            }
            Op::Read(ops) => {
                self.line(depth, "{");
                self.line(depth + 1, "let guard = w.shared.read().await;");
                self.line(
                    depth + 1,
                    &format!("log(&w, {task}, format!(\"read {{}}\", *guard));"),
                );
                self.inside("{", ops, "}", depth + 1);
                self.line(depth, "}");
            }
            Op::Write(ops) => {
                self.line(depth, "{");
                self.line(depth + 1, "let mut guard = w.shared.write().await;");
                self.line(depth + 1, "*guard += 1;");
                self.line(
                    depth + 1,
                    &format!("log(&w, {task}, \"write\".to_string());"),
                );
                self.inside("{", ops, "}", depth + 1);
                self.line(depth, "}");
            }
            Op::NotifyOne => self.line(depth, "w.notify.notify_one();"),
            Op::NotifyWaiters => self.line(depth, "w.notify.notify_waiters();"),
            Op::Notified => {
                self.line(depth, "w.notify.notified().await;");
                self.line(
                    depth,
                    &format!("log(&w, {task}, \"notified\".to_string());"),
                );
            }
            Op::Timeout(ms, ops) => {
                self.inside(
                    &format!("let done = timeout(Duration::from_millis({ms}), async {{"),
                    ops,
                    "}).await;",
                    depth,
                );
                self.line(
                    depth,
                    &format!("log(&w, {task}, format!(\"in time {{}}\", done.is_ok()));"),
                );
            }
            Op::Select(first, second) => {
                self.line(depth, "tokio::select! {");
                self.line(depth + 1, "biased;");
                self.inside(
                    "_ = async {",
                    first,
                    &format!("}} => log(&w, {task}, \"first\".to_string()),"),
                    depth + 1,
                );
                self.inside(
                    "_ = async {",
                    second,
                    &format!("}} => log(&w, {task}, \"second\".to_string()),"),
                    depth + 1,
                );
                self.line(depth, "}");
            }
            Op::Join(first, second) => {
                self.line(depth, "tokio::join!(");
                self.inside("async {", first, "},", depth + 1);
                self.inside("async {", second, "},", depth + 1);
                self.line(depth, ");");
            }
            Op::Guard(number) => {
                self.line(
                    depth,
                    &format!("let _guard{number} = Guard(w.clone(), {task}, {number});"),
                );
            }
            Op::Repeat(times, ops) => {
                self.inside(&format!("for _ in 0..{times} {{"), ops, "}", depth);
            }
            Op::Oneshot(ms, value) => {
                self.line(depth, "let (tx, rx) = oneshot::channel();");
                self.line(depth, "let sender = async move {");
                self.line(
                    depth + 1,
                    &format!("sleep(Duration::from_millis({ms})).await;"),
                );
                self.line(depth + 1, &format!("let _ = tx.send({value});"));
                self.line(depth, "};");
                self.line(depth, "let (got, ()) = tokio::join!(rx, sender);");
                self.line(
                    depth,
                    &format!("log(&w, {task}, format!(\"oneshot {{got:?}}\"));"),
                );
            }
            Op::Changed => {
                self.line(depth, "let mut receiver = w.watch.subscribe();");
                self.line(depth, "receiver.changed().await.unwrap();");
                self.line(depth, "let value = *receiver.borrow();");
                self.line(
                    depth,
                    &format!("log(&w, {task}, format!(\"watched {{value}}\"));"),
                );
            }
            Op::SetWatch(value) => self.line(depth, &format!("w.watch.send_replace({value});")),
            Op::Panic => self.line(
                depth,
                "if w.start.elapsed().as_millis() < 2000 { panic!(\"as the script says\"); }",
            ),
        }
    }
}
