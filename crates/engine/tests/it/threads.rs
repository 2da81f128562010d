//! Spawning, sleeping, joining: P1, P3 and their kin.

use expect_test::expect;

use crate::draw::{check, check_output, cores};

const P1: &str = r#"
fn main() {
    let child = thread::spawn(|| {
        for i in 1..5 {
            println!("child: {i}");
            sleep(ms(500));
        }
    });
    for i in 1..3 {
        println!("main: {i}");
        sleep(ms(1000));
    }
    child.join().unwrap();
}
"#;

#[test]
fn main_and_child_on_two_cores() {
    check(
        P1,
        &cores(2),
        expect![[r#"
        0.000 0 main   spawns child
        0.000 0 main   prints "main: 1\n"
        0.000 1 child  prints "child: 1\n"
        0.000 0 main   sleeps until 1.000
        0.000 1 child  sleeps until 0.500
        0.500 - child  wakes up
        0.500 1 child  prints "child: 2\n"
        0.500 1 child  sleeps until 1.000
        1.000 - main   wakes up
        1.000 - child  wakes up
        1.000 0 main   prints "main: 2\n"
        1.000 1 child  prints "child: 3\n"
        1.000 0 main   sleeps until 2.000
        1.000 1 child  sleeps until 1.500
        1.500 - child  wakes up
        1.500 1 child  prints "child: 4\n"
        1.500 1 child  sleeps until 2.000
        2.000 - main   wakes up
        2.000 - child  wakes up
        2.000 0 main   waits for child
        2.000 1 child  ends
        2.000 - main   is woken by child
        2.000 0 main   joins child
        2.000 0 main   ends
        2.000 - main   exits with 0
        2.000 end
    "#]],
    );
}

#[test]
fn main_and_child_on_one_core() {
    check_output(
        P1,
        &cores(1),
        expect![[r#"
        0.000 main: 1
        0.000 child: 1
        0.500 child: 2
        1.000 main: 2
        1.000 child: 3
        1.500 child: 4
        2.000 end
    "#]],
    );
}

#[test]
fn two_children_are_joined_in_order() {
    check_output(
        r#"
fn count(name: &str, from: u32, to: u32) {
    for i in from..to {
        println!("{name}: {i}");
        sleep(ms(500));
    }
}
fn main() {
    println!("hello");
    let first = thread::spawn(|| count("first", 0, 3));
    let second = thread::spawn(|| count("second", 11, 13));
    println!("{}", first.join().is_ok());
    println!("{}", second.join().is_ok());
}
"#,
        &cores(2),
        expect![[r#"
            0.000 hello
            0.000 first: 0
            0.000 second: 11
            0.500 first: 1
            0.500 second: 12
            1.000 first: 2
            1.500 true
            1.500 true
            1.500 end
        "#]],
    );
}

#[test]
fn a_sleep_of_no_time_does_not_give_way() {
    check(
        r#"
fn main() {
    let child = thread::spawn(|| println!("child"));
    sleep(Duration::ZERO);
    println!("main");
    child.join().unwrap();
}
"#,
        &cores(1),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   prints "main\n"
            0.000 0 main   waits for child
            0.000 0 child  prints "child\n"
            0.000 0 child  ends
            0.000 - main   is woken by child
            0.000 0 main   joins child
            0.000 0 main   ends
            0.000 - main   exits with 0
            0.000 end
        "#]],
    );
}

#[test]
fn yield_gives_way_only_to_others() {
    check(
        r#"
fn main() {
    thread::yield_now();
    let child = thread::spawn(|| println!("child"));
    thread::yield_now();
    println!("main");
    child.join().unwrap();
}
"#,
        &cores(1),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   yields
            0.000 0 child  prints "child\n"
            0.000 0 child  ends
            0.000 0 main   prints "main\n"
            0.000 0 main   joins child
            0.000 0 main   ends
            0.000 - main   exits with 0
            0.000 end
        "#]],
    );
}

#[test]
fn park_takes_a_token_that_is_not_a_counter() {
    check(
        r#"
fn main() {
    let child = thread::spawn(|| {
        sleep(ms(10));
        thread::park();
        println!("first");
        thread::park();
        println!("second");
        thread::park_timeout(ms(30));
        println!("third");
    });
    child.thread().unpark();
    child.thread().unpark();
    sleep(ms(20));
    child.thread().unpark();
    child.join().unwrap();
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 1 child  sleeps until 0.010
            0.000 0 main   unparks child
            0.000 0 main   unparks child
            0.000 0 main   sleeps until 0.020
            0.010 - child  wakes up
            0.010 1 child  has its token
            0.010 1 child  prints "first\n"
            0.010 1 child  parks
            0.020 - main   wakes up
            0.020 0 main   unparks child
            0.020 - child  is woken by main
            0.020 1 child  has its token
            0.020 0 main   waits for child
            0.020 1 child  prints "second\n"
            0.020 1 child  parks
            0.050 - child  wakes up
            0.050 1 child  has its token
            0.050 1 child  prints "third\n"
            0.050 1 child  ends
            0.050 - main   is woken by child
            0.050 0 main   joins child
            0.050 0 main   ends
            0.050 - main   exits with 0
            0.050 end
        "#]],
    );
}

#[test]
fn a_scope_waits_for_its_threads() {
    check(
        r#"
fn main() {
    let mut sum = [0, 0];
    let (a, b) = sum.split_at_mut(1);
    thread::scope(|s| {
        s.spawn(|| {
            sleep(ms(20));
            a[0] = 1;
        });
        s.spawn(|| {
            sleep(ms(10));
            b[0] = 2;
        });
    });
    println!("{sum:?}");
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns thread 1
            0.000 1 thread 1 sleeps until 0.020
            0.000 0 main   spawns thread 2
            0.000 1 thread 2 sleeps until 0.010
            0.000 0 main   waits for scope 0
            0.010 - thread 2 wakes up
            0.010 1 thread 2 ends
            0.020 - thread 1 wakes up
            0.020 1 thread 1 ends
            0.020 - main   is woken by thread 1
            0.020 0 main   leaves scope 0
            0.020 0 main   prints "[1, 2]\n"
            0.020 0 main   ends
            0.020 - main   exits with 0
            0.020 end
        "#]],
    );
}

#[test]
fn threads_know_their_names_and_numbers() {
    check_output(
        r#"
fn main() {
    println!("{:?}", thread::current().name());
    let named = thread::Builder::new().name("worker".to_string());
    let child = named
        .spawn(|| println!("{:?}", thread::current().name()))
        .unwrap();
    child.join().unwrap();
    let nameless = thread::spawn(|| println!("{:?}", thread::current().name()));
    println!("{}", nameless.thread().id() == thread::current().id());
    nameless.join().unwrap();
}
"#,
        &cores(1),
        expect![[r#"
            0.000 Some("main")
            0.000 Some("worker")
            0.000 false
            0.000 None
            0.000 end
        "#]],
    );
}

#[test]
fn waiting_for_is_finished_in_a_loop_ends() {
    check_output(
        r#"
fn main() {
    let child = thread::spawn(|| sleep(ms(500)));
    while !child.is_finished() {}
    println!("seen");
}
"#,
        &cores(2),
        expect![[r#"
            0.500 seen
            0.500 end
        "#]],
    );
}

#[test]
fn a_loop_around_the_clock_ends_in_time() {
    check_output(
        r#"
fn main() {
    let start = Instant::now();
    while start.elapsed() < ms(200) {}
    println!("{}", start.elapsed().as_millis());
}
"#,
        &cores(1),
        expect![[r#"
            0.200 200
            0.200 end
        "#]],
    );
}
