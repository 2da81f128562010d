//! `BTreeMap`. Its entries are those of `HashMap`.

use std::cmp::Ordering;
use std::collections::BTreeMap as Map;

pub use std::collections::hash_map::{Entry, OccupiedEntry, VacantEntry};

impl BTreeMap {
    pub fn append(&mut self, other: &mut BTreeMap) {
        for (key, value) in intrinsic::take_out(other) {
            self.insert(key, value);
        }
    }

    pub fn first_entry(&mut self) -> Option {
        if self.is_empty() {
            None
        } else {
            Some(OccupiedEntry {
                map: self,
                at: 0usize,
            })
        }
    }

    pub fn last_entry(&mut self) -> Option {
        if self.is_empty() {
            None
        } else {
            Some(OccupiedEntry {
                map: self,
                at: self.len() - 1,
            })
        }
    }
}

/// What `range` gives of a map or set whose keys have an order of their own. An end is a key and whether what is equal
/// to it is below.
fn own_range(map: M, start: E, end: E, range: R) -> I {
    let first = own_place(map, start, 0usize);
    let last = own_place(map, end, intrinsic::map_len(map));
    intrinsic::map_range_at(map, first, last)
}

fn own_place(map: M, end: E, open: usize) -> usize {
    if intrinsic::is_unit(end) {
        return open;
    }
    let (key, past) = end;
    let mut low = 0usize;
    let mut high = intrinsic::map_len(map);
    while low < high {
        let middle = low + (high - low) / 2;
        let is_below = match intrinsic::map_key_at(map, middle).cmp(key) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => past,
        };
        if is_below {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Performs `op` on a map or set whose keys have an order of their own.
fn by_own_order(map: M, op: i32, key: K, value: V) -> R {
    let mut low = 0usize;
    let mut high = intrinsic::map_len(map);
    let mut found = false;
    while low < high {
        let middle = low + (high - low) / 2;
        match intrinsic::map_key_at(map, middle).cmp(&key) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => {
                found = true;
                low = middle;
                high = middle;
            }
        }
    }
    intrinsic::map_perform(map, op, found, low, key, value)
}
