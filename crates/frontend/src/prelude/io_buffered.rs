//! Readers and writers of what is in memory, and writers that keep what is written until it is much.

use std::fmt;

pub struct Cursor {
    inner: T,
    at: u64,
}

impl Cursor {
    pub fn new(inner: T) -> Cursor {
        Cursor { inner, at: 0 }
    }

    pub fn get_ref(&self) -> &T {
        &self.inner
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    pub fn into_inner(self) -> T {
        self.inner
    }

    pub fn position(&self) -> u64 {
        self.at
    }

    pub fn set_position(&mut self, at: u64) {
        self.at = at;
    }

    fn rest(&self) -> &[u8] {
        let bytes = bytes_of(&self.inner);
        let start = (self.at as usize).min(bytes.len());
        &bytes[start..]
    }

    pub fn read_line(&mut self, line: &mut String) -> Result {
        let taken = line_of(self.rest(), line);
        self.at += taken as u64;
        Ok(taken)
    }

    pub fn read_to_string(&mut self, text: &mut String) -> Result {
        let rest = self.rest();
        text.push_str(&String::from_utf8_lossy(rest));
        let taken = rest.len();
        self.at += taken as u64;
        Ok(taken)
    }

    pub fn lines(self) -> Lines {
        Lines { reader: self }
    }

    pub fn read(&mut self, into: &mut [u8]) -> Result {
        let mut rest = self.rest();
        let count = rest.read(into)?;
        self.at += count as u64;
        Ok(count)
    }

    pub fn read_exact(&mut self, into: &mut [u8]) -> Result {
        let mut rest = self.rest();
        let before = rest.len();
        let result = rest.read_exact(into);
        self.at += (before - rest.len()) as u64;
        result
    }

    pub fn read_to_end(&mut self, into: &mut Vec) -> Result {
        let mut rest = self.rest();
        let count = rest.read_to_end(into)?;
        self.at += count as u64;
        Ok(count)
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result {
        let count = self.inner.overwrite(self.at as usize, bytes);
        self.at += count as u64;
        Ok(count)
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        if self.write(bytes)? < bytes.len() {
            return Err(Error::new(ErrorKind::WriteZero, "failed to write whole buffer"));
        }
        Ok(())
    }

    pub fn write_fmt(&mut self, text: String) -> Result {
        self.write_all(text.to_string().as_bytes())
    }

    pub fn flush(&mut self) -> Result {
        Ok(())
    }

    pub fn seek(&mut self, to: SeekFrom) -> Result {
        let to = match to {
            SeekFrom::Start(at) => at as i128,
            SeekFrom::End(by) => bytes_of(&self.inner).len() as i128 + by as i128,
            SeekFrom::Current(by) => self.at as i128 + by as i128,
        };
        if to < 0 {
            return Err(Error::new(ErrorKind::InvalidInput, "invalid seek to a negative or overflowing position"));
        }
        self.at = to as u64;
        Ok(self.at)
    }

    pub fn seek_relative(&mut self, by: i64) -> Result {
        self.seek(SeekFrom::Current(by))?;
        Ok(())
    }

    pub fn rewind(&mut self) -> Result {
        self.at = 0;
        Ok(())
    }

    pub fn stream_position(&mut self) -> Result {
        Ok(self.at)
    }
}

pub trait Seek {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeekFrom {
    Start(u64),
    End(i64),
    Current(i64),
}

impl Vec {
    /// Zeros stand between its end and `at`; it grows as is needed.
    fn overwrite(&mut self, at: usize, bytes: &[u8]) -> usize {
        if self.len() < at {
            self.resize(at, 0u8);
        }
        let within = self[at..].overwrite(0, bytes);
        self.extend_from_slice(&bytes[within..]);
        bytes.len()
    }
}

macro_rules! overwrites_bytes {
    ($owner:ty) => {
        impl $owner {
            fn overwrite(&mut self, at: usize, bytes: &[u8]) -> usize {
                let at = at.min(self.len());
                let count = bytes.len().min(self.len() - at);
                self[at..at + count].copy_from_slice(&bytes[..count]);
                count
            }
        }
    };
}

overwrites_bytes!([T]);
overwrites_bytes!([T; N]);

impl [T] {
    pub fn lines(&self) -> Lines {
        Lines { reader: Cursor::new(self) }
    }
}

macro_rules! reads_bytes {
    ($owner:ty) => {
        /// `&[u8]` is a reader that gets shorter.
        impl &$owner {
            pub fn read(&mut self, into: &mut [u8]) -> Result {
                let count = self.len().min(into.len());
                into[..count].copy_from_slice(&self[..count]);
                *self = &self[count..];
                Ok(count)
            }

            pub fn read_exact(&mut self, into: &mut [u8]) -> Result {
                if self.len() < into.len() {
                    *self = &self[self.len()..];
                    return Err(Error::new(ErrorKind::UnexpectedEof, "failed to fill whole buffer"));
                }
                self.read(into);
                Ok(())
            }

            pub fn read_to_end(&mut self, into: &mut Vec) -> Result {
                let count = self.len();
                into.extend_from_slice(self);
                *self = &self[count..];
                Ok(count)
            }

            pub fn read_to_string(&mut self, text: &mut String) -> Result {
                let count = self.len();
                text.push_str(&String::from_utf8_lossy(self));
                *self = &self[count..];
                Ok(count)
            }

            pub fn read_line(&mut self, line: &mut String) -> Result {
                let count = line_of(self, line);
                *self = &self[count..];
                Ok(count)
            }
        }
    };
}

reads_bytes!([T]);
reads_bytes!([T; N]);
reads_bytes!(Vec);

fn bytes_of(inner: &T) -> &[u8] {
    if intrinsic::is_sequence(inner) { inner } else { inner.as_bytes() }
}

/// Appends a line with its end, and says how many bytes it has.
fn line_of(bytes: &[u8], line: &mut String) -> usize {
    let taken = match bytes.iter().position(|byte| *byte == 10) {
        Some(at) => at + 1,
        None => bytes.len(),
    };
    line.push_str(&String::from_utf8_lossy(&bytes[..taken]));
    taken
}

pub struct Lines {
    reader: R,
}

impl Iterator for Lines {
    fn next(&mut self) -> Option {
        let mut line = String::new();
        match self.reader.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => {
                if line.ends_with('\n') {
                    line.pop();
                    if line.ends_with('\r') {
                        line.pop();
                    }
                }
                Some(Ok(line))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

pub struct BufReader {
    inner: R,
}

impl BufReader {
    pub fn new(inner: R) -> BufReader {
        let is_text = intrinsic::is_sequence(&inner);
        BufReader { inner: if is_text { Cursor::new(inner) } else { inner } }
    }

    pub fn read_line(&mut self, line: &mut String) -> Result {
        self.inner.read_line(line)
    }

    pub fn read_to_string(&mut self, text: &mut String) -> Result {
        self.inner.read_to_string(text)
    }

    pub fn lines(self) -> Lines {
        Lines { reader: self }
    }
}

/// Writes when it holds as much as std's does, when it is told to, and when it is dropped.
pub struct BufWriter {
    inner: W,
    held: Vec,
}

impl BufWriter {
    pub fn new(inner: W) -> BufWriter {
        BufWriter { inner, held: Vec::new() }
    }

    pub fn write_fmt(&mut self, text: String) -> Result {
        self.write_all(text.to_string().as_bytes())
    }

    pub fn write_all(&mut self, bytes: &[u8]) -> Result {
        if self.held.len() + bytes.len() > 8192usize {
            self.flush();
        }
        self.held.extend_from_slice(bytes);
        Ok(())
    }

    pub fn flush(&mut self) -> Result {
        if !self.held.is_empty() {
            let held = intrinsic::take_out(&mut self.held);
            self.inner.write_all(&held)?;
        }
        self.inner.flush()
    }

    pub fn get_ref(&self) -> &W {
        &self.inner
    }
}

impl Drop for BufWriter {
    fn drop(&mut self) {
        self.flush();
    }
}
