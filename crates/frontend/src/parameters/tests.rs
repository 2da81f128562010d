//! One line a parameter: name, value as shown, slider, unit, Chinese label.

use expect_test::{Expect, expect};
use interleave_program::ParameterUnit;

use super::{ParameterError, parameters, set_parameter};

fn check(source: &str, expect: Expect) {
    let lines = parameters(source).into_iter().map(|parameter| {
        let unit = match parameter.unit {
            ParameterUnit::Nanoseconds => " ns",
            ParameterUnit::Microseconds => " us",
            ParameterUnit::Milliseconds => " ms",
            ParameterUnit::Seconds => " s",
            ParameterUnit::Count => "",
        };
        assert_eq!(
            set_parameter(source, &parameter.name, parameter.value).as_deref(),
            Ok(source),
            "setting {} to what it is changes nothing",
            parameter.name
        );
        let shown = |value: i64| value + parameter.shown_offset;
        format!(
            "{} = {}{unit} in {}..={} step {} | {}\n",
            parameter.name,
            shown(parameter.value),
            shown(parameter.min),
            shown(parameter.max),
            parameter.step,
            parameter.label_zh
        )
    });
    expect.assert_eq(&lines.collect::<String>());
}

fn check_main(body: &str, expect: Expect) {
    check(&format!("fn main() {{ {body} }}"), expect);
}

#[test]
fn main_and_child() {
    check(
        "use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let child = thread::spawn(|| {
        for i in 1..5 {
            println!(\"child: {i}\");
            sleep(Duration::from_millis(500));
        }
    });
    for i in 1..3 {
        println!(\"main: {i}\");
        sleep(Duration::from_millis(1000));
    }
    child.join().unwrap();
}",
        expect![[r#"
            child rounds = 4 in 1..=16 step 1 | child 轮数
            child sleep = 500 ms in 0..=2000 step 50 | child 休眠
            main rounds = 2 in 1..=12 step 1 | main 轮数
            main sleep = 1000 ms in 0..=4000 step 50 | main 休眠
        "#]],
    );
}

#[test]
fn loops_that_spawn_count_threads() {
    check_main(
        "let mut workers = Vec::new();
         for id in 1..=3 { workers.push(thread::spawn(move || { cpu::work(Duration::from_millis(200)); })); }",
        expect![[r#"
            threads = 3 in 1..=12 step 1 | 线程数
            worker work = 200 ms in 0..=2000 step 50 | worker 工作
        "#]],
    );
    check_main(
        "let handles: Vec<_> = (0..4).map(|i| thread::spawn(move || { for _ in 0..10 { step(i); } })).collect();",
        expect![[r#"
            threads = 4 in 1..=16 step 1 | 线程数
            handle rounds = 10 in 1..=40 step 1 | handle 轮数
        "#]],
    );
    check_main(
        "thread::scope(|s| { for _ in 0..2 { s.spawn(|| thread::sleep(Duration::from_secs(1))); } });",
        expect![[r#"
            threads = 2 in 1..=12 step 1 | 线程数
            thread sleep = 1 s in 0..=10 step 1 | 线程休眠
        "#]],
    );
    check_main(
        "for i in 0..8 { tokio::spawn(async move { for _ in 0..2 { sleep(Duration::from_millis(5)).await; } }); }",
        expect![[r#"
            tasks = 8 in 1..=32 step 1 | 任务数
            task rounds = 2 in 1..=12 step 1 | 任务轮数
            task sleep = 5 ms in 0..=40 step 1 | 任务休眠
        "#]],
    );
    check(
        "fn start() { for i in 0..3 { for _ in 0..2 { thread::spawn(work); } } }",
        expect![[r#"
            start rounds = 3 in 1..=12 step 1 | start 轮数
            start threads = 2 in 1..=12 step 1 | start 线程数
        "#]],
    );
}

#[test]
fn a_thread_is_called_by_its_builder_its_variable_or_as_a_child() {
    check_main(
        "thread::Builder::new().name(\"cook\".to_string()).spawn(|| sleep(Duration::from_millis(50))).unwrap();
         thread::Builder::new().name(format!(\"waiter-{i}\")).spawn(|| sleep(Duration::from_millis(5)));
         thread::spawn(|| sleep(std::time::Duration::from_micros(250)));
         let pinger = s.spawn(|| sleep(Duration::from_nanos(1_000_000)));
         tokio::spawn(async { tokio::time::sleep(Duration::from_millis(10)).await; });
         pool.execute(|| sleep(Duration::from_secs(3)));",
        expect![[r#"
            cook sleep = 50 ms in 0..=200 step 5 | cook 休眠
            waiter sleep = 5 ms in 0..=40 step 1 | waiter 休眠
            child sleep = 250 us in 0..=2000 step 50 | 子线程休眠
            pinger sleep = 1000000 ns in 0..=4000000 step 100000 | pinger 休眠
            task sleep = 10 ms in 0..=200 step 5 | 任务休眠
            job sleep = 3 s in 0..=12 step 1 | 任务休眠
        "#]],
    );
}

#[test]
fn constants_and_variables_name_themselves() {
    check(
        "const NUM_THREADS: usize = 4;
         const STEP_MS: u64 = 100;
         const LOW: i32 = -5;
         static PAUSE: Duration = Duration::from_millis(30);
         const RATIO: f64 = 2.0;
         struct S; impl S { const SIZE: u8 = 200; }
         fn main() {
             let rounds = 6;
             let other = 7;
             let nap = 40u64;
             let wait = Duration::from_secs(2);
             for _ in 0..rounds { sleep(Duration::from_millis(nap)); sleep(wait); }
         }",
        expect![[r#"
            num threads = 4 in 1..=16 step 1 | num threads
            step ms = 100 ms in 0..=2000 step 50 | step ms
            low = -5 in -20..=20 step 1 | low
            pause = 30 ms in 0..=200 step 5 | pause
            size = 200 in 1..=255 step 1 | size
            rounds = 6 in 1..=24 step 1 | rounds
            nap = 40 ms in 0..=200 step 5 | nap
            wait = 2 s in 0..=10 step 1 | wait
        "#]],
    );
}

#[test]
fn arguments_of_own_functions_take_the_name_of_the_parameter() {
    check(
        "fn nap(ms: u64) { sleep(Duration::from_millis(ms)); }
         fn repeat(name: &str, times: usize, other: u32) { for _ in 0..times { println!(\"{name}\"); } }
         fn rest(time: Duration) { sleep(time) }
         fn main() { nap(20); nap(1_500); repeat(\"a\", 3, 9); rest(Duration::from_millis(7)); }",
        expect![[r#"
            nap ms = 20 ms in 0..=200 step 5 | nap ms
            nap ms 2 = 1500 ms in 0..=6000 step 50 | nap ms 2
            repeat times = 3 in 1..=12 step 1 | repeat times
            main rest = 7 ms in 0..=40 step 1 | main rest
        "#]],
    );
}

#[test]
fn durations_are_named_by_what_waits() {
    check_main(
        "let r = rx.recv_timeout(Duration::from_millis(100));
         thread::park_timeout(Duration::from_secs(1));
         let config = Config { delay: Duration::from_millis(15), retries: 3 };
         tokio::time::timeout(Duration::from_millis(80), job()).await;
         let end = Instant::now() + Duration::from_millis(700);
         sleep(Duration::from_millis(100 * id as u64 + 20));
         sleep(Duration::from_millis(id));
         println!(\"{:?}\", Duration::from_secs(4));",
        expect![[r#"
            main timeout = 100 ms in 0..=2000 step 50 | main 超时
            main timeout 2 = 1 s in 0..=10 step 1 | main 超时 2
            delay = 15 ms in 0..=200 step 5 | delay
            main timeout 3 = 80 ms in 0..=320 step 5 | main 超时 3
            end = 700 ms in 0..=2800 step 50 | end
            main sleep = 100 ms in 0..=2000 step 50 | main 休眠
            main sleep 2 = 20 ms in 0..=200 step 5 | main 休眠 2
            main time = 4 s in 0..=16 step 1 | main 时长
        "#]],
    );
}

#[test]
fn capacities_and_pools() {
    check_main(
        "let (tx, rx) = mpsc::sync_channel(2);
         let (tx, rx) = mpsc::sync_channel::<i32>(0);
         let pool = ThreadPool::new(4);
         let s = Semaphore::new(3);
         let v = [0; 100]; let m = Mutex::new(5); let c = Vec::with_capacity(10);",
        expect![[r#"
            capacity = 2 in 1..=12 step 1 | 容量
            capacity 2 = 0 in 0..=12 step 1 | 容量 2
            pool size = 4 in 1..=16 step 1 | 线程池大小
            permits = 3 in 1..=12 step 1 | 许可数
        "#]],
    );
}

#[test]
fn ends_of_ranges_are_rounds_when_that_is_what_they_are() {
    check_main(
        "for i in (0..10).rev() {} for i in (0..10).step_by(2) {} for i in start..20 {} for i in -3..=3 {}
         for i in 0..300u16 {} for i in 0..1_000_000 {} for i in 0..n {} (0..5).for_each(|i| go(i));
         let sum: i32 = (1..=100).sum(); let s = &v[1..3];",
        expect![[r#"
            main rounds = 10 in 1..=40 step 1 | main 轮数
            main end = 10 in 1..=40 step 1 | main 终点
            main end 2 = 20 in 1..=80 step 1 | main 终点 2
            main rounds 2 = 7 in 1..=28 step 1 | main 轮数 2
            main rounds 3 = 300 in 1..=1200 step 1 | main 轮数 3
            main rounds 4 = 1000000 in 1..=4000000 step 1 | main 轮数 4
            main rounds 5 = 5 in 1..=20 step 1 | main 轮数 5
        "#]],
    );
}

#[test]
fn comments_set_label_and_range() {
    check(
        "fn main() {
    sleep(Duration::from_millis(500)); //~ nap, 0..=2000, step 100
    sleep(Duration::from_millis(500)); //~ rest, 100..1001, step 30 //~ zh: 休息
    for i in 1..5 { sleep(Duration::from_millis(30)); } //~ turns, 0..=20 //~ pause //~ zh: 圈数 //~ zh: 停顿
    //~ deep, step 10
    //~ zh: 深
    let depth = fib(20);
    let x = 7; //~ zh: 甲
    for i in 0..9 {} //~ 0..=30
}",
        expect![[r#"
            nap = 500 ms in 0..=2000 step 100 | main 休眠
            rest = 500 ms in 100..=1000 step 1 | 休息
            turns = 4 in 0..=20 step 1 | 圈数
            pause = 30 ms in 0..=200 step 5 | 停顿
            deep = 20 in 1..=80 step 1 | 深
            x = 7 in 1..=28 step 1 | 甲
            main rounds = 9 in 0..=30 step 1 | main 轮数
        "#]],
    );
}

#[test]
fn names_do_not_change_when_values_do() {
    let source = "fn main() { for i in 1..5 { sleep(Duration::from_millis(500)); sleep(Duration::from_millis(500)); } }";
    let names = |source: &str| -> Vec<String> {
        parameters(source)
            .into_iter()
            .map(|parameter| parameter.name)
            .collect()
    };
    let mut moved = source.to_owned();
    for name in names(source) {
        for value in [1, 2, 77, 5_000] {
            moved = set_parameter(&moved, &name, value).unwrap();
            assert_eq!(names(&moved), names(source));
        }
    }
}

#[test]
fn a_literal_keeps_its_style() {
    let cases = [
        ("500", 20, "20"),
        ("500u64", 1500, "1500u64"),
        ("500_u64", 1500, "1500_u64"),
        ("1_000", 1_234_567, "1_234_567"),
        ("1_000", 5, "5"),
        ("0x1F", 255, "0xff"),
        ("0b1010", 5, "0b101"),
        ("0xFFu32", 16, "0x10u32"),
        ("5usize", 12, "12usize"),
        ("-5", 3, "3"),
        ("5", -3, "-3"),
    ];
    for (literal, value, expected) in cases {
        assert_eq!(
            super::literal::rewrite(literal, value),
            expected,
            "{literal} to {value}"
        );
    }
}

#[test]
fn what_a_literal_cannot_be_is_refused() {
    let check = |source: &str, name: &str, value: i64, expect: Expect| {
        let error = set_parameter(source, name, value).unwrap_err();
        expect.assert_eq(&error.to_string());
    };
    let sleeps = "fn main() { sleep(Duration::from_millis(500)); }";
    check(
        sleeps,
        "main sleep",
        -1,
        expect![[r#""main sleep" cannot be -1: it can be 0 to 9223372036854775807"#]],
    );
    check(
        sleeps,
        "nap",
        1,
        expect![[r#"there is no parameter "nap"; there are: main sleep"#]],
    );
    check(
        "fn main() {}",
        "nap",
        1,
        expect![[r#"there is no parameter "nap": the program has none"#]],
    );
    check(
        "const N: u8 = 3;",
        "n",
        256,
        expect![[r#""n" cannot be 256: it can be 0 to 255"#]],
    );
    check(
        "const N: u8 = 3;",
        "n",
        -1,
        expect![[r#""n" cannot be -1: it can be 0 to 255"#]],
    );
    check(
        "fn main() { for i in 0..3 {} }",
        "main rounds",
        -1,
        expect![[r#""main rounds" cannot be -1: it can be 0 to 2147483647"#]],
    );
    check(
        "fn main() { for i in 2..=3 {} }",
        "main rounds",
        0,
        expect![[r#""main rounds" cannot be 0: it can be 1 to 2147483647"#]],
    );
    check(
        "fn main() { for i in 0..3u8 {} }",
        "main rounds",
        300,
        expect![[r#""main rounds" cannot be 300: it can be 0 to 255"#]],
    );
    assert_eq!(
        set_parameter("const N: i8 = 3;", "n", -128).as_deref(),
        Ok("const N: i8 = -128;")
    );
    assert!(matches!(
        set_parameter("fn main(", "n", 1),
        Err(ParameterError::UnknownName { .. })
    ));
}

#[test]
fn text_that_does_not_parse_has_no_parameters() {
    check(
        "fn main() { sleep(Duration::from_millis(500) }",
        expect![[""]],
    );
}

#[test]
fn deep_nesting_is_no_trouble() {
    let deep = format!(
        "fn main() {{ {}5{}; sleep(Duration::from_secs(1)); }}",
        "(".repeat(50),
        ")".repeat(50)
    );
    check(
        &deep,
        expect![[r#"
        main sleep = 1 s in 0..=10 step 1 | main 休眠
    "#]],
    );
}
