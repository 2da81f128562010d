//! `tokio` itself.

pub fn spawn(future: F) -> JoinHandle {
    tokio::runtime::spawn_in(usize::MAX, future)
}
