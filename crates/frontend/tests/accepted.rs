//! Texts that compile: what is said of them, which names things get, how fast it goes.

use interleave_frontend::compile;
use interleave_program::Op;

fn accepts(source: &str) -> interleave_program::Program {
    let compiled = compile(source);
    assert_eq!(compiled.diagnostics, Vec::new());
    compiled
        .program
        .expect("a text without errors has a program")
}

#[test]
fn a_thread_and_a_loop() {
    accepts(
        "use std::thread;
        use std::time::Duration;
        fn main() {
            let child = thread::spawn(|| {
                for i in 1..5 {
                    println!(\"child {i}\");
                    thread::sleep(Duration::from_millis(500));
                }
            });
            child.join().unwrap();
        }",
    );
}

#[test]
fn creating_calls_are_called_after_their_let() {
    let source = "use std::sync::{Arc, Mutex, mpsc};
        use std::thread;
        static TOTAL: Mutex<i32> = Mutex::new(0);
        fn main() {
            let counter = Arc::new(Mutex::new(0));
            let (tx, rx) = mpsc::channel::<i32>();
            let child = thread::spawn(move || { drop(tx); let inner = Mutex::new(1); drop(inner); });
            child.join().unwrap();
            let (left, (right, _)) = (Mutex::new(2), (Mutex::new(3), Mutex::new(4)));
            drop((rx, counter, left, right));
        }";
    let program = accepts(source);
    let label = |call: &str| {
        let at = source.find(call).expect("the call is in the text") as u32;
        program.labels.get(&at).map(String::as_str)
    };
    assert_eq!(label("Mutex::new(0);\n"), Some("TOTAL"));
    assert_eq!(label("Mutex::new(0));"), Some("counter"));
    assert_eq!(label("mpsc::channel::<i32>()"), Some("tx/rx"));
    assert_eq!(label("thread::spawn"), Some("child"));
    assert_eq!(label("drop(tx)"), None);
    assert_eq!(label("Mutex::new(1)"), Some("inner"));
    assert_eq!(label("Mutex::new(2)"), Some("left"));
    assert_eq!(label("Mutex::new(3)"), Some("right"));
}

#[test]
fn panicking_instructions_stand_where_rustc_points() {
    let source = "fn main() { let v: Vec<i32> = vec![1]; let x = v.first().unwrap(); let y = v[0] + *x; panic!(\"{y}\"); }";
    let program = accepts(source);
    let main = &program.functions[program.main.index()];
    let starts = |wanted: fn(&Op) -> bool| -> Vec<&str> {
        let spans = main.code.iter().zip(&main.spans);
        spans
            .filter(|(op, _)| wanted(op))
            .map(|(_, span)| span.text(source))
            .collect()
    };
    assert_eq!(
        starts(|op| matches!(op, Op::CallMethod { .. })),
        ["first()", "unwrap()"]
    );
    assert_eq!(starts(|op| matches!(op, Op::Add { .. })), ["v[0] + *x"]);
    assert_eq!(starts(|op| matches!(op, Op::GetIndex { .. })), ["[0]"]);
    assert_eq!(
        starts(|op| matches!(op, Op::Panic { .. })),
        ["panic!(\"{y}\")"]
    );
}

#[test]
fn every_instruction_has_a_span_and_prelude_instructions_have_none() {
    let program = accepts(
        "fn main() { let v: Vec<i32> = (0..3).map(|x| x * 2).collect(); println!(\"{v:?}\"); }",
    );
    for function in &program.functions {
        assert_eq!(
            function.code.len(),
            function.spans.len(),
            "{}",
            function.name
        );
        if function.is_prelude {
            let mut spans = function.spans.iter();
            assert!(spans.all(|span| !span.is_some()), "{}", function.name);
        }
    }
}

#[test]
fn equal_texts_give_equal_programs() {
    let source = "use std::collections::HashMap;
        fn main() { let mut m = HashMap::new(); m.insert(\"a\", 1); println!(\"{m:?}\"); }";
    assert_eq!(accepts(source), accepts(source));
}

#[test]
fn types_of_std_paths_and_aliases_are_known() {
    accepts(
        "use std::fmt;
        use std::io::{self, Write};
        mod shapes { use std::collections::*; pub type Names = HashMap<String, i32>; pub fn f(m: &HashMap<String, i32>) -> usize { m.len() } }
        struct P<T: std::fmt::Debug, const N: usize>([T; N]);
        impl<T: std::fmt::Debug, const N: usize> fmt::Display for P<T, N> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{:?}\", self.0) }
        }
        fn run() -> Result<(), Box<dyn std::error::Error>> { io::stdout().flush()?; Ok(()) }
        fn main() { println!(\"{} {}\", P([1, 2]), shapes::f(&shapes::Names::new())); run().unwrap(); }",
    );
}

#[test]
fn variables_that_get_their_value_later() {
    accepts(
        "fn pair() -> (i32, String) { (3, String::new()) }
        struct Point { x: i32, y: i32 }
        fn main() {
            let (mut m, n);
            (m, n) = (1, 2);
            m += n;
            let a;
            let b;
            (a, b) = pair();
            let x;
            if a > 2 { x = 1 } else { x = 2 }
            let y;
            loop { y = 5; break; }
            let z;
            match a { 1 => z = 1, 3 => { z = 9; } _ => z = 0 }
            let later = move || { let inner; inner = a + 1; inner };
            let (s, t);
            Point { x: s, y: t } = Point { x: 1, y: 2 };
            let [u, v];
            [u, v] = [1, 2];
            println!(\"{m} {b} {x} {y} {z} {} {s} {t} {u} {v}\", later());
        }",
    );
}

#[test]
fn phantom_data_is_copy_whatever_it_stands_for() {
    accepts(
        "use std::marker::PhantomData;
        struct Meters<T> { value: u8, unit: PhantomData<T> }
        fn main() {
            let unit: PhantomData<String> = PhantomData;
            let a = Meters { value: 1, unit };
            let b = Meters { value: 2, unit };
            println!(\"{}\", a.value + b.value);
        }",
    );
}
