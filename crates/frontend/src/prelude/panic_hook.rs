//! `std::panic`: what is called when a panic begins. The machine calls `call_panic_hook` before it unwinds.

use std::fmt;

/// The program's own, if it has set one.
struct Hook {
    own: Option,
}

static HOOK: Hook = Hook { own: None };

pub fn set_hook(hook: F) {
    let old = take_hook();
    HOOK.own = Some(hook);
}

pub fn take_hook() -> F {
    if std::thread::panicking() {
        panic!("cannot modify the panic hook from a panicking thread");
    }
    match HOOK.own.take() {
        Some(hook) => hook,
        None => Box::new(|info| intrinsic::panic_told(info.message.clone(), info.location.place)),
    }
}

/// Answers the payload, which the panic goes on with.
fn call_panic_hook(payload: P, message: String) -> P {
    if HOOK.own.is_none() {
        intrinsic::panic_began(message, false);
        return payload;
    }
    let place = intrinsic::panic_began(message.clone(), true);
    let info = PanicHookInfo { payload: &payload, message, location: Location { place } };
    let hook = HOOK.own.as_ref().unwrap();
    hook(&info);
    payload
}

pub struct PanicHookInfo {
    payload: P,
    message: String,
    location: Location,
}

pub use std::panic::PanicHookInfo as PanicInfo;

impl PanicHookInfo {
    pub fn payload(&self) -> &P {
        self.payload
    }

    pub fn payload_as_str(&self) -> Option {
        let is_text = self.payload.is::<String>() || self.payload.is::<&str>();
        if is_text { Some(self.message.as_str()) } else { None }
    }

    pub fn location(&self) -> Option {
        Some(&self.location)
    }
}

impl fmt::Display for PanicHookInfo {
    fn fmt(&self, f: &mut Formatter) -> Result {
        write!(f, "panicked at {}:", self.location)?;
        match self.payload_as_str() {
            Some(text) => write!(f, "\n{text}"),
            None => Ok(()),
        }
    }
}

/// Line and column as one number.
pub struct Location {
    place: u64,
}

impl Location {
    pub fn file(&self) -> &str {
        "src/main.rs"
    }

    pub fn line(&self) -> u32 {
        (self.place >> 32) as u32
    }

    pub fn column(&self) -> u32 {
        (self.place & 0xffff_ffff) as u32
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut Formatter) -> Result {
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}
