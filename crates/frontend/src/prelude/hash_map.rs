//! `HashMap` and its entries. Iteration is in order of the keys, one of the orders that std allows.

use std::collections::HashMap as Map;
use std::hash::DefaultHasher;

pub struct OccupiedEntry {
    map: M,
    at: usize,
}

pub struct VacantEntry {
    map: M,
    key: K,
    at: usize,
}

pub enum Entry {
    Occupied(OccupiedEntry),
    Vacant(VacantEntry),
}

impl OccupiedEntry {
    pub fn get(&self) -> &V {
        intrinsic::entry_value(self)
    }

    pub fn get_mut(&mut self) -> &mut V {
        intrinsic::entry_value(self)
    }

    pub fn into_mut(self) -> &mut V {
        intrinsic::entry_value(self)
    }

    pub fn key(&self) -> &K {
        intrinsic::entry_key(self)
    }

    pub fn insert(&mut self, value: V) -> V {
        intrinsic::mem_replace(self.get_mut(), value)
    }

    pub fn remove(self) -> V {
        let (_, value) = intrinsic::map_remove_at(self.map, self.at);
        value
    }

    pub fn remove_entry(self) -> P {
        intrinsic::map_remove_at(self.map, self.at)
    }
}

impl VacantEntry {
    pub fn key(&self) -> &K {
        intrinsic::entry_key(self)
    }

    pub fn into_key(self) -> K {
        self.key
    }

    pub fn insert(self, value: V) -> &mut V {
        intrinsic::entry_insert(self, value)
    }

    pub fn insert_entry(self, value: V) -> OccupiedEntry {
        let map = self.map;
        let at = self.at;
        intrinsic::entry_insert(self, value);
        OccupiedEntry { map, at }
    }
}

impl Entry {
    pub fn insert_entry(self, value: V) -> OccupiedEntry {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }

    pub fn or_insert(self, value: V) -> &mut V {
        intrinsic::entry_insert(self, value)
    }

    pub fn or_insert_with(self, f: F) -> &mut V {
        if intrinsic::entry_is_occupied(&self) {
            intrinsic::entry_value(self)
        } else {
            intrinsic::entry_insert(self, f())
        }
    }

    pub fn or_insert_with_key(self, f: F) -> &mut V {
        if intrinsic::entry_is_occupied(&self) {
            intrinsic::entry_value(self)
        } else {
            let value = f(intrinsic::entry_key(&self));
            intrinsic::entry_insert(self, value)
        }
    }

    pub fn or_default(self, hint: H) -> &mut V {
        if intrinsic::entry_is_occupied(&self) {
            intrinsic::entry_value(self)
        } else {
            intrinsic::entry_insert(self, intrinsic::default_of(hint))
        }
    }

    pub fn and_modify(self, f: F) -> Entry {
        if intrinsic::entry_is_occupied(&self) {
            f(intrinsic::entry_value(&self));
        }
        self
    }

    pub fn key(&self) -> &K {
        intrinsic::entry_key(self)
    }
}

/// `map[key]` where the keys are the program's own.
pub fn index_of(map: M, key: K) -> &V {
    match map.get(key) {
        Some(value) => value,
        None => panic!("no entry found for key"),
    }
}

/// A map of a row of pairs whose keys have an order or equality of their own.
fn fill_map(map: M, pairs: P) -> M {
    let mut map = map;
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// A set of a row of such keys.
fn fill_set(set: S, keys: K) -> S {
    let mut set = set;
    for key in keys {
        set.insert(key);
    }
    set
}

/// Performs `op` on a map or set whose keys have an equality of their own: those lie in order of insertion.
fn by_own_equality(map: M, op: i32, key: K, value: V) -> R {
    let len = intrinsic::map_len(map);
    for at in 0..len {
        if intrinsic::map_key_at(map, at) == &key {
            return intrinsic::map_perform(map, op, true, at, key, value);
        }
    }
    intrinsic::map_perform(map, op, false, len, key, value)
}
