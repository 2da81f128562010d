//! Programs of the multi-thread runtime, natively: `multi-thread-programs NAME` runs one of them. One binary for all, so
//! that a run takes milliseconds.

#[path = "../../tests/multi_thread/programs/blocked_worker.rs"]
mod blocked_worker;
#[path = "../../tests/multi_thread/programs/in_place.rs"]
mod in_place;
#[path = "../../tests/multi_thread/programs/lifo_slot.rs"]
mod lifo_slot;
#[path = "../../tests/multi_thread/programs/lock_order.rs"]
mod lock_order;
#[path = "../../tests/multi_thread/programs/overflow.rs"]
mod overflow;
#[path = "../../tests/multi_thread/programs/ping_pong.rs"]
mod ping_pong;
#[path = "../../tests/multi_thread/programs/producers.rs"]
mod producers;
#[path = "../../tests/multi_thread/programs/races.rs"]
mod races;
#[path = "../../tests/multi_thread/programs/shutdown.rs"]
mod shutdown;
#[path = "../../tests/multi_thread/programs/std_threads.rs"]
mod std_threads;
#[path = "../../tests/multi_thread/programs/two_printers.rs"]
mod two_printers;

/// Programs by name.
macro_rules! run {
    ($given:expr => $($name:ident)*) => {
        match $given {
            $(stringify!($name) => $name::main(),)*
            other => panic!("there is no program {other}"),
        }
    };
}

fn main() {
    let name = std::env::args().nth(1).expect("the name of a program");
    run!(name.as_str() =>
        blocked_worker in_place lifo_slot lock_order overflow ping_pong producers races shutdown std_threads two_printers
    );
}
