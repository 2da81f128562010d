//! `tokio::net::tcp`: what the halves of a connection are called.

use std::fmt;
use tokio::net::Lent as ReadHalf;
use tokio::net::Lent as WriteHalf;
use tokio::net::TcpStream as OwnedReadHalf;
use tokio::net::TcpStream as OwnedWriteHalf;

/// The halves are of two connections.
pub struct ReuniteError(pub R, pub W);

impl std::error::Error for ReuniteError {}

impl fmt::Display for ReuniteError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("tried to reunite halves that are not from the same socket")
    }
}
