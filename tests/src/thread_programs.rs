//! Thread programs made up at random for comparison with real runs: what courses do with threads, in any mixture.
//!
//! Every program ends by itself on any machine: locks are taken in ascending order, main opens the gate and receives
//! from the channel before it joins, and features with which a panic could leave somebody waiting do not meet panics.
//! Nothing sleeps, so that a simulation in which nothing takes time allows every order that a real machine can show.

use std::fmt::Write;

use crate::rng::Rng;

/// What a program is made of, decided once so that the parts fit together.
#[derive(Clone, Debug)]
struct Plan {
    style: Style,
    threads: usize,
    /// A thread may panic; excludes `turns` and `barrier`.
    panics: bool,
    channel: Option<Channel>,
    gate: bool,
    turns: bool,
    barrier: bool,
    parking: bool,
    detached: Option<usize>,
    /// How `lock()` is unwrapped.
    recover: bool,
}

/// Where shared things live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// One `Arc` of a struct.
    Arc,
    /// Borrowed by scoped threads.
    Scope,
    /// Statics.
    Static,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Channel {
    Unbounded,
    Bounded(usize),
}

/// The text of the program with this seed; `main` is public so that it can be a module of a larger program.
#[must_use]
pub fn thread_program(seed: u64) -> String {
    let mut rng = Rng::new(seed);
    let plan = Plan::new(&mut rng);
    let mut writer = Writer {
        plan,
        rng,
        text: String::new(),
    };
    writer.program();
    writer.text
}

impl Plan {
    fn new(rng: &mut Rng) -> Self {
        let style = *rng.pick(&[Style::Arc, Style::Scope, Style::Static]);
        let threads = 2 + rng.below(2);
        let panics = rng.chance(35);
        let channel = rng.chance(50).then(|| match rng.below(4) {
            0 => Channel::Bounded(0),
            1 => Channel::Bounded(1),
            _ => Channel::Unbounded,
        });
        let detachable = style != Style::Scope && rng.chance(15);
        Self {
            style,
            threads,
            panics,
            channel,
            gate: rng.chance(25),
            turns: !panics && rng.chance(20),
            barrier: !panics && rng.chance(20),
            parking: rng.chance(15),
            detached: detachable.then(|| rng.below(threads)),
            recover: rng.chance(40),
        }
    }
}

struct Writer {
    plan: Plan,
    rng: Rng,
    text: String,
}

impl Writer {
    fn line(&mut self, depth: usize, text: &str) {
        for part in text.lines() {
            let _ = writeln!(self.text, "{:1$}{part}", "", depth * 4);
        }
    }

    /// How this program names a shared thing.
    fn shared(&self, name: &str) -> String {
        match self.plan.style {
            Style::Static => name.to_uppercase(),
            Style::Arc | Style::Scope => format!("shared.{name}"),
        }
    }

    fn lock(&self, name: &str) -> String {
        let unwrap = if self.plan.recover {
            "unwrap_or_else(|e| e.into_inner())"
        } else {
            "unwrap()"
        };
        format!("{}.lock().{unwrap}", self.shared(name))
    }

    fn program(&mut self) {
        self.line(0, USES);
        self.line(0, NOISY);
        self.declare();
        self.line(0, "\npub fn main() {");
        match self.plan.style {
            Style::Arc => self.line(1, "let shared = Arc::new(Shared::default());"),
            Style::Scope => self.line(1, "let shared = &Shared::default();"),
            Style::Static => {}
        }
        match self.plan.channel {
            Some(Channel::Unbounded) => self.line(1, "let (tx, rx) = mpsc::channel::<i64>();"),
            Some(Channel::Bounded(size)) => {
                self.line(
                    1,
                    &format!("let (tx, rx) = mpsc::sync_channel::<i64>({size});"),
                );
            }
            None => {}
        }
        if self.plan.style == Style::Scope {
            self.line(1, "thread::scope(|s| {");
            self.threads(2);
            self.line(1, "});");
        } else {
            self.threads(1);
        }
        self.results();
        self.line(0, "}");
    }

    /// The shared things: a struct with a derived or written default, or statics.
    fn declare(&mut self) {
        let mut things = vec![
            ("a", "Mutex<i64>", "Mutex::new(0)"),
            ("b", "Mutex<i64>", "Mutex::new(10)"),
            ("list", "Mutex<Vec<i64>>", "Mutex::new(Vec::new())"),
            ("n", "AtomicI64", "AtomicI64::new(0)"),
            ("flag", "AtomicBool", "AtomicBool::new(false)"),
            ("book", "RwLock<i64>", "RwLock::new(1)"),
            ("first", "OnceLock<usize>", "OnceLock::new()"),
        ];
        if self.plan.gate {
            things.push(("open", "Mutex<bool>", "Mutex::new(false)"));
            things.push(("opened", "Condvar", "Condvar::new()"));
        }
        if self.plan.turns {
            things.push(("turn", "Mutex<usize>", "Mutex::new(0)"));
            things.push(("changed", "Condvar", "Condvar::new()"));
        }
        let barrier = format!("Barrier::new({})", self.plan.threads);
        if self.plan.barrier {
            things.push(("meeting", "Barrier", &barrier));
        }
        if self.plan.style == Style::Static {
            for (name, kind, value) in things {
                let name = name.to_uppercase();
                // Not every constructor is const.
                if kind == "Barrier" {
                    let lazy = format!("LazyLock<Barrier> = LazyLock::new(|| {value})");
                    self.line(0, &format!("static {name}: {lazy};"));
                } else {
                    self.line(0, &format!("static {name}: {kind} = {value};"));
                }
            }
            return;
        }
        self.line(0, "struct Shared {");
        for (name, kind, _) in &things {
            self.line(1, &format!("{name}: {kind},"));
        }
        self.line(
            0,
            "}\n\nimpl Default for Shared {\n    fn default() -> Self {\n        Shared {",
        );
        for (name, _, value) in &things {
            self.line(3, &format!("{name}: {value},"));
        }
        self.line(0, "        }\n    }\n}");
    }

    fn threads(&mut self, depth: usize) {
        for number in 0..self.plan.threads {
            self.thread(depth, number);
        }
        for _ in 0..self.rng.below(3) {
            self.step(depth, "main", 90, false);
        }
        if self.plan.gate {
            let open = self.lock("open");
            self.line(depth, &format!("*{open} = true;"));
            let opened = self.shared("opened");
            self.line(depth, &format!("{opened}.notify_all();"));
        }
        if self.plan.parking {
            let flag = self.shared("flag");
            self.line(depth, &format!("{flag}.store(true, SeqCst);"));
            for number in 0..self.plan.threads {
                if self.plan.detached != Some(number) {
                    self.line(depth, &format!("t{number}.thread().unpark();"));
                }
            }
        }
        if self.plan.channel.is_some() {
            self.receive(depth);
        }
        for number in 0..self.plan.threads {
            self.join(depth, number);
        }
    }

    fn thread(&mut self, depth: usize, number: usize) {
        let is_detached = self.plan.detached == Some(number);
        if self.plan.style == Style::Arc {
            self.line(depth, &format!("let copy{number} = Arc::clone(&shared);"));
        }
        if self.plan.channel.is_some() {
            self.line(depth, &format!("let tx{number} = tx.clone();"));
        }
        let target = if is_detached {
            String::new()
        } else {
            format!("let t{number} = ")
        };
        let is_scoped = self.plan.style == Style::Scope;
        let named = !is_scoped && self.rng.chance(30);
        let spawn = match (is_scoped, named) {
            (true, _) => "s.spawn(move || -> i64 {".to_owned(),
            (false, true) => {
                format!(
                    "thread::Builder::new().name(\"w{number}\".to_string()).spawn(move || -> i64 {{"
                )
            }
            (false, false) => "thread::spawn(move || -> i64 {".to_owned(),
        };
        self.line(depth, &format!("{target}{spawn}"));
        if self.plan.style == Style::Arc {
            self.line(depth + 1, &format!("let shared = copy{number};"));
        }
        if self.plan.channel.is_some() {
            self.line(depth + 1, &format!("let tx = tx{number};"));
        }
        self.body(depth + 1, number);
        let end = if named { "}).unwrap();" } else { "});" };
        self.line(depth, end);
    }

    fn body(&mut self, depth: usize, number: usize) {
        let name = format!("t{number}");
        let most = if self.plan.threads == 2 { 4 } else { 3 };
        let steps = 1 + self.rng.below(most);
        let meets_at = self.rng.below(steps);
        for step in 0..steps {
            if step == meets_at {
                self.meet(depth, number);
            }
            self.step(depth, &name, number * 10 + step, true);
        }
        let value = number + 1;
        match self.rng.below(3) {
            0 => self.line(depth, &format!("{value}")),
            1 => {
                let lock = self.lock("a");
                self.line(depth, &format!("*{lock} + {value}"));
            }
            _ => {
                let n = self.shared("n");
                self.line(depth, &format!("{n}.load(SeqCst)"));
            }
        }
    }

    /// Where a thread waits for others, once.
    fn meet(&mut self, depth: usize, number: usize) {
        if self.plan.gate {
            let (open, opened) = (self.lock("open"), self.shared("opened"));
            let text = if self.rng.chance(50) {
                format!(
                    "let g = {opened}.wait_while({open}, |open| !*open).unwrap_or_else(|e| e.into_inner());\ndrop(g);"
                )
            } else {
                format!(
                    "{{\n    let mut g = {open};\n    while !*g {{\n        g = {opened}.wait(g).unwrap();\n    }}\n    \
                     println!(\"t{number} goes in\");\n}}"
                )
            };
            self.line(depth, &text);
        }
        if self.plan.turns {
            let (turn, changed) = (self.lock("turn"), self.shared("changed"));
            self.line(
                depth,
                &format!(
                    "{{\n    let mut turn = {turn};\n    while *turn != {number} {{\n        turn = {changed}.wait(turn).unwrap();\n    \
                     }}\n    println!(\"turn of t{number}\");\n    *turn += 1;\n    {changed}.notify_all();\n}}"
                ),
            );
        }
        if self.plan.barrier {
            let meeting = self.shared("meeting");
            let text = if self.rng.chance(50) {
                format!("{meeting}.wait();")
            } else {
                format!(
                    "if {meeting}.wait().is_leader() {{\n    println!(\"t{number} leads\");\n}}"
                )
            };
            self.line(depth, &text);
        }
        if self.plan.parking && self.plan.detached != Some(number) {
            let flag = self.shared("flag");
            self.line(
                depth,
                &format!("while !{flag}.load(SeqCst) {{\n    thread::park();\n}}"),
            );
        }
    }

    fn step(&mut self, depth: usize, who: &str, value: usize, is_child: bool) {
        let kind = self.rng.below(24);
        let text = match kind {
            0..=4 => format!("println!(\"{who} step {value}\");"),
            5 | 6 => self.with_locks(who, value),
            7 => self.with_two_locks(who, value),
            8 => self.with_list(who, value),
            9..=12 => self.with_atomics(who, value),
            13 => self.with_try_lock(who, value),
            14 => self.with_rwlock(who, value),
            15 => {
                let first = self.shared("first");
                format!(
                    "println!(\"{who} gets {{}}\", {first}.get_or_init(|| {{\n    println!(\"{who} initialises\");\n    {value}\n}}));"
                )
            }
            16 | 17 if is_child && self.plan.channel.is_some() => match self.rng.below(3) {
                0 => format!("let _ = tx.send({value});"),
                1 => format!("tx.send({value}).unwrap();\nprintln!(\"{who} sent {value}\");"),
                _ => format!("for k in 0..2 {{\n    tx.send({value} * 10 + k).unwrap();\n}}"),
            },
            18 if is_child && self.plan.panics => self.panic(who, value),
            19 => match self.rng.below(3) {
                0 => format!("let _kept{value} = Noisy(\"{who}\", {value});"),
                1 => format!("drop(Noisy(\"{who}\", {value}));"),
                _ => format!("let _ = Noisy(\"{who}\", {value});"),
            },
            20 if is_child => "thread::yield_now();".to_owned(),
            21 if is_child => {
                let n = self.shared("n");
                let inner = match self.plan.style {
                    Style::Arc => {
                        "{\n    let shared = Arc::clone(&shared);\n    thread::spawn(move || {"
                            .to_owned()
                    }
                    Style::Static => "{\n    thread::spawn(|| {".to_owned(),
                    Style::Scope => "{\n    s.spawn(move || {".to_owned(),
                };
                format!(
                    "let inner{value} = {inner}\n        {n}.fetch_add(1, SeqCst);\n        println!(\"inside {who}\");\n    }})\n}};\n\
                     inner{value}.join().unwrap();"
                )
            }
            _ => format!("println!(\"{who} at {value}\");"),
        };
        self.line(depth, &text);
    }

    fn with_locks(&mut self, who: &str, value: usize) -> String {
        let name = *self.rng.pick(&["a", "b"]);
        let lock = self.lock(name);
        match self.rng.below(4) {
            0 => format!("*{lock} += {value};"),
            1 => format!(
                "{{\n    let mut g = {lock};\n    *g += {value};\n    println!(\"{who} makes {name} {{}}\", *g);\n}}"
            ),
            // The first guard is gone before the second is taken: an update may be lost.
            2 => format!("let seen = *{lock};\n*{lock} = seen + {value};"),
            _ => format!("println!(\"{who} sees {name} = {{}}\", *{lock});"),
        }
    }

    fn with_two_locks(&mut self, who: &str, value: usize) -> String {
        let (a, b) = (self.lock("a"), self.lock("b"));
        match self.rng.below(2) {
            0 => format!(
                "{{\n    let mut from = {a};\n    let mut to = {b};\n    *from -= {value};\n    *to += {value};\n}}"
            ),
            _ => format!(
                "{{\n    let one = {a};\n    let two = {b};\n    println!(\"{who} sees {{}} {{}}\", *one, *two);\n    drop(one);\n}}"
            ),
        }
    }

    fn with_list(&mut self, who: &str, value: usize) -> String {
        let list = self.lock("list");
        match self.rng.below(3) {
            0 => format!("{list}.push({value});"),
            1 => format!(
                "if let Some(last) = {list}.pop() {{\n    println!(\"{who} pops {{last}}\");\n}}"
            ),
            _ => format!("println!(\"{who} sees {{:?}}\", {list});"),
        }
    }

    fn with_atomics(&mut self, who: &str, value: usize) -> String {
        let n = self.shared("n");
        let flag = self.shared("flag");
        match self.rng.below(if self.plan.parking { 6 } else { 8 }) {
            0 => format!("{n}.fetch_add({value}, SeqCst);"),
            1 => format!("println!(\"{who} had {{}}\", {n}.fetch_add(1, SeqCst));"),
            2 => format!("let seen = {n}.load(SeqCst);\n{n}.store(seen + 1, SeqCst);"),
            3 => format!(
                "println!(\"{who} {{:?}}\", {n}.compare_exchange(0, {value}, SeqCst, SeqCst));"
            ),
            4 => format!("println!(\"{who} swaps out {{}}\", {n}.swap({value}, SeqCst));"),
            5 => format!("{n}.fetch_max({value}, SeqCst);"),
            6 => format!("println!(\"{who} was first: {{}}\", !{flag}.swap(true, SeqCst));"),
            _ => format!(
                "if {flag}.load(SeqCst) {{\n    println!(\"{who} sees the flag\");\n}} else {{\n    {flag}.store(true, SeqCst);\n}}"
            ),
        }
    }

    fn with_try_lock(&mut self, who: &str, value: usize) -> String {
        let a = self.shared("a");
        match self.rng.below(2) {
            0 => format!(
                "match {a}.try_lock() {{\n    Ok(mut g) => *g += {value},\n    Err(_) => println!(\"{who} does not get a\"),\n}}"
            ),
            _ => format!(
                "if let Ok(g) = {a}.try_lock() {{\n    println!(\"{who} tries and sees {{}}\", *g);\n}}"
            ),
        }
    }

    fn with_rwlock(&mut self, who: &str, value: usize) -> String {
        let book = self.shared("book");
        match self.rng.below(3) {
            0 => format!("*{book}.write().unwrap() += {value};"),
            1 => format!("println!(\"{who} reads {{}}\", {book}.read().unwrap());"),
            _ => format!("println!(\"{who} may write: {{}}\", {book}.try_write().is_ok());"),
        }
    }

    fn panic(&mut self, who: &str, value: usize) -> String {
        let a = self.lock("a");
        match self.rng.below(5) {
            0 => format!("if {value} > 0 {{\n    panic!(\"{who} gives up\");\n}}"),
            1 => format!(
                "let g = {a};\nif *g < 100 {{\n    panic!(\"{who} had {{}}\", *g);\n}}\ndrop(g);"
            ),
            2 => format!(
                "let few = [1, 2, 3];\nlet at = *{a} as usize + {value};\nprintln!(\"{{}}\", few[at % 5]);"
            ),
            3 => format!(
                "let none: Option<i64> = None;\nlet got = if *{a} == 0 {{ none }} else {{ Some(1) }};\nprintln!(\"{who} {{}}\", got.unwrap());"
            ),
            _ => format!(
                "let byte = {value}u8;\nlet times = *{a} as u8;\nprintln!(\"{who} {{}}\", byte * 20 + times);"
            ),
        }
    }

    fn receive(&mut self, depth: usize) {
        self.line(depth, "drop(tx);");
        let text = match self.rng.below(4) {
            0 => "for got in rx {\n    println!(\"got {got}\");\n}",
            1 => "let all: Vec<i64> = rx.iter().collect();\nprintln!(\"{all:?}\");",
            2 => {
                "while let Ok(got) = rx.recv() {\n    println!(\"got {got}\");\n}\nprintln!(\"{:?}\", rx.try_recv());"
            }
            _ => "println!(\"sum {}\", rx.into_iter().sum::<i64>());",
        };
        self.line(depth, text);
    }

    fn join(&mut self, depth: usize, number: usize) {
        if self.plan.detached == Some(number) {
            return;
        }
        let text = match self.rng.below(4) {
            0 => format!("println!(\"joined t{number}: {{:?}}\", t{number}.join().is_ok());"),
            1 if !self.plan.panics || self.rng.chance(30) => {
                format!("println!(\"joined t{number}: {{}}\", t{number}.join().unwrap());")
            }
            2 => format!("let _ = t{number}.join();"),
            _ => format!(
                "match t{number}.join() {{\n    Ok(n) => println!(\"t{number} gives {{n}}\"),\n    Err(e) => println!(\"t{number} \
                 panicked: {{:?}}\", e.downcast_ref::<&str>()),\n}}"
            ),
        };
        self.line(depth, &text);
    }

    /// What is left at the end.
    fn results(&mut self) {
        for name in ["a", "b"] {
            let thing = self.shared(name);
            self.line(
                1,
                &format!("println!(\"{name}: {{:?}} {{}}\", {thing}.lock().map(|g| *g).ok(), {thing}.is_poisoned());"),
            );
        }
        let n = self.shared("n");
        self.line(1, &format!("println!(\"n: {{}}\", {n}.load(SeqCst));"));
        let list = self.lock("list");
        self.line(1, &format!("println!(\"list: {{:?}}\", *{list});"));
        if self.rng.chance(8) {
            self.line(1, "std::process::exit(7);");
        } else if self.plan.panics && self.rng.chance(15) {
            let a = self.lock("a");
            self.line(
                1,
                &format!("let rest = *{a};\nprintln!(\"{{}}\", 100 / (rest - rest));"),
            );
        }
    }
}

const USES: &str = "#![allow(unused)]
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
";

const NOISY: &str = "struct Noisy(&'static str, i32);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!(\"{} drops {}\", self.0, self.1);
    }
}
";
