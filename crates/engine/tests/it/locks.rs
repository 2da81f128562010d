//! `Mutex`.

use expect_test::expect;

use crate::draw::{check, check_output, cores};

#[test]
fn a_waiter_is_let_in_by_the_unlock() {
    check(
        r#"
fn main() {
    let counter = Arc::new(Mutex::new(0));
    let theirs = counter.clone();
    let child = thread::spawn(move || {
        let mut count = theirs.lock().unwrap();
        sleep(ms(20));
        *count += 1;
    });
    sleep(ms(10));
    *counter.lock().unwrap() += 1;
    child.join().unwrap();
    println!("{}", counter.lock().unwrap());
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   sleeps until 0.010
            0.000 1 child  locks counter
            0.000 1 child  sleeps until 0.020
            0.010 - main   wakes up
            0.010 0 main   waits for counter of child
            0.020 - child  wakes up
            0.020 1 child  unlocks counter
            0.020 - main   is woken by child
            0.020 0 main   locks counter
            0.020 1 child  ends
            0.020 0 main   unlocks counter
            0.020 0 main   joins child
            0.020 0 main   locks counter
            0.020 0 main   prints "2\n"
            0.020 0 main   unlocks counter
            0.020 0 main   ends
            0.020 - main   exits with 0
            0.020 end
        "#]],
    );
}

#[test]
fn a_panic_poisons() {
    check_output(
        r#"
fn main() {
    let shared = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&shared);
    let result = thread::spawn(move || {
        let _guard = theirs.lock().unwrap();
        panic!("no");
    })
    .join();
    println!("{} {}", result.is_err(), shared.is_poisoned());
    match shared.lock() {
        Ok(_) => println!("clean"),
        Err(poisoned) => println!("poisoned {}", poisoned.into_inner()),
    }
    println!("{}", shared.try_lock().is_err());
}
"#,
        &cores(1),
        expect![[r#"
            0.000 ! 
            0.000 ! thread '<unnamed>' (2) panicked at src/main.rs:12:9:
            0.000 ! no
            0.000 ! note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
            0.000 true true
            0.000 poisoned 1
            0.000 true
            0.000 end
        "#]],
    );
}

#[test]
fn try_lock_does_not_wait() {
    check_output(
        r#"
fn main() {
    let lock = Mutex::new(5);
    let guard = lock.lock().unwrap();
    println!("{}", lock.try_lock().is_err());
    drop(guard);
    println!("{}", lock.try_lock().is_ok());
}
"#,
        &cores(1),
        expect![[r#"
            0.000 true
            0.000 true
            0.000 end
        "#]],
    );
}
