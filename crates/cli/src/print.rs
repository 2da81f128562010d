//! Writing to the standard streams; a reader that went away is no error.

use std::io::{self, Write};

/// Writes `text` to standard output.
pub fn to_stdout(text: &str) {
    let mut out = io::stdout().lock();
    give_up_quietly(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Writes `text` to standard error.
pub fn to_stderr(text: &str) {
    let mut err = io::stderr().lock();
    give_up_quietly(err.write_all(text.as_bytes()).and_then(|()| err.flush()));
}

/// When a write failed there is nobody to tell but standard error; a closed pipe (`| head`) is how readers say
/// that they have enough.
fn give_up_quietly(result: io::Result<()>) {
    if let Err(error) = result
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _ = writeln!(io::stderr(), "interleave: cannot write: {error}");
    }
}
