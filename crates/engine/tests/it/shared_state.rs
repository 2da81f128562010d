//! Condition variables, barriers, readers-writer locks and one-time initialisation: who waits for whom.

use expect_test::expect;

use crate::draw::{check, cores};

#[test]
fn a_waiter_gives_the_lock_back_and_takes_it_again() {
    check(
        "fn main() {
    let pair = Arc::new((Mutex::new(0), std::sync::Condvar::new()));
    let other = pair.clone();
    let waiter = thread::spawn(move || {
        let mut count = other.0.lock().unwrap();
        while *count == 0 {
            count = other.1.wait(count).unwrap();
        }
    });
    sleep(ms(10));
    let mut count = pair.0.lock().unwrap();
    *count = 1;
    pair.1.notify_one();
    sleep(ms(10));
    drop(count);
    waiter.join().unwrap();
}",
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns waiter
            0.000 0 main   sleeps until 0.010
            0.000 1 waiter locks pair
            0.000 1 waiter unlocks pair
            0.000 1 waiter Condvar { condvar: SyncId(1), until: None }
            0.010 - main   wakes up
            0.010 0 main   locks pair
            0.010 0 main   notifies pair 2
            0.010 - waiter is woken by main
            0.010 0 main   sleeps until 0.020
            0.010 1 waiter waits for pair of main
            0.020 - main   wakes up
            0.020 0 main   unlocks pair
            0.020 - waiter is woken by main
            0.020 1 waiter locks pair
            0.020 0 main   waits for waiter
            0.020 1 waiter unlocks pair
            0.020 1 waiter ends
            0.020 - main   is woken by waiter
            0.020 0 main   joins waiter
            0.020 0 main   ends
            0.020 - main   exits with 0
            0.020 end
        "#]],
    );
}

#[test]
fn the_last_to_arrive_opens_the_barrier() {
    check(
        "fn main() {
    let gate = Arc::new(std::sync::Barrier::new(2));
    let inside = gate.clone();
    let early = thread::spawn(move || println!(\"{}\", inside.wait().is_leader()));
    sleep(ms(10));
    println!(\"{}\", gate.wait().is_leader());
    early.join().unwrap();
}",
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns early
            0.000 0 main   sleeps until 0.010
            0.000 1 early  Barrier { barrier: SyncId(0), arrived: 1, size: 2 }
            0.010 - main   wakes up
            0.010 0 main   opens gate
            0.010 - early  is woken by main
            0.010 0 main   prints "true\n"
            0.010 1 early  prints "false\n"
            0.010 0 main   waits for early
            0.010 1 early  ends
            0.010 - main   is woken by early
            0.010 0 main   joins early
            0.010 0 main   ends
            0.010 - main   exits with 0
            0.010 end
        "#]],
    );
}

#[test]
fn writers_come_before_readers_that_came_later() {
    check(
        "fn main() {
    let data = Arc::new(std::sync::RwLock::new(0));
    let (w, r) = (data.clone(), data.clone());
    let reading = data.read().unwrap();
    let writer = thread::spawn(move || *w.write().unwrap() += 1);
    sleep(ms(10));
    let reader = thread::spawn(move || println!(\"{}\", r.read().unwrap()));
    sleep(ms(10));
    drop(reading);
    writer.join().unwrap();
    reader.join().unwrap();
}",
        &cores(2),
        expect![[r#"
            0.000 0 main   reads data
            0.000 0 main   spawns writer
            0.000 0 main   sleeps until 0.010
            0.000 1 writer Write { lock: SyncId(0), holder: Some(TaskId(0)) }
            0.010 - main   wakes up
            0.010 0 main   spawns reader
            0.010 0 main   sleeps until 0.020
            0.010 1 reader Read { lock: SyncId(0), holder: Some(TaskId(0)) }
            0.020 - main   wakes up
            0.020 0 main   stops reading data
            0.020 - writer is woken by main
            0.020 1 writer locks data
            0.020 0 main   waits for writer
            0.020 1 writer unlocks data
            0.020 - reader is woken by writer
            0.020 0 reader reads data
            0.020 1 writer ends
            0.020 - main   is woken by writer
            0.020 0 reader prints "1\n"
            0.020 1 main   joins writer
            0.020 0 reader stops reading data
            0.020 1 main   waits for reader
            0.020 0 reader ends
            0.020 - main   is woken by reader
            0.020 1 main   joins reader
            0.020 1 main   ends
            0.020 - main   exits with 0
            0.020 end
        "#]],
    );
}

#[test]
fn others_wait_for_the_one_that_initialises() {
    check(
        "fn main() {
    let config = Arc::new(std::sync::OnceLock::new());
    let cell = config.clone();
    let first = thread::spawn(move || { cell.get_or_init(|| { sleep(ms(10)); 7 }); });
    sleep(ms(5));
    println!(\"{}\", config.get_or_init(|| 8));
    first.join().unwrap();
}",
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns first
            0.000 0 main   sleeps until 0.005
            0.000 1 first  initialises config
            0.000 1 first  sleeps until 0.010
            0.005 - main   wakes up
            0.005 0 main   Once { once: SyncId(0) }
            0.010 - first  wakes up
            0.010 1 first  has initialised config
            0.010 - main   is woken by first
            0.010 1 first  ends
            0.010 0 main   prints "7\n"
            0.010 0 main   joins first
            0.010 0 main   ends
            0.010 - main   exits with 0
            0.010 end
        "#]],
    );
}

#[test]
fn a_reader_that_wants_to_write_waits_for_itself() {
    check(
        "fn main() {
    let data = std::sync::RwLock::new(0);
    let seen = data.read().unwrap();
    *data.write().unwrap() = *seen + 1;
}",
        &cores(1),
        expect![[r#"
            0.000 0 main   reads data
            0.000 0 main   Write { lock: SyncId(0), holder: Some(TaskId(0)) }
            0.000 deadlock (cycle): main Write { lock: SyncId(0), holder: Some(TaskId(0)) }
        "#]],
    );
}
