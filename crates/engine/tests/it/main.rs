//! Runs of whole programs, drawn as a teacher would.

mod channels;
mod deadlocks;
mod draw;
mod ends;
mod laws;
mod limits;
mod locks;
mod models;
mod oracle;
mod policies;
mod runtimes;
mod shared_state;
mod threads;
