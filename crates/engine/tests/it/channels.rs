//! `mpsc`.

use expect_test::expect;

use crate::draw::{check, check_output, cores};

#[test]
fn several_producers_and_the_end_of_the_channel() {
    check_output(
        r#"
fn main() {
    let (tx, rx) = mpsc::channel();
    for id in 0..3u64 {
        let tx = tx.clone();
        thread::spawn(move || {
            for n in 0..2 {
                tx.send((id, n)).unwrap();
                sleep(ms(10 * (id + 1)));
            }
        });
    }
    drop(tx);
    for (id, n) in rx {
        println!("{id} {n}");
    }
    println!("closed");
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 0
            0.000 1 0
            0.000 2 0
            0.010 0 1
            0.020 1 1
            0.030 2 1
            0.060 closed
            0.060 end
        "#]],
    );
}

#[test]
fn a_rendezvous_passes_from_hand_to_hand() {
    check(
        r#"
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let child = thread::spawn(move || {
        tx.send(1).unwrap();
        println!("sent");
    });
    sleep(ms(10));
    println!("{}", rx.recv().unwrap());
    child.join().unwrap();
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   sleeps until 0.010
            0.000 1 child  waits for room in tx/rx
            0.010 - main   wakes up
            0.010 - child  sends to tx/rx
            0.010 0 main   receives from tx/rx
            0.010 - child  is woken by main
            0.010 0 main   prints "1\n"
            0.010 1 child  prints "sent\n"
            0.010 0 main   waits for child
            0.010 1 child  closes tx/rx
            0.010 1 child  ends
            0.010 - main   is woken by child
            0.010 0 main   joins child
            0.010 0 main   ends
            0.010 - main   exits with 0
            0.010 end
        "#]],
    );
}

#[test]
fn a_bounded_channel_makes_the_sender_wait() {
    check(
        r#"
fn main() {
    let (tx, rx) = mpsc::sync_channel(1);
    let child = thread::spawn(move || {
        for i in 0..3 {
            tx.send(i).unwrap();
        }
    });
    sleep(ms(10));
    while let Ok(i) = rx.recv() {
        println!("{i}");
        sleep(ms(10));
    }
    child.join().unwrap();
}
"#,
        &cores(2),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   sleeps until 0.010
            0.000 1 child  sends to tx/rx
            0.000 1 child  waits for room in tx/rx
            0.010 - main   wakes up
            0.010 0 main   receives from tx/rx
            0.010 - child  is woken by main
            0.010 1 child  sends to tx/rx
            0.010 0 main   prints "0\n"
            0.010 1 child  waits for room in tx/rx
            0.010 0 main   sleeps until 0.020
            0.020 - main   wakes up
            0.020 0 main   receives from tx/rx
            0.020 - child  is woken by main
            0.020 1 child  sends to tx/rx
            0.020 0 main   prints "1\n"
            0.020 1 child  closes tx/rx
            0.020 0 main   sleeps until 0.030
            0.020 1 child  ends
            0.030 - main   wakes up
            0.030 0 main   receives from tx/rx
            0.030 0 main   prints "2\n"
            0.030 0 main   sleeps until 0.040
            0.040 - main   wakes up
            0.040 0 main   gets nothing from tx/rx
            0.040 0 main   joins child
            0.040 0 main   ends
            0.040 - main   exits with 0
            0.040 end
        "#]],
    );
}

#[test]
fn both_ends_notice_that_the_other_is_gone() {
    check_output(
        r#"
fn main() {
    let (tx, rx) = mpsc::channel();
    println!("{:?}", rx.try_recv());
    println!("{:?}", rx.recv_timeout(ms(10)));
    tx.send(1).unwrap();
    drop(tx);
    println!("{:?}", rx.recv());
    println!("{:?}", rx.recv());
    println!("{:?}", rx.try_recv());
    let (tx, rx) = mpsc::sync_channel(1);
    println!("{:?}", tx.try_send(1));
    println!("{:?}", tx.try_send(2));
    drop(rx);
    println!("{:?}", tx.try_send(3));
    println!("{:?}", tx.send(4));
}
"#,
        &cores(1),
        expect![[r#"
            0.000 Err(Empty)
            0.010 Err(Timeout)
            0.010 Ok(1)
            0.010 Err(RecvError)
            0.010 Err(Disconnected)
            0.010 Ok(())
            0.010 Err(TrySendError::Full(..))
            0.010 Err(TrySendError::Disconnected(..))
            0.010 Err(SendError { .. })
            0.010 end
        "#]],
    );
}

#[test]
fn polling_a_channel_in_a_loop_ends() {
    check_output(
        r#"
fn main() {
    let (tx, rx) = mpsc::channel();
    thread::spawn(move || {
        sleep(ms(300));
        tx.send("late").unwrap();
    });
    loop {
        if let Ok(text) = rx.try_recv() {
            println!("{text}");
            break;
        }
        thread::yield_now();
    }
}
"#,
        &cores(1),
        expect![[r#"
            0.300 late
            0.300 end
        "#]],
    );
}
