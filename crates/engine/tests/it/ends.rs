//! How processes end: main's return, `exit`, panics.

use expect_test::expect;

use crate::draw::{check, check_output, cores};

#[test]
fn main_takes_the_others_with_it() {
    check(
        r#"
fn main() {
    thread::spawn(|| {
        println!("child");
        sleep(ms(1000));
        println!("never");
    });
    sleep(ms(100));
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns thread 1
            0.000 1 thread 1 prints "child\n"
            0.000 0 main   sleeps until 0.100
            0.000 1 thread 1 sleeps until 1.000
            0.100 - main   wakes up
            0.100 0 main   ends
            0.100 - main   exits with 0
            0.100 end
        "#]],
    );
}

#[test]
fn a_panic_ends_one_thread() {
    check_output(
        r#"
fn main() {
    let child = thread::spawn(|| {
        panic!("number {}", 1);
    });
    let error = child.join().unwrap_err();
    println!("{:?}", error.downcast_ref::<String>());
    let named = thread::Builder::new().name("worker".into());
    let child = named.spawn(|| panic!("again")).unwrap();
    println!("{}", child.join().is_err());
    let list: Vec<i32> = Vec::new();
    println!("{}", list[0]);
}
"#,
        &cores(1),
        expect![[r#"
            0.000 ! 
            0.000 ! thread '<unnamed>' (2) panicked at src/main.rs:9:9:
            0.000 ! number 1
            0.000 ! note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
            0.000 None
            0.000 ! 
            0.000 ! thread 'worker' (3) panicked at src/main.rs:14:32:
            0.000 ! again
            0.000 true
            0.000 ! 
            0.000 ! thread 'main' (1) panicked at src/main.rs:17:24:
            0.000 ! index out of bounds: the len is 0 but the index is 0
            0.000 panicked, exit 101
        "#]],
    );
}

#[test]
fn a_panic_in_a_scope_is_passed_on() {
    check_output(
        r#"
fn main() {
    thread::scope(|s| {
        let joined = s.spawn(|| panic!("joined"));
        println!("{}", joined.join().is_err());
    });
    thread::scope(|s| {
        s.spawn(|| panic!("not joined"));
    });
}
"#,
        &cores(1),
        expect![[r#"
            0.000 ! 
            0.000 ! thread '<unnamed>' (2) panicked at src/main.rs:9:33:
            0.000 ! joined
            0.000 ! note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
            0.000 true
            0.000 ! 
            0.000 ! thread '<unnamed>' (3) panicked at src/main.rs:13:20:
            0.000 ! not joined
            0.000 ! 
            0.000 ! thread 'main' (1) panicked at src/main.rs:12:5:
            0.000 ! a scoped thread panicked
            0.000 panicked, exit 101
        "#]],
    );
}

#[test]
fn exit_ends_the_process_at_once() {
    check_output(
        r#"
fn main() {
    let child = thread::spawn(|| {
        sleep(ms(10));
        std::process::exit(7);
    });
    child.join().unwrap();
    println!("never");
}
"#,
        &cores(1),
        expect![[r#"
            0.010 exit 7
        "#]],
    );
}

#[test]
fn results_are_moved_out_and_dropped() {
    check_output(
        r#"
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
fn main() {
    let joined = thread::spawn(|| Noisy("joined"));
    let value = joined.join().unwrap();
    println!("have {}", value.0);
    drop(thread::spawn(|| Noisy("detached")));
    sleep(ms(10));
    let late = thread::spawn(|| Noisy("late"));
    sleep(ms(10));
    println!("now");
    drop(late);
    println!("end");
}
"#,
        &cores(1),
        expect![[r#"
            0.000 have joined
            0.000 drop detached
            0.020 now
            0.020 drop late
            0.020 end
            0.020 drop joined
            0.020 end
        "#]],
    );
}

#[test]
fn statics_are_there_before_main() {
    check_output(
        r#"
static TOTAL: Mutex<i32> = Mutex::new(40);
fn main() {
    thread::spawn(|| *TOTAL.lock().unwrap() += 2).join().unwrap();
    println!("{}", TOTAL.lock().unwrap());
}
"#,
        &cores(1),
        expect![[r#"
            0.000 42
            0.000 end
        "#]],
    );
}
