//! `tokio` itself.

pub fn spawn(future: F) -> JoinHandle {
    tokio::runtime::task::spawn_in(usize::MAX, future)
}
