// Escapes of characters and texts, what exact chunks leave over, hexadecimal `{:x?}`, cells of one's own type taken, null pointers shown.
use std::cell::{Cell, RefCell};
use std::fmt;

#[derive(Clone, Debug, Default, PartialEq)]
struct Settings {
    name: String,
    level: u8,
}

struct Pairs;

impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (key, value) in [("one", 1), ("two", 2)] {
            map.key(&key).value(&value);
        }
        map.finish()
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut words = bytes.chunks_exact(4);
    let mut sum = 0u32;
    for word in words.by_ref() {
        sum = sum.wrapping_add(u32::from_be_bytes(<[u8; 4]>::try_from(word).unwrap()));
    }
    words.remainder().iter().fold(sum, |sum, byte| sum ^ u32::from(*byte))
}

fn main() {
    println!("{} {} {}", 'é'.escape_unicode(), '\n'.escape_default(), '"'.escape_debug());
    println!("{} | {}", "tab\t\"q\" é".escape_default(), "a\u{301}\u{7f}'".escape_debug());
    println!("{:?}", 'ß'.escape_default().collect::<Vec<char>>());
    println!("{:x?} {:02X?} {:#x?}", [10, 200], Some(vec![1, 255]), (7u8, "x"));
    println!("{:#x} {:?}", checksum(b"abcdefghij"), <[u8; 2]>::try_from(&b"abc"[..]).is_err());
    let mut row = [1, 2, 3, 4, 5];
    for pair in row.chunks_exact_mut(2) {
        pair.swap(0, 1);
    }
    println!("{row:?} {:?}", row.rchunks_exact(2).map(|part| part.to_vec()).collect::<Vec<_>>());

    let settings = RefCell::new(Settings { name: "a".to_string(), level: 4 });
    let taken = settings.take();
    println!("{taken:?} {settings:?}");
    let cell = Cell::new(Settings { name: "b".to_string(), level: 1 });
    println!("{:?} {:?}", cell.take().level, cell.into_inner());
    println!("{Pairs:?} {Pairs:#?}");

    let nowhere: *const u8 = std::ptr::null();
    println!("{nowhere:p} {:?} {}", std::ptr::null::<i32>(), nowhere.is_null());
}
