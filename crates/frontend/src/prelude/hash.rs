//! `Hash`, `Hasher` and `DefaultHasher`, in std's order of bytes.

pub trait Hash {
    fn hash(&self, state: &mut H) {
        for part in intrinsic::hash_parts(self) {
            part.hash(state);
        }
    }
}

impl<T> Hash for T {}

pub trait Hasher {
    fn finish(&self) -> u64;

    fn write(&mut self, bytes: &[u8]);

    fn write_u8(&mut self, number: u8) {
        self.write(&[number]);
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_ne_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_ne_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_ne_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.write(&number.to_ne_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write(&number.to_ne_bytes());
    }

    fn write_i8(&mut self, number: i8) {
        self.write_u8(number as u8);
    }

    fn write_i16(&mut self, number: i16) {
        self.write_u16(number as u16);
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u32(number as u32);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number as u64);
    }

    fn write_i128(&mut self, number: i128) {
        self.write_u128(number as u128);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_usize(number as usize);
    }
}

#[derive(Clone, Debug)]
pub struct DefaultHasher {
    bytes: Vec,
}

impl DefaultHasher {
    pub fn new() -> DefaultHasher {
        DefaultHasher { bytes: Vec::new() }
    }

    pub fn default() -> DefaultHasher {
        DefaultHasher::new()
    }
}

impl Hasher for DefaultHasher {
    fn finish(&self) -> u64 {
        intrinsic::sip_hash(&self.bytes)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }
}

impl bool {
    pub fn hash(&self, state: &mut H) {
        state.write_u8(*self as u8);
    }
}

impl char {
    pub fn hash(&self, state: &mut H) {
        state.write_u32(*self as u32);
    }
}

impl str {
    pub fn hash(&self, state: &mut H) {
        state.write(self.as_bytes());
        state.write_u8(255u8);
    }
}

impl String {
    pub fn hash(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl u8 {
    pub fn hash(&self, state: &mut H) {
        state.write_u8(*self);
    }
}

impl u16 {
    pub fn hash(&self, state: &mut H) {
        state.write_u16(*self);
    }
}

impl u32 {
    pub fn hash(&self, state: &mut H) {
        state.write_u32(*self);
    }
}

impl u64 {
    pub fn hash(&self, state: &mut H) {
        state.write_u64(*self);
    }
}

impl u128 {
    pub fn hash(&self, state: &mut H) {
        state.write_u128(*self);
    }
}

impl usize {
    pub fn hash(&self, state: &mut H) {
        state.write_usize(*self);
    }
}

impl i8 {
    pub fn hash(&self, state: &mut H) {
        state.write_i8(*self);
    }
}

impl i16 {
    pub fn hash(&self, state: &mut H) {
        state.write_i16(*self);
    }
}

impl i32 {
    pub fn hash(&self, state: &mut H) {
        state.write_i32(*self);
    }
}

impl i64 {
    pub fn hash(&self, state: &mut H) {
        state.write_i64(*self);
    }
}

impl i128 {
    pub fn hash(&self, state: &mut H) {
        state.write_i128(*self);
    }
}

impl isize {
    pub fn hash(&self, state: &mut H) {
        state.write_isize(*self);
    }
}
