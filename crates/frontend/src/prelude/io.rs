//! Standard streams: output goes to the machine, input is always at its end.

use std::fmt;

pub fn stdout() -> Stdout {
    Stdout
}

pub fn stderr() -> Stderr {
    Stderr
}

pub fn stdin() -> Stdin {
    Stdin
}

#[derive(Debug)]
pub struct Stdout;

impl Stdout {
    pub fn lock(&self) -> Stdout {
        Stdout
    }

    pub fn flush(&mut self) -> Result {
        Ok(())
    }

    pub fn write_fmt(&mut self, text: String) -> Result {
        intrinsic::print_out(text);
        Ok(())
    }

    pub fn write_str(&mut self, text: &str) -> Result {
        intrinsic::print_out(text.to_string());
        Ok(())
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        intrinsic::print_out(String::from_utf8_lossy(bytes));
        Ok(())
    }
}

#[derive(Debug)]
pub struct Stderr;

impl Stderr {
    pub fn lock(&self) -> Stderr {
        Stderr
    }

    pub fn flush(&mut self) -> Result {
        Ok(())
    }

    pub fn write_fmt(&mut self, text: String) -> Result {
        intrinsic::print_err(text);
        Ok(())
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        intrinsic::print_err(String::from_utf8_lossy(bytes));
        Ok(())
    }
}

#[derive(Debug)]
pub struct Stdin;

impl Stdin {
    pub fn lock(&self) -> Stdin {
        Stdin
    }

    pub fn read_line(&self, line: &mut String) -> Result {
        Ok(0usize)
    }

    pub fn read_to_string(&self, text: &mut String) -> Result {
        Ok(0usize)
    }

    pub fn lines(self) -> Iter {
        intrinsic::option_iter(None)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    NotFound,
    PermissionDenied,
    ConnectionRefused,
    AlreadyExists,
    WouldBlock,
    InvalidInput,
    InvalidData,
    TimedOut,
    Interrupted,
    Unsupported,
    UnexpectedEof,
    Other,
}

impl ErrorKind {
    fn words(&self) -> &str {
        match self {
            ErrorKind::NotFound => "entity not found",
            ErrorKind::PermissionDenied => "permission denied",
            ErrorKind::ConnectionRefused => "connection refused",
            ErrorKind::AlreadyExists => "entity already exists",
            ErrorKind::WouldBlock => "operation would block",
            ErrorKind::InvalidInput => "invalid input parameter",
            ErrorKind::InvalidData => "invalid data",
            ErrorKind::TimedOut => "timed out",
            ErrorKind::Interrupted => "operation interrupted",
            ErrorKind::Unsupported => "unsupported",
            ErrorKind::UnexpectedEof => "unexpected end of file",
            ErrorKind::Other => "other error",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad(self.words())
    }
}

pub struct Error {
    kind: ErrorKind,
    error: E,
}

impl Error {
    pub fn new(kind: ErrorKind, error: E) -> Error {
        Error { kind, error }
    }

    pub fn other(error: E) -> Error {
        Error {
            kind: ErrorKind::Other,
            error,
        }
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let text = self.error.to_string();
        f.write_str(&text)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Custom")
            .field("kind", &self.kind)
            .field("error", &self.error)
            .finish()
    }
}

impl Error for Error {}
