//! Readers of texts, and writers that keep what is written until it is much.

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
}

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
