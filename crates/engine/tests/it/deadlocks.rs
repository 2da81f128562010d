//! Deadlocks, whole and partial.

use expect_test::expect;

use crate::draw::{check, check_output, cores};

const TWO_LOCKS: &str = r#"
fn main() {
    let fork = Arc::new(Mutex::new(()));
    let knife = Arc::new(Mutex::new(()));
    let (f, k) = (fork.clone(), knife.clone());
    let ann = thread::spawn(move || {
        let _fork = f.lock().unwrap();
        sleep(ms(100));
        let _knife = k.lock().unwrap();
    });
    let ben = thread::spawn(move || {
        let _knife = knife.lock().unwrap();
        sleep(ms(100));
        let _fork = fork.lock().unwrap();
    });
    ann.join().unwrap();
    ben.join().unwrap();
}
"#;

#[test]
fn two_locks_in_opposite_order() {
    check(
        TWO_LOCKS,
        &cores(2),
        expect![[r#"
        0.000 0 main   spawns ann
        0.000 0 main   spawns ben
        0.000 1 ann    locks fork
        0.000 0 main   waits for ann
        0.000 1 ann    sleeps until 0.100
        0.000 0 ben    locks knife
        0.000 0 ben    sleeps until 0.100
        0.100 - ann    wakes up
        0.100 - ben    wakes up
        0.100 1 ann    waits for knife of ben
        0.100 0 ben    waits for fork of ann
        0.100 deadlock (cycle): ann waits for knife of ben, ben waits for fork of ann
    "#]],
    );
}

#[test]
fn the_process_may_end_while_others_are_stuck() {
    let body = TWO_LOCKS.replace(
        "ann.join().unwrap();\n    ben.join().unwrap();",
        "drop((ann, ben));\n    sleep(ms(500));",
    );
    check(
        &body,
        &cores(2),
        expect![[r#"
        0.000 0 main   spawns ann
        0.000 0 main   spawns ben
        0.000 1 ann    locks fork
        0.000 1 ann    sleeps until 0.100
        0.000 1 ben    locks knife
        0.000 0 main   sleeps until 0.500
        0.000 1 ben    sleeps until 0.100
        0.100 - ann    wakes up
        0.100 - ben    wakes up
        0.100 1 ann    waits for knife of ben
        0.100 0 ben    waits for fork of ann
        0.500 - main   wakes up
        0.500 0 main   ends
        0.500 - main   exits with 0
        stuck: ann waits for knife of ben
        stuck: ben waits for fork of ann
        0.500 end
    "#]],
    );
}

#[test]
fn locking_twice() {
    check_output(
        r#"
fn main() {
    let lock = Mutex::new(0);
    let _first = lock.lock().unwrap();
    let _second = lock.lock().unwrap();
}
"#,
        &cores(1),
        expect![[r#"
            0.000 deadlock (cycle): main waits for lock of main
        "#]],
    );
}

#[test]
fn a_sender_that_nobody_dropped() {
    check_output(
        r#"
fn main() {
    let (tx, rx) = mpsc::channel();
    tx.send(1).unwrap();
    for i in &rx {
        println!("{i}");
    }
    drop(tx);
}
"#,
        &cores(1),
        expect![[r#"
            0.000 1
            0.000 deadlock (all): main waits at tx/rx
        "#]],
    );
}
