//! `String`: what takes closures or iterators.

impl String {
    /// `Cow`'s, for what `from_utf8_lossy` gives, which is a `String` here.
    pub fn into_owned(self) -> String {
        self
    }

    pub fn extend(&mut self, parts: I) {
        for part in parts {
            intrinsic::collector_push(self, part);
        }
    }

    pub fn from_iter(parts: I, hint: H) -> String {
        let mut out = String::new();
        out.extend(parts);
        out
    }

    pub fn retain(&mut self, f: F) {
        let mut kept = String::new();
        for c in self.chars() {
            if f(c) {
                kept.push(c);
            }
        }
        *self = kept;
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromUtf8Error {
    bytes: B,
    error: E,
}

impl FromUtf8Error {
    pub fn into_bytes(self) -> Vec {
        self.bytes
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}

impl std::fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let text = self.error.to_string();
        f.pad(&text)
    }
}

impl Error for FromUtf8Error {}
