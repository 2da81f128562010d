//! What is said about texts that do not compile, a line each: `line:column: id: message [help]`.

use expect_test::{Expect, expect};
use interleave_frontend::compile;
use interleave_program::LineIndex;

fn check(source: &str, expected: Expect) {
    let index = LineIndex::new(source);
    let compiled = compile(source);
    let mut report = String::new();
    for diagnostic in &compiled.diagnostics {
        let at = index.locate(source, diagnostic.span.start);
        report += &format!(
            "{}:{}: {}: {}",
            at.line, at.column, diagnostic.id, diagnostic.message
        );
        if let Some(help) = &diagnostic.help {
            report += &format!(" [{help}]");
        }
        report.push('\n');
    }
    assert!(compiled.program.is_none(), "the text is refused");
    expected.assert_eq(&report);
}

#[test]
fn text_that_is_not_rust() {
    check(
        "fn main() {\n    let x = ;\n}",
        expect![[r#"
        2:13: syntax: syntax error: expected an expression
    "#]],
    );
    check(
        "fn main() {\n    let x = (1;\n}",
        expect![[r#"
        2:13: syntax: this `(` is closed by `}`
    "#]],
    );
    check(
        "fn main() {\n    println!(\"a);\n}",
        expect![[r#"
        2:14: syntax: this string is never closed: `"` is missing
    "#]],
    );
    check(
        "fn main() {}\nlet x = 1;",
        expect![[r#"
        2:1: syntax: syntax error: expected an item [outside of functions stand items: `fn`, `struct`, `use`, `const`, `static` and the like; statements go into `fn main() { … }`]
    "#]],
    );
    check(
        "fn main() {}\nprintln!(\"out\");",
        expect![[r#"
        2:1: syntax: syntax error: `println!` stands where an item is expected [outside of functions stand items: `fn`, `struct`, `use`, `const`, `static` and the like; statements go into `fn main() { … }`]
    "#]],
    );
    check(
        "fn main() { 1 + }",
        expect![[r#"
        1:17: syntax: syntax error: unexpected end of input, expected an expression
    "#]],
    );
    check(
        "",
        expect![[r#"
        1:1: E0601: the program has no `main` function [add `fn main() { … }`]
    "#]],
    );
}

#[test]
fn unknown_names() {
    check(
        "fn main() { let count = 1; println!(\"{}\", cuont); }",
        expect![[r#"
            1:43: E0425: cannot find the value `cuont` in this scope [there is `count`]
        "#]],
    );
    check(
        "fn main() { println!(\"{cuont}\"); let count = 1; }",
        expect![[r#"
            1:22: E0425: cannot find the value `cuont` in this scope
        "#]],
    );
    check(
        "use std::thread;\nfn main() { thread::spwan(|| {}); foo(); }",
        expect![[r#"
            2:21: E0425: cannot find `spwan` in `thread` [there is `spawn`]
            2:35: E0425: cannot find the function `foo` in this scope [declare `foo` first]
        "#]],
    );
    check(
        "use std::sync::Mutx;\nfn main() { let m = Mutx::new(1); }",
        expect![[r#"
            1:5: E0432: cannot find `Mutx` in the import `std::sync::Mutx` [there is `Mutex`]
        "#]],
    );
    check(
        "fn main() { let m = Mutex::new(1); }",
        expect![[r#"
        1:21: E0433: cannot find the type `Mutex` [add `use std::sync::Mutex;`]
    "#]],
    );
    check(
        "fn f(x: Foo) {}\nfn g(m: Arc<i32>) {}\nfn main() {}",
        expect![[r#"
            1:9: E0425: cannot find the type `Foo` in this scope [declare it: `struct Foo { … }`]
            2:9: E0425: cannot find the type `Arc` in this scope [add `use std::sync::Arc;`]
        "#]],
    );
    check(
        "enum E { A }\nfn main() { let e = E::B; match e { E::C => {} _ => {} } }",
        expect![[r#"
            2:24: E0599: no variant, function or constant `B` is known for `E` [there is `E::A`]
            2:40: E0599: no variant, function or constant `C` is known for `E` [there is `E::A`]
        "#]],
    );
}

#[test]
fn unknown_methods_and_fields() {
    check(
        "fn main() { let v = vec![1]; v.pusj(2); }",
        expect![[r#"
        1:32: E0599: no method `pusj` is known for `Vec` [there is `push`]
    "#]],
    );
    check(
        "struct P { name: i32 }\nfn main() { let p = P { nam: 1 }; println!(\"{}\", p.nme); }",
        expect![[r#"
            2:21: E0063: the field `name` is missing in the value of `P`
            2:25: E0560: `P` has no field `nam` [its fields are: name]
            2:52: E0609: no struct has a field `nme` [there is `name`]
        "#]],
    );
    check(
        "struct P { a: i32, b: i32 }\nfn main() { let p = P { a: 1 }; let P { c, .. } = p; }",
        expect![[r#"
            2:21: E0063: the field `b` is missing in the value of `P`
            2:41: E0560: `P` has no field `c` [its fields are: a, b]
        "#]],
    );
}

#[test]
fn wrong_numbers_of_arguments() {
    check(
        "fn f(a: i32) {}\nfn main() { f(1, 2); f(); }",
        expect![[r#"
            2:13: E0061: `f` takes 1 argument, but 2 were given
            2:22: E0061: `f` takes 1 argument, but 0 were given
        "#]],
    );
    check(
        "fn main() { println!(\"{} {}\", 1); println!(\"{}\", 1, 2); println!(\"{:y}\", 1); let x = 1; println!(x); }",
        expect![[r#"
            1:22: format: the format needs argument number 2, but 1 argument given [give one argument for each `{}`, or write the name inside: `{name}`]
            1:53: format: this argument is never used by the format [add a `{}` for it, or leave it out]
            1:66: format: there is no format `{:y}`
            1:98: format: the format must be a string literal [write `"{}"` before it: println!("{}", value)]
        "#]],
    );
}

#[test]
fn what_is_not_supported_is_named() {
    check(
        "macro_rules! m { () => {} }\nfn main() { m!(); lazy!(); }",
        expect![[r#"
            2:19: unsupported-macro: the macro `lazy!` is not supported [write out what it stands for]
        "#]],
    );
    check(
        "union U { a: i32 }\nextern \"C\" { fn f(); }\nfn main() {}",
        expect![[r#"
            1:1: unsupported-union: `union` is not supported [use an `enum`]
            2:1: unsupported-extern: calling functions of other languages (`extern`) is not supported [write the function in Rust]
        "#]],
    );
    check(
        "use std::fs;\nuse tokio::fs::File;\nfn main() { fs::read_to_string(\"x\"); std::process::Command::new(\"ls\"); }",
        expect![[r#"
            2:5: unsupported-std: `tokio::fs::File` is not supported [what polls, joins, waits, sends and spawns is there of the async crates; files, other processes and signals are not]
            3:17: unsupported-std: `fs::read_to_string` is not supported [programs run in a simulated machine without files, network and other processes: put data into the text]
            3:52: unsupported-std: `std::process::Command::new` is not supported [programs run in a simulated machine without files, network and other processes: put data into the text]
        "#]],
    );
    check(
        "mod other;\nfn main() { let p = &1 as *const i32; }",
        expect![[r#"
            1:5: unsupported-module-file: the module `other` in a file of its own is not supported [write its items here: `mod name { … }`]
        "#]],
    );
}

#[test]
fn several_errors_in_order_of_place() {
    check(
        "fn main() {\n    a();\n    b();\n    let x = c;\n    break;\n}",
        expect![[r#"
            2:5: E0425: cannot find the function `a` in this scope [declare `a` first]
            3:5: E0425: cannot find the function `b` in this scope [declare `b` first]
            4:13: E0425: cannot find the value `c` in this scope [declare `c` first]
            5:5: E0268: `break` outside of a loop
        "#]],
    );
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let deep = |text: String| format!("fn main() {{ let x = {text}; }}");
    let texts = [
        deep("(".repeat(10_000) + "1" + &")".repeat(10_000)),
        deep("!".repeat(100_000) + "true"),
        deep("-".repeat(100_000) + "1"),
        deep("&".repeat(100_000) + "1"),
        deep(vec!["1"; 20_000].join("+")),
        deep("1".to_owned() + &".clone()".repeat(10_000)),
        deep("f".to_owned() + &"()".repeat(10_000)),
        deep("a".to_owned() + &"[0]".repeat(10_000)),
        deep("|| ".repeat(10_000) + "1"),
        deep("vec![".repeat(10_000) + &"]".repeat(10_000)),
        format!(
            "fn main() {{ {} }}",
            vec!["if true {}"; 10_000].join(" else ")
        ),
        format!("fn main() {}{}", "{".repeat(10_000), "}".repeat(10_000)),
        format!(
            "fn f(x: {}i32{}) {{}} fn main() {{}}",
            "Vec<".repeat(10_000),
            ">".repeat(10_000)
        ),
        format!(
            "{} fn main() {{}}",
            "mod a {".repeat(10_000) + &"}".repeat(10_000)
        ),
        "// \n".repeat(300_000),
    ];
    for text in texts {
        let compiled = compile(&text);
        let ids: Vec<&str> = compiled
            .diagnostics
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        assert!(
            ids == ["too-deep"] || ids == ["too-large"],
            "{ids:?} for {}",
            &text[..40]
        );
    }
}

/// Texts just below the limits, in as little stack as a browser gives a worker (1 MB; unoptimised code needs
/// several times as much).
#[test]
fn macros_that_do_not_expand() {
    check(
        "macro_rules! two { ($a:expr, $b:expr) => { $a + $b }; }\nfn main() {\n    let x = two!(1; 2);\n}",
        expect![[r#"
            3:19: macro-rules: no rules expected the token `;` [in this call of the macro `two!`]
        "#]],
    );
    check(
        "macro_rules! two { ($a:expr, $b:expr) => { $a + $b }; }\nfn main() {\n    let x = two!(1);\n}",
        expect![[r#"
            3:13: macro-rules: unexpected end of macro invocation of `two!`
        "#]],
    );
    check(
        "macro_rules! again { ($($t:tt)*) => { again!($($t)* x) }; }\nfn main() {\n    again!();\n}",
        expect![[r#"
            3:5: macro-rules: recursion limit reached while expanding `again!` [the macro calls itself without end, or deeper than 128 times]
        "#]],
    );
    check(
        "macro_rules! twice { ($($t:tt)*) => { twice!($($t)* $($t)*) }; }\nfn main() {\n    twice!(a b);\n}",
        expect![[r#"
            3:5: macro-rules: the macros of this program expand to too much text
        "#]],
    );
    check(
        "macro_rules! add { ($a:expr) => { $a + missing }; }\nfn main() {\n    println!(\"{}\", add!(1));\n}",
        expect![[r#"
            3:20: E0425: cannot find the value `missing` in this scope [declare `missing` first]
        "#]],
    );
}

#[test]
fn the_deepest_texts_that_are_read_fit_the_stack() {
    let deep = |text: String| format!("fn main() {{ let mut a = 1; let x = {text}; }}");
    let texts = vec![
        deep("(".repeat(60) + "1" + &")".repeat(60)),
        deep("!".repeat(64) + "true"),
        deep("&".repeat(63) + "1"),
        deep(vec!["1"; 390].join("+")),
        deep("1".to_owned() + &".clone()".repeat(190)),
        deep("|| ".repeat(31) + "1"),
        deep("a = ".repeat(390) + "1"),
        deep("vec![".repeat(60) + &"]".repeat(60)),
        deep("{".repeat(60) + &"}".repeat(60)),
        format!("fn main() {{ {} }}", vec!["if true {}"; 190].join(" else ")),
        format!(
            "fn f(x: {}i32{}) {{}} fn main() {{}}",
            "Vec<".repeat(390),
            ">".repeat(390)
        ),
        format!("fn f(x: {}i32) {{}} fn main() {{}}", "&".repeat(63)),
    ];
    let compile_all = move || {
        texts
            .iter()
            .map(|text| compile(text).diagnostics.len())
            .sum::<usize>()
    };
    let small = std::thread::Builder::new().stack_size(8 << 20);
    let thread = small.spawn(compile_all).expect("a thread can be made");
    assert!(thread.join().is_ok());
}

#[test]
fn impls_of_one_type_that_cannot_be_told_apart() {
    let twins = "struct A; struct B; struct D<S>(Option<S>);
        impl D<A> { const K: u8 = 1; }
        impl D<B> { const K: u8 = 2; }
        fn main() {}";
    let found = compile(twins).diagnostics;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].id, "unsupported-overload");
}

#[test]
fn orderings_that_an_access_cannot_have() {
    let said = |access: &str| {
        let text = format!(
            "use std::sync::atomic::{{AtomicUsize, Ordering}};
            use std::sync::Arc;
            fn main() {{ let n = Arc::new(AtomicUsize::new(1)); let _ = {access}; }}"
        );
        let found = compile(&text).diagnostics;
        let errors = found
            .iter()
            .filter(|found| found.id == "invalid_atomic_ordering");
        errors.count()
    };
    for wrong in [
        "n.load(Ordering::Release)",
        "n.load(Ordering::AcqRel)",
        "n.store(2, Ordering::Acquire)",
        "n.store(2, Ordering::AcqRel)",
        "n.compare_exchange(1, 2, Ordering::AcqRel, Ordering::Release)",
    ] {
        assert_eq!(said(wrong), 1, "{wrong}");
    }
    for right in [
        "n.load(Ordering::Acquire)",
        "n.store(2, Ordering::Release)",
        "n.fetch_add(2, Ordering::AcqRel)",
        "n.swap(2, Ordering::Release)",
        "n.compare_exchange(1, 2, Ordering::Release, Ordering::Acquire)",
    ] {
        assert_eq!(said(right), 0, "{right}");
    }
}

#[test]
fn a_name_that_could_mean_several_things() {
    check(
        "trait A {\n    fn one() -> Self;\n}\ntrait B {\n    fn one() -> Self;\n}\nimpl A for u8 {\n    fn one() -> Self {\n        1\n    }\n}\nimpl B for u8 {\n    fn one() -> Self {\n        2\n    }\n}\nfn len() -> u8 {\n    3\n}\nfn main() {\n    let x: u8 = <_>::one();\n    let y: usize = <_>::len(&[1]);\n}",
        expect![[r#"
            21:17: unsupported-path: `<_>::one` is not supported [name the type or the trait: `Trait::one`]
            22:20: unsupported-path: `<_>::len` is not supported [name the type or the trait: `Trait::len`]
        "#]],
    );
    check(
        "use std::sync::Arc;\nuse std::task::Wake;\nstruct Task;\nimpl Wake for Task {\n    fn wake(self: Arc<Self>) {}\n}\nimpl Task {\n    fn wake(&self) -> u8 {\n        1\n    }\n}\nfn main() {}",
        expect![[r#"
            8:8: unsupported-name: `wake` as a method of `Task`'s own beside that of `Wake` is not supported [give it another name]
        "#]],
    );
}
