//! std whose printed lines begin with their time: nanoseconds of a clock that is set from outside, 0 without one.
//!
//! Compiled by `rustc` alone and put in std's place for one program (`extern crate … as std`); what is not here is std's
//! own.

pub use ::std::*;

use ::std::fmt::Arguments;
use ::std::sync::{Mutex as RealMutex, OnceLock as RealOnce};

static CLOCK: RealOnce<fn() -> u128> = RealOnce::new();

/// What `print!` has written of a line that is not ended yet.
static UNFINISHED: RealMutex<::std::string::String> = RealMutex::new(::std::string::String::new());

/// Sets the clock; the first one stays.
pub fn set_clock(clock: fn() -> u128) {
    let _ = CLOCK.set(clock);
}

pub fn print_out(text: Arguments<'_>, end: &str) {
    // What the program's own formatting does comes before the lock.
    let text = ::std::format!("{text}{end}");
    let now = CLOCK.get().map_or(0, |clock| clock());
    let mut line = UNFINISHED.lock().expect("nobody panics with the line");
    for part in text.split_inclusive('\n') {
        line.push_str(part);
        if line.ends_with('\n') {
            ::std::print!("{now} {line}");
            line.clear();
        }
    }
}
