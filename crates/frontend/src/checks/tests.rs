//! Programs that rustc rejects, each with near misses that it accepts.

use std::fmt::Write;

use expect_test::{Expect, expect};
use interleave_program::{LineIndex, Map};

use crate::infer::infer;
use crate::macro_table::MacroTable;

fn found(source: &str) -> String {
    let file = syn::parse_file(source).expect("a test's program parses");
    let (inferred, _) = infer(&file, &Map::new(), &[]);
    let lines = LineIndex::new(source);
    let mut text = String::new();
    for diagnostic in super::check(&file, &inferred, &MacroTable::of(&file)) {
        let at = lines.locate(source, diagnostic.span.start);
        let _ = writeln!(
            text,
            "{}:{} {} {}",
            at.line, at.column, diagnostic.id, diagnostic.message
        );
    }
    text
}

const USES: &str =
    "use std::{thread, rc::Rc, cell::{Cell, RefCell}, sync::{Arc, Mutex, mpsc}, time::Duration};\n";

fn check(body: &str, expect: Expect) {
    expect.assert_eq(&found(&format!("{USES}fn main() {{\n{body}\n}}")));
}

fn accepts(body: &str) {
    assert_eq!(
        found(&format!("{USES}fn main() {{\n{body}\n}}")),
        "",
        "{body}"
    );
}

#[test]
fn a_thread_must_not_borrow() {
    check(
        "let v = vec![1]; let h = thread::spawn(|| println!(\"{:?}\", v));",
        expect![[r#"
            3:40 E0373 the closure may outlive the current function, but it borrows `v`, which is owned by the current function
        "#]],
    );
    check(
        "for i in 0..3 { thread::spawn(|| { println!(\"{i}\"); }); }",
        expect![[r#"
            3:31 E0373 the closure may outlive the current function, but it borrows `i`, which is owned by the current function
        "#]],
    );
    check(
        "let mut n = 0; let h = thread::spawn(|| { n += 1; });",
        expect![[r#"
            3:38 E0373 the closure may outlive the current function, but it borrows `n`, which is owned by the current function
        "#]],
    );
    check(
        "let s = String::from(\"x\"); thread::Builder::new().spawn(|| s.len()).unwrap();",
        expect![[r#"
            3:57 E0373 the closure may outlive the current function, but it borrows `s`, which is owned by the current function
        "#]],
    );
    check(
        "let m = Arc::new(Mutex::new(0)); thread::spawn(|| { *m.lock().unwrap() += 1; });",
        expect![[r#"
            3:48 E0373 the closure may outlive the current function, but it borrows `m`, which is owned by the current function
        "#]],
    );
    check(
        "let (tx, rx) = mpsc::channel(); thread::spawn(|| tx.send(1).unwrap()); rx.recv();",
        expect![[r#"
            3:47 E0373 the closure may outlive the current function, but it borrows `tx`, which is owned by the current function
        "#]],
    );
    check(
        "let d = Duration::from_secs(1); thread::spawn(|| thread::sleep(d));",
        expect![[r#"
            3:47 E0373 the closure may outlive the current function, but it borrows `d`, which is owned by the current function
        "#]],
    );
    check(
        "let v = vec![1]; let hs = vec![thread::spawn(|| v.len())];",
        expect![[r#"
            3:46 E0373 the closure may outlive the current function, but it borrows `v`, which is owned by the current function
        "#]],
    );
}

#[test]
fn a_thread_may_own_or_be_in_a_scope() {
    accepts("let v = vec![1]; thread::spawn(move || println!(\"{:?}\", v));");
    accepts("let v = vec![1]; thread::spawn(|| drop(v));");
    accepts("let v = vec![1]; thread::spawn(|| { for x in v { println!(\"{x}\"); } });");
    accepts("let v = vec![1]; thread::spawn(|| v);");
    accepts("let v = vec![1]; thread::spawn(|| { let w = v; println!(\"{}\", w.len()); });");
    accepts("let v = vec![1]; thread::spawn(|| { println!(\"{}\", v.len()); v });");
    accepts("let v = vec![1]; thread::spawn(|| { let n = v.into_iter().count(); n });");
    accepts("let v = vec![1]; thread::scope(|s| { s.spawn(|| println!(\"{:?}\", v)); });");
    accepts("let s = \"text\"; thread::spawn(|| println!(\"{}\", s.len()));");
    accepts(
        "static N: i32 = 5; const M: i32 = 6; thread::spawn(|| println!(\"{N} {} {{x}}\", M)); let x = 1; println!(\"{x}\");",
    );
    accepts(
        "thread::spawn(|| { let v = vec![1]; println!(\"{}\", v.len()); let f = |x: i32| x + 1; f(2); });",
    );
    accepts(
        "let (tx, rx) = mpsc::channel::<i32>(); thread::spawn(|| for x in rx { println!(\"{x}\"); }); drop(tx);",
    );
    accepts("let f = |x: i32| x + 1; let v = vec![1]; let n = || v.len(); n(); f(1);");
    accepts("fn spawn(f: impl Fn()) { f() } let v = vec![1]; spawn(|| println!(\"{}\", v.len()));");
    accepts("let h = thread::spawn(|| 5); thread::spawn(|| h.join().unwrap());");
}

#[test]
fn fields_are_captured_alone() {
    accepts(
        "struct S { r: Rc<u8>, n: i32 } let s = S { r: Rc::new(1), n: 2 }; thread::spawn(move || println!(\"{}\", s.n));",
    );
    accepts(
        "struct S { name: &'static str } let s = S { name: \"x\" }; thread::spawn(|| println!(\"{}\", s.name.len()));",
    );
    check(
        "struct S { n: i32 } let s = S { n: 2 }; thread::spawn(|| println!(\"{}\", s.n));",
        expect![[r#"
            3:55 E0373 the closure may outlive the current function, but it borrows `s`, which is owned by the current function
        "#]],
    );
}

#[test]
fn a_returned_closure_must_own() {
    let check = |source: &str, expect: Expect| expect.assert_eq(&found(source));
    check(
        "fn add(n: i32) -> impl Fn(i32) -> i32 { |x| x + n }",
        expect![[r#"
            1:41 E0373 the closure may outlive the current function, but it borrows `n`, which is owned by the current function
        "#]],
    );
    check(
        "fn add(n: i32) -> Box<dyn Fn(i32) -> i32> { Box::new(|x| x + n) }",
        expect![[r#"
            1:54 E0373 the closure may outlive the current function, but it borrows `n`, which is owned by the current function
        "#]],
    );
    check(
        "fn add(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }",
        expect![[""]],
    );
    check(
        "fn add(n: &str) -> impl Fn() -> usize { || n.len() } fn f() -> impl Fn(i32) -> i32 { |x| x + 1 }",
        expect![[""]],
    );
}

#[test]
fn what_may_not_cross_threads() {
    check(
        "let r = Rc::new(1); thread::spawn(move || println!(\"{r}\"));",
        expect![[r#"
            3:40 E0277 `Rc` cannot be sent between threads safely
        "#]],
    );
    check(
        "let r = Arc::new(RefCell::new(1)); let q = Arc::clone(&r); thread::spawn(move || { *q.borrow_mut() += 1; });",
        expect![[r#"
            3:79 E0277 `RefCell` cannot be shared between threads safely
        "#]],
    );
    check(
        "let r = Rc::new(Mutex::new(0)); for _ in 0..2 { let r = Rc::clone(&r); thread::spawn(move || { *r.lock().unwrap() += 1; }); }",
        expect![[r#"
            3:91 E0277 `Rc` cannot be sent between threads safely
        "#]],
    );
    check(
        "let c = Cell::new(1); thread::scope(|s| { s.spawn(|| c.set(2)); });",
        expect![[r#"
            3:51 E0277 `Cell` cannot be shared between threads safely
        "#]],
    );
    check(
        "struct S { r: Vec<Option<Rc<u8>>> } let s = S { r: vec![] }; thread::spawn(move || { let t = s; t.r.len() });",
        expect![[r#"
            3:81 E0277 `Rc` cannot be sent between threads safely
        "#]],
    );
    accepts("let r = Arc::new(1); thread::spawn(move || println!(\"{r}\"));");
    accepts("let r = RefCell::new(1); thread::spawn(move || { *r.borrow_mut() += 1; });");
    accepts(
        "let (tx, rx) = mpsc::channel(); thread::spawn(move || tx.send(1)); thread::spawn(move || rx.recv());",
    );
    accepts(
        "let m = Mutex::new(Cell::new(1)); thread::scope(|s| { s.spawn(|| m.lock().unwrap().set(2)); });",
    );
    accepts("thread::spawn(|| { let r = Rc::new(1); println!(\"{r}\"); });");
    accepts(
        "struct P(*mut u8); unsafe impl Send for P {} let p = P(std::ptr::null_mut()); thread::spawn(move || { let q = p; });",
    );
}

#[test]
fn declarations_that_cannot_be() {
    let source = "use std::fmt;
struct Part { text: &'a str }
#[derive(Clone, Copy)]
struct Owner { name: String }
#[derive(Debug)]
struct List { next: Option<List> }
impl fmt::Debug for List {}
impl fmt::Display for Vec<i32> {}
trait Speak { fn speak(&self) -> String; }
impl Speak for Owner { fn speak(&mut self) -> String { String::new() } }
impl Speak for Owner { fn speak(&self) -> u32 { 1 } }
async fn down(n: u32) -> u32 { if n == 0 { 0 } else { down(n - 1).await } }
";
    expect![[r#"
        2:23 E0261 use of undeclared lifetime name `'a`
        4:8 E0204 the trait `Copy` cannot be implemented for `Owner`
        5:10 E0119 conflicting implementations of trait `Debug` for type `List`
        6:8 E0072 recursive type `List` has infinite size
        8:23 E0117 `Display` is std's, and so is the type: only traits of this program can be implemented for it
        10:38 E0053 method `speak` has an incompatible type for trait `Speak`
        11:1 E0119 conflicting implementations of trait `Speak` for type `Owner`
        11:43 E0053 method `speak` has an incompatible type for trait `Speak`
        12:1 E0733 recursion in an async fn requires boxing
    "#]]
    .assert_eq(&found(source));
    let fits = "struct Wrapper(Vec<i32>);
impl std::fmt::Display for Wrapper {}
#[derive(Clone, Copy)]
struct Pair<'a> { text: &'a str, next: Option<&'a Pair<'a>> }
struct List { next: Option<Box<List>>, all: Vec<List> }
trait Visit<T> { fn visit(&self, of: T); }
impl Visit<i32> for List { fn visit(&self, _: i32) {} }
impl Visit<[u8; 2]> for List { fn visit(&self, _: [u8; 2]) {} }
impl Visit<[u8; 3]> for List { fn visit(&self, _: [u8; 3]) {} }
impl<'a> Pair<'a> { fn longer<'b>(&'b self, _: Box<dyn for<'c> Fn(&'c str) -> &'c str>) -> &'b str { self.text } }
async fn down(n: u32) -> u32 { if n == 0 { 0 } else { Box::pin(down(n - 1)).await } }
";
    assert_eq!(found(fits), "");
}

const TASKS: &str = "use std::{rc::Rc, sync::{Arc, Mutex}};
use tokio::{sync::{mpsc, oneshot}, task::{self, JoinSet}};
async fn show(text: &str) { task::yield_now().await; println!(\"{text}\"); }
async fn count(shared: Rc<u8>) { task::yield_now().await; }
async fn add(total: Arc<Mutex<u8>>) { let mut held = total.lock().unwrap(); *held += 1; task::yield_now().await; }
async fn add_first(total: Arc<Mutex<u8>>) { { *total.lock().unwrap() += 1; } task::yield_now().await; }
async fn twice<F: Fn() -> u8>(f: F) -> u8 { let one = f(); task::yield_now().await; one + f() }
#[tokio::main]
";

fn check_tasks(body: &str, expect: Expect) {
    expect.assert_eq(&found(&format!("{TASKS}async fn main() {{\n{body}\n}}")));
}

/// rustc says all of these at the same lines; of futures that are not `Send` without a code.
#[test]
fn what_tasks_may_not_do() {
    check_tasks(
        "let m = Arc::new(Mutex::new(0)); tokio::spawn(async move { let mut g = m.lock().unwrap(); *g += 1;\ntask::yield_now().await; });",
        expect![[r#"
            10:34 E0277 the future cannot be sent between threads safely: `g` has a `MutexGuard`
        "#]],
    );
    check_tasks(
        "tokio::spawn(add(Arc::new(Mutex::new(0))));",
        expect![[r#"
            10:1 E0277 the future cannot be sent between threads safely: `held` has a `MutexGuard`
        "#]],
    );
    check_tasks(
        "let shared = Rc::new(1); tokio::spawn(count(shared.clone()));",
        expect![[r#"
            10:26 E0277 the future cannot be sent between threads safely: `shared` has a `Rc`
        "#]],
    );
    check_tasks(
        "let name = String::new(); let h = tokio::spawn(show(&name)); h.await.unwrap();",
        expect![[r#"
            10:53 E0597 `name` does not live long enough
        "#]],
    );
    check_tasks(
        "let mut set = JoinSet::new(); let mut n = 0; set.spawn(async { n += 1; });",
        expect![[r#"
            10:56 E0373 the async block may outlive the current function, but it borrows `n`, which is owned by the current function
        "#]],
    );
    check_tasks(
        "let (tx, rx) = oneshot::channel(); tx.send(1).unwrap(); tx.send(2).unwrap(); rx.await.unwrap();",
        expect![[r#"
            10:57 E0382 use of moved value: `tx`
        "#]],
    );
    for accepted in [
        "let m = Arc::new(Mutex::new(0)); tokio::spawn(async move { { *m.lock().unwrap() += 1; } task::yield_now().await; });",
        "let m = Arc::new(Mutex::new(0)); tokio::spawn(async move { let g = m.lock().unwrap(); drop(g); task::yield_now().await; });",
        "let m = Arc::new(Mutex::new(0)); tokio::spawn(async move { let n = *m.lock().unwrap(); task::yield_now().await; n });",
        "tokio::spawn(add_first(Arc::new(Mutex::new(0))));",
        "tokio::spawn(twice(|| 1));",
        "let name: &'static str = \"ann\"; tokio::spawn(show(&name));",
        "tokio::spawn(async { let name = String::new(); show(&name).await; });",
        "let shared = Rc::new(1); task::spawn_local(count(shared.clone()));",
        "let (tx, mut rx) = mpsc::channel(1); let tx2 = tx.clone(); tx.send(1).await.unwrap(); tx2.send(2).await.unwrap(); rx.recv().await; rx.recv().await;",
        "let (tx, mut rx) = oneshot::channel::<u8>(); tokio::select! { v = &mut rx => {} _ = task::yield_now() => {} } rx.await.ok(); tx.send(1).ok();",
        "let mut set = JoinSet::new(); let n = 1; set.spawn(async move { n + 1 }); while let Some(r) = set.join_next().await { r.unwrap(); }",
    ] {
        check_tasks(accepted, expect![[""]]);
    }
}

/// What awaiting gives, what must be `mut`, pinned or `Send`; rustc says all of these at the same lines.
#[test]
fn what_awaits_give() {
    let limit = "std::time::Duration::from_millis(1)";
    for (body, said) in [
        ("let f = show(&String::new());\nf.await;", "10:15 E0716"),
        (
            "let (tx, mut rx) = mpsc::channel::<u32>(1);\nlet n: u32 = rx.recv().await;",
            "11:14 E0308",
        ),
        (
            "let n: u32 = tokio::time::timeout(LIMIT, async { 1u32 }).await;",
            "10:14 E0308",
        ),
        (
            "let h = tokio::spawn(async { 1u32 });\nlet n: u32 = h.await;",
            "11:14 E0308",
        ),
        (
            "let ticks = tokio::time::interval(LIMIT);\nticks.tick().await;",
            "11:1 E0596",
        ),
        (
            "let (tx, rx) = tokio::sync::watch::channel(0);\nrx.changed().await.ok();",
            "11:1 E0596",
        ),
        (
            "let mut s = tokio::time::sleep(LIMIT);\ntokio::select! { _ = &mut s => {} _ = async {} => {} }",
            "11:1 E0277",
        ),
        (
            "let rc = Rc::new(1);\nsmol::spawn(async move { rc.to_string() });",
            "11:13 E0277",
        ),
        (
            "let mut f = async { 1 };\nf.poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));",
            "11:3 E0599",
        ),
    ] {
        let body = body.replace("LIMIT", limit);
        let found = found(&format!("{TASKS}async fn main() {{\n{body}\n}}"));
        assert!(found.trim_start().starts_with(said), "{body}: {found}");
    }
    for accepted in [
        "let (tx, mut rx) = mpsc::channel::<u32>(1); let n: Option<u32> = rx.recv().await; let m: u32 = rx.recv().await.unwrap();",
        "show(&String::new()).await; let f = async { show(&String::new()).await }; f.await;",
        "let n: Result<u32, _> = tokio::time::timeout(LIMIT, async { 1u32 }).await; let m: u32 = n.unwrap();",
        "fn length(s: &str) -> impl Future<Output = usize> + use<> { let n = s.len(); async move { n } } let f = length(&String::new()); f.await;",
        "struct Own { f: Option<u8>, n: u8 } impl Own { fn poll_own(self: std::pin::Pin<&mut Self>) { let (f, n) = { let Self { f, n } = self.get_mut(); (f, n) }; f.take(); } }",
        "let mut ticks = tokio::time::interval(LIMIT); ticks.tick().await; ticks.reset();",
        "let s = tokio::time::sleep(LIMIT); tokio::pin!(s); tokio::select! { _ = &mut s => {} _ = async {} => {} }",
        "let mut s = Box::pin(tokio::time::sleep(LIMIT)); tokio::select! { _ = &mut s => {} _ = async {} => {} }",
        "let s = std::pin::pin!(tokio::time::sleep(LIMIT)); tokio::select! { _ = s => {} _ = async {} => {} }",
        "let mut f = std::pin::pin!(async { 1 }); let p = f.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));",
        "let mut f = Box::pin(async { 1 }); let p = f.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));",
        "let mut f: Vec<std::pin::Pin<Box<dyn Future<Output = u8>>>> = vec![]; for g in &mut f { let p = g.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())); }",
    ] {
        check_tasks(&accepted.replace("LIMIT", limit), expect![[""]]);
    }
}

#[test]
fn aliases_in_a_circle() {
    let source = "type A = Vec<B>;\ntype B = Option<A>;\ntype Own<T> = Vec<T>;\ntype T = Own<u8>;";
    expect![[r#"
        1:10 E0391 cycle detected when expanding type alias `A`
    "#]]
    .assert_eq(&found(source));
    assert_eq!(
        found(
            "type Result<T> = std::result::Result<T, String>; mod inner { pub type A = u8; } type A = inner::A;"
        ),
        ""
    );
}
