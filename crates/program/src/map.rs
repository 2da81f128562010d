//! Maps and sets in order of insertion: one table of hashes for all types of keys and values.
//!
//! std's maps are compiled anew for each pair of types, several kilobytes each, and the browser downloads them all.
//! Here only the entries are generic; finding and growing is one piece of code. The hash is FNV-1a, the same
//! everywhere, so nothing depends on the process.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Index;

/// Entries up to which looking at each is as fast as a table.
const FEW: usize = 8;

/// Where entries are, by their hashes.
#[derive(Clone, Debug, Default)]
struct Places {
    /// By entry.
    hashes: Vec<u32>,
    /// Entry plus one, or 0; a power of two of them, at most half full; none while there are few entries.
    slots: Vec<u32>,
}

impl Places {
    fn find(&self, hash: u32, is_it: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        if self.slots.is_empty() {
            let mut all = self.hashes.iter().enumerate();
            return all.find_map(|(at, known)| (*known == hash && is_it(at)).then_some(at));
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let at = (self.slots[slot] as usize).checked_sub(1)?;
            if self.hashes[at] == hash && is_it(at) {
                return Some(at);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn push(&mut self, hash: u32) {
        let at = self.hashes.len();
        self.hashes.push(hash);
        if at < FEW {
            return;
        }
        if 2 * at < self.slots.len() {
            self.place(at);
            return;
        }
        self.slots.clear();
        self.slots.resize((4 * at).next_power_of_two(), 0);
        (0..=at).for_each(|at| self.place(at));
    }

    fn place(&mut self, at: usize) {
        let mask = self.slots.len() - 1;
        let mut slot = self.hashes[at] as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = at as u32 + 1;
    }
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn hash_of<Q: Hash + ?Sized>(key: &Q) -> u32 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    key.hash(&mut hasher);
    (hasher.0 ^ (hasher.0 >> 32)) as u32
}

/// Values by keys, in order of insertion.
#[derive(Clone)]
pub struct Map<K, V> {
    places: Places,
    entries: Vec<(K, V)>,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Equal when the same entries came in the same order.
impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K, V> Map<K, V> {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            places: Places {
                hashes: Vec::new(),
                slots: Vec::new(),
            },
            entries: Vec::new(),
        }
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order of insertion.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> + Clone {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys in order of insertion.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in order of insertion.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + Clone {
        self.entries.iter().map(|(_, value)| value)
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let entries = &self.entries;
        let mut is_it = |at: usize| entries[at].0.borrow() == key;
        self.places.find(hash_of(key), &mut is_it)
    }

    /// The value of `key`.
    #[must_use]
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|at| &self.entries[at].1)
    }

    /// The value of `key`, to change it.
    #[must_use]
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|at| &mut self.entries[at].1)
    }

    /// Whether `key` has a value.
    #[must_use]
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_some()
    }

    /// Gives `key` a value in place of the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some(at) = self.find(&key) {
            return Some(std::mem::replace(&mut self.entries[at].1, value));
        }
        self.push(key, value);
        None
    }

    fn push(&mut self, key: K, value: V) {
        self.places.push(hash_of(&key));
        self.entries.push((key, value));
    }

    /// The place of `key`, to be filled when it is empty.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }

    /// Moves all entries of `other` here.
    pub fn append(&mut self, other: &mut Self) {
        self.extend(std::mem::take(other));
    }
}

/// The place of a key in a map.
pub struct Entry<'m, K, V> {
    map: &'m mut Map<K, V>,
    key: K,
}

impl<'m, K: Hash + Eq, V> Entry<'m, K, V> {
    /// The value, made when there is none.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'m mut V {
        let at = match self.map.find(&self.key) {
            Some(at) => at,
            None => {
                self.map.push(self.key, make());
                self.map.entries.len() - 1
            }
        };
        &mut self.map.entries[at].1
    }

    /// The value, this one when there is none.
    pub fn or_insert(self, value: V) -> &'m mut V {
        self.or_insert_with(|| value)
    }

    /// The value, the type's default when there is none.
    pub fn or_default(self) -> &'m mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<K: Hash + Eq + Borrow<Q>, Q: Hash + Eq + ?Sized, V> Index<&Q> for Map<K, V> {
    type Output = V;

    /// # Panics
    /// When the key has no value.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key has a value")
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// Keys without values, in order of insertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<K: Hash + Eq>(Map<K, ()>);

impl<K: Hash + Eq> Default for Set<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Hash + Eq> Set<K> {
    /// An empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(Map::new())
    }

    /// Puts `key` in; whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Whether `key` is in.
    #[must_use]
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// The keys in order of insertion.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &K> + Clone {
        self.0.keys()
    }

    /// How many keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As how many-th `key` came, from 0.
    #[must_use]
    pub fn place_of<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.0.find(key)
    }

    /// The key that came as the `place`-th.
    #[must_use]
    pub fn at(&self, place: usize) -> &K {
        &self.0.entries[place].0
    }

    /// Moves all keys of `other` here.
    pub fn append(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }
}

impl<K: Hash + Eq> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        self.0.extend(keys.into_iter().map(|key| (key, ())));
    }
}

impl<K: Hash + Eq> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Set};

    #[test]
    fn many_keys_are_found_and_keep_their_order() {
        let mut map = Map::new();
        for key in 0..1_000_u32 {
            let key = key.wrapping_mul(2_654_435_761);
            assert_eq!(map.insert(key, key + 1), None);
            assert_eq!(map.insert(key, key ^ 1), Some(key + 1));
        }
        assert_eq!(map.len(), 1_000);
        for (number, (key, value)) in (0..).zip(map.iter()) {
            assert_eq!(*key, 2_654_435_761_u32.wrapping_mul(number));
            assert_eq!(map.get(key), Some(value));
        }
        assert_eq!(map.get(&3), None);
    }

    #[test]
    fn names_are_looked_up_without_copies() {
        let mut map: Map<String, Vec<u32>> = Map::new();
        for name in ["a", "b", "a"] {
            map.entry(name.to_owned()).or_default().push(1);
        }
        assert_eq!(map["a"], [1, 1]);
        assert!(!map.contains_key("c"));
        let set: Set<String> = map.keys().cloned().collect();
        assert!(set.contains("b"));
        assert_eq!(set.iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
