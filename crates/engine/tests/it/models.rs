//! Cooperative models: one event loop, and M:N.

use expect_test::expect;
use interleave_engine::Model;

use crate::draw::{THREE_WORKERS, check, check_gantt, model};

#[test]
fn an_event_loop_computes_one_after_the_other() {
    check_gantt(
        THREE_WORKERS,
        &model(Model::EventLoop, 4, 0),
        expect![[r#"
        core 0: a 0-200 b 200-400 c 400-600
        core 1:
        core 2:
        core 3:
        end 600 ms, 0 switches
    "#]],
    );
}

#[test]
fn green_tasks_share_their_workers() {
    check_gantt(
        THREE_WORKERS,
        &model(Model::Green, 4, 2),
        expect![[r#"
        core 0: b 0-200
        core 1: a 0-200 c 200-400
        core 2:
        core 3:
        end 400 ms, 0 switches
    "#]],
    );
}

#[test]
fn more_workers_than_cores_are_sliced() {
    check_gantt(
        THREE_WORKERS,
        &model(Model::Green, 1, 2),
        expect![[r#"
        core 0: a 0-10 b 10-20 a 20-30 b 30-40 a 40-50 b 50-60 a 60-70 b 70-80 a 80-90 b 90-100 a 100-110 b 110-120 a 120-130 b 130-140 a 140-150 b 150-160 a 160-170 b 170-180 a 180-190 b 190-200 a 200-210 b 210-220 a 220-230 b 230-240 a 240-250 b 250-260 a 260-270 b 270-280 a 280-290 b 290-300 a 300-310 b 310-320 a 320-330 b 330-340 a 340-350 b 350-360 a 360-370 b 370-380 a 380-390 b 390-400 c 400-600
        end 600 ms, 40 switches
    "#]],
    );
}

#[test]
fn sleeping_parks_the_coroutine() {
    check(
        r#"
fn main() {
    let child = thread::spawn(|| {
        println!("child");
        sleep(ms(10));
        println!("child again");
    });
    println!("main");
    sleep(ms(10));
    println!("main again");
    child.join().unwrap();
}
"#,
        &model(Model::EventLoop, 2, 0),
        expect![[r#"
            0.000 0 main   spawns child
            0.000 0 main   prints "main\n"
            0.000 0 main   sleeps until 0.010
            0.000 0 child  prints "child\n"
            0.000 0 child  sleeps until 0.010
            0.010 - main   wakes up
            0.010 - child  wakes up
            0.010 0 main   prints "main again\n"
            0.010 0 main   waits for child
            0.010 0 child  prints "child again\n"
            0.010 0 child  ends
            0.010 - main   is woken by child
            0.010 0 main   joins child
            0.010 0 main   ends
            0.010 - main   exits with 0
            0.010 end
        "#]],
    );
}
