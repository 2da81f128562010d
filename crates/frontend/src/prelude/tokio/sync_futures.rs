//! `tokio::sync::futures`: futures that can be named.

pub use tokio::sync::Notified;
pub use tokio::sync::Notified as OwnedNotified;
