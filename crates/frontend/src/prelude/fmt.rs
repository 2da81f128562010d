//! `fmt::Error`, `fmt::Write`, and the builders of `Formatter`.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("an error occurred when formatting an argument")
    }
}

/// What `format_args!` makes: the text, and whether it has no placeholders.
pub struct Arguments {
    text: String,
    is_plain: bool,
}

fn arguments(text: String, is_plain: bool) -> Arguments {
    Arguments { text, is_plain }
}

impl Arguments {
    pub fn as_str(&self) -> Option {
        if self.is_plain { Some(self.text.as_str()) } else { None }
    }
}

impl std::fmt::Display for Arguments {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(&self.text)
    }
}

impl std::fmt::Debug for Arguments {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(&self.text)
    }
}

pub fn format(arguments: Arguments) -> String {
    arguments.text
}

pub trait Write {
    fn write_char(&mut self, c: char) -> Result {
        self.write_str(&c.to_string())
    }

    fn write_fmt(&mut self, text: String) -> Result {
        self.write_str(&text.to_string())
    }
}

impl Formatter {
    pub fn debug_struct(&mut self, name: &str) -> DebugStruct {
        self.write_str(name);
        DebugStruct {
            list: DebugItems {
                f: self,
                any: false,
                open: " {",
                close: " }",
            },
        }
    }

    pub fn debug_tuple(&mut self, name: &str) -> DebugTuple {
        self.write_str(name);
        DebugTuple {
            list: DebugItems {
                f: self,
                any: false,
                open: "(",
                close: ")",
            },
        }
    }

    pub fn debug_list(&mut self) -> DebugList {
        self.write_str("[");
        DebugList {
            list: DebugItems {
                f: self,
                any: false,
                open: "",
                close: "]",
            },
        }
    }

    pub fn debug_set(&mut self) -> DebugList {
        self.write_str("{");
        DebugList {
            list: DebugItems {
                f: self,
                any: false,
                open: "",
                close: "}",
            },
        }
    }

    pub fn debug_map(&mut self) -> DebugMap {
        self.write_str("{");
        DebugMap {
            list: DebugItems {
                f: self,
                any: false,
                open: "",
                close: "}",
            },
            key: None,
        }
    }
}

/// What stands between the brackets.
struct DebugItems {
    f: F,
    any: bool,
    open: S,
    close: S,
}

impl DebugItems {
    fn item(&mut self, text: String) {
        if !self.any {
            self.f.write_str(self.open);
        }
        if self.f.alternate() {
            if !self.any {
                self.f.write_str("\n");
            }
            self.f.write_str("    ");
            self.f.write_str(&text.replace("\n", "\n    "));
            self.f.write_str(",\n");
        } else {
            if self.any {
                self.f.write_str(", ");
            } else if self.open == " {" {
                self.f.write_str(" ");
            }
            self.f.write_str(&text);
        }
        self.any = true;
    }

    fn shown(&self, value: V) -> String {
        if self.f.alternate() {
            format!("{:#?}", value)
        } else {
            format!("{:?}", value)
        }
    }

    fn end(&mut self) -> Result {
        if self.f.alternate() {
            self.f.write_str(self.close.trim_start())
        } else {
            self.f.write_str(self.close)
        }
    }
}

pub struct DebugStruct {
    list: L,
}

impl DebugStruct {
    pub fn field(&mut self, name: &str, value: V) -> R {
        let text = format!("{}: {}", name, self.list.shown(value));
        self.list.item(text);
        self
    }

    pub fn finish(&mut self) -> Result {
        if self.list.any {
            self.list.end();
        }
        Ok(())
    }

    pub fn finish_non_exhaustive(&mut self) -> Result {
        if !self.list.any {
            self.list.f.write_str(" { .. }");
        } else if self.list.f.alternate() {
            self.list.f.write_str("    ..\n}");
        } else {
            self.list.f.write_str(", .. }");
        }
        Ok(())
    }
}

pub struct DebugTuple {
    list: L,
}

impl DebugTuple {
    pub fn field(&mut self, value: V) -> R {
        let text = self.list.shown(value);
        self.list.item(text);
        self
    }

    pub fn finish(&mut self) -> Result {
        if self.list.any {
            self.list.end();
        }
        Ok(())
    }
}

/// Also `DebugSet`.
pub struct DebugList {
    list: L,
}

impl DebugList {
    pub fn entry(&mut self, value: V) -> R {
        let text = self.list.shown(value);
        self.list.item(text);
        self
    }

    pub fn entries(&mut self, entries: I) -> R {
        for entry in entries {
            self.entry(entry);
        }
        self
    }

    pub fn finish(&mut self) -> Result {
        self.list.end()
    }
}

pub struct DebugMap {
    list: L,
    /// The text of a key whose value is to come.
    key: Option,
}

impl DebugMap {
    pub fn entry(&mut self, key: K, value: V) -> R {
        let text = format!("{}: {}", self.list.shown(key), self.list.shown(value));
        self.list.item(text);
        self
    }

    pub fn key(&mut self, key: K) -> R {
        self.key = Some(self.list.shown(key));
        self
    }

    pub fn value(&mut self, value: V) -> R {
        match self.key.take() {
            Some(key) => self.list.item(format!("{}: {}", key, self.list.shown(value))),
            None => panic!("attempted to format a map value before its key"),
        }
        self
    }

    pub fn entries(&mut self, entries: I) -> R {
        for (key, value) in entries {
            self.entry(key, value);
        }
        self
    }

    pub fn finish(&mut self) -> Result {
        self.list.end()
    }
}

impl Error for Error {}
