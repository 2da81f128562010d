//! A hash of a whole trace that is the same natively and in WASM.
//!
//! It feeds the derived `Hash` into XXH3 (64 bit) through a hasher that writes every number in little-endian
//! order and every length and discriminant as 64 bits, whatever the width of a pointer is.

use std::hash::{Hash, Hasher};

use interleave_trace::Trace;
use xxhash_rust::xxh3::Xxh3;

/// The hash as 16 hexadecimal digits.
#[must_use]
pub fn trace_hash(trace: &Trace) -> String {
    let mut hasher = StableHasher(Box::new(Xxh3::new()));
    trace.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

struct StableHasher(Box<Xxh3>);

impl Hasher for StableHasher {
    fn finish(&self) -> u64 {
        self.0.digest()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, value: u16) {
        self.write(&value.to_le_bytes());
    }

    fn write_u32(&mut self, value: u32) {
        self.write(&value.to_le_bytes());
    }

    fn write_u64(&mut self, value: u64) {
        self.write(&value.to_le_bytes());
    }

    fn write_u128(&mut self, value: u128) {
        self.write(&value.to_le_bytes());
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_i16(&mut self, value: i16) {
        self.write(&value.to_le_bytes());
    }

    fn write_i32(&mut self, value: i32) {
        self.write(&value.to_le_bytes());
    }

    fn write_i64(&mut self, value: i64) {
        self.write(&value.to_le_bytes());
    }

    fn write_isize(&mut self, value: isize) {
        self.write_i64(value as i64);
    }
}
