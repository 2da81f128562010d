//! `tokio::signal`: nobody sends signals to a simulated process, so waiting for one never ends.

pub async fn ctrl_c() -> Result {
    std::future::pending().await
}
