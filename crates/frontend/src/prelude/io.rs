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
        intrinsic::print_out(text.to_string());
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
        intrinsic::print_err(text.to_string());
        Ok(())
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        intrinsic::print_err(String::from_utf8_lossy(bytes));
        Ok(())
    }
}

impl Vec {
    pub fn flush(&mut self) -> Result {
        Ok(())
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result {
        self.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    pub fn write_fmt(&mut self, text: String) -> Result {
        self.write_all(text.to_string().as_bytes())
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        self.extend_from_slice(bytes);
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
    ConnectionReset,
    ConnectionAborted,
    NotConnected,
    AddrInUse,
    AddrNotAvailable,
    BrokenPipe,
    AlreadyExists,
    WouldBlock,
    InvalidInput,
    InvalidData,
    TimedOut,
    WriteZero,
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
            ErrorKind::ConnectionReset => "connection reset",
            ErrorKind::ConnectionAborted => "connection aborted",
            ErrorKind::NotConnected => "not connected",
            ErrorKind::AddrInUse => "address in use",
            ErrorKind::AddrNotAvailable => "address not available",
            ErrorKind::BrokenPipe => "broken pipe",
            ErrorKind::AlreadyExists => "entity already exists",
            ErrorKind::WouldBlock => "operation would block",
            ErrorKind::InvalidInput => "invalid input parameter",
            ErrorKind::InvalidData => "invalid data",
            ErrorKind::TimedOut => "timed out",
            ErrorKind::WriteZero => "write zero",
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

/// `code`: the operating system's, 0 for errors of the program. `error`: `()` when the kind says all.
pub struct Error {
    kind: ErrorKind,
    error: E,
    code: i32,
}

pub fn os_error(code: i32, kind: ErrorKind, message: &str) -> Error {
    Error { kind, error: message, code }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error { kind, error: (), code: 0 }
    }
}

impl Error {
    pub fn new(kind: ErrorKind, error: E) -> Error {
        Error { kind, error, code: 0 }
    }

    pub fn other(error: E) -> Error {
        Error {
            kind: ErrorKind::Other,
            error,
            code: 0,
        }
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub fn raw_os_error(&self) -> Option {
        if self.code == 0 { None } else { Some(self.code) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        if intrinsic::is_unit(&self.error) {
            return f.write_str(self.kind.words());
        }
        let text = self.error.to_string();
        f.write_str(&text)?;
        if self.code > 0 {
            write!(f, " (os error {})", self.code)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        if self.code > 0 {
            return f
                .debug_struct("Os")
                .field("code", &self.code)
                .field("kind", &self.kind)
                .field("message", &self.error)
                .finish();
        }
        if intrinsic::is_unit(&self.error) {
            return f.debug_tuple("Kind").field(&self.kind).finish();
        }
        f.debug_struct("Custom")
            .field("kind", &self.kind)
            .field("error", &self.error)
            .finish()
    }
}

impl Error for Error {}
