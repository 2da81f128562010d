//! Slices: what takes closures, clones, or compares with the program's own comparisons.
//!
//! Sorting computes the order of the indices first (a stable merge sort), then moves the elements once.

use std::cmp::Ordering;

impl [T] {
    pub fn contains(&self, value: &T) -> bool {
        for item in self.iter() {
            if item == value {
                return true;
            }
        }
        false
    }

    pub fn to_vec(&self) -> Vec {
        let mut out = Vec::with_capacity(self.len());
        for item in self.iter() {
            out.push(item.clone());
        }
        out
    }

    pub fn to_owned(&self) -> Vec {
        self.to_vec()
    }

    pub fn chunks_exact(&self, size: usize) -> ChunksExact {
        let parts = intrinsic::slice_chunks_exact(self, size);
        let whole = self.len() - self.len() % size;
        ChunksExact { parts, rest: &self[whole..] }
    }

    pub fn chunks_exact_mut(&mut self, size: usize) -> ChunksExact {
        let parts = intrinsic::slice_chunks_exact(self, size);
        let whole = self.len() - self.len() % size;
        ChunksExact { parts, rest: &mut self[whole..] }
    }

    pub fn rchunks_exact(&self, size: usize) -> Iter {
        let rest = self.len() % size;
        self[rest..].rchunks(size)
    }

    pub fn starts_with(&self, start: &[T]) -> bool {
        let n = start.len();
        n <= self.len() && &self[..n] == &start[..]
    }

    pub fn ends_with(&self, end: &[T]) -> bool {
        let n = end.len();
        n <= self.len() && &self[self.len() - n..] == &end[..]
    }

    pub fn fill(&mut self, value: T) {
        for item in self.iter_mut() {
            *item = value.clone();
        }
    }

    pub fn fill_with(&mut self, f: F) {
        for item in self.iter_mut() {
            *item = f();
        }
    }

    pub fn copy_from_slice(&mut self, other: &[T]) {
        if self.len() != other.len() {
            panic!(
                "copy_from_slice: source slice length ({}) does not match destination slice length ({})",
                other.len(),
                self.len()
            );
        }
        for i in 0..other.len() {
            self[i] = other[i].clone();
        }
    }

    pub fn clone_from_slice(&mut self, other: &[T]) {
        if self.len() != other.len() {
            panic!("destination and source slices have different lengths");
        }
        for i in 0..other.len() {
            self[i] = other[i].clone();
        }
    }

    pub fn copy_within(&mut self, range: R, dest: usize) {
        let copy = self[range].to_vec();
        if dest + copy.len() > self.len() {
            panic!("dest is out of bounds");
        }
        for i in 0..copy.len() {
            self[dest + i] = copy[i].clone();
        }
    }

    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        if self.len() != other.len() {
            panic!("destination and source slices have different lengths");
        }
        for i in 0..other.len() {
            intrinsic::mem_swap(&mut self[i], &mut other[i]);
        }
    }

    pub fn repeat(&self, n: usize) -> Vec {
        let mut out = Vec::new();
        for _ in 0..n {
            out.extend_from_slice(self);
        }
        out
    }

    pub fn concat(&self) -> V {
        match intrinsic::slice_join_strings(self, "") {
            Some(text) => text,
            None => {
                let mut out = Vec::new();
                for part in self.iter() {
                    out.extend_from_slice(part);
                }
                out
            }
        }
    }

    pub fn join(&self, separator: S) -> V {
        match intrinsic::slice_join_strings(self, &separator) {
            Some(text) => text,
            None => {
                let mut out = Vec::new();
                let mut first = true;
                for part in self.iter() {
                    if !first {
                        if intrinsic::is_sequence(&separator) {
                            out.extend_from_slice(separator);
                        } else {
                            out.push(separator.clone());
                        }
                    }
                    first = false;
                    out.extend_from_slice(part);
                }
                out
            }
        }
    }

    // Searching.

    pub fn strip_prefix(&self, prefix: &[T]) -> Option {
        if self.starts_with(prefix) { Some(&self[prefix.len()..]) } else { None }
    }

    pub fn strip_suffix(&self, suffix: &[T]) -> Option {
        if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None }
    }

    pub fn split_at_checked(&self, at: usize) -> Option {
        if at <= self.len() { Some(self.split_at(at)) } else { None }
    }

    pub fn binary_search(&self, value: &T) -> Result {
        self.binary_search_by(|item| item.cmp(value))
    }

    pub fn binary_search_by_key(&self, key: &K, f: F) -> Result {
        self.binary_search_by(|item| f(item).cmp(key))
    }

    pub fn binary_search_by(&self, f: F) -> Result {
        let mut size = self.len();
        if size == 0 {
            return Err(0usize);
        }
        let mut base = 0usize;
        while size > 1 {
            let half = size / 2;
            let middle = base + half;
            if f(&self[middle]) != Ordering::Greater {
                base = middle;
            }
            size -= half;
        }
        match f(&self[base]) {
            Ordering::Equal => Ok(base),
            Ordering::Less => Err(base + 1),
            Ordering::Greater => Err(base),
        }
    }

    pub fn partition_point(&self, f: F) -> usize {
        let mut low = 0usize;
        let mut high = self.len();
        while low < high {
            let middle = low + (high - low) / 2;
            if f(&self[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    // Splitting.

    pub fn split(&self, f: F) -> Iter {
        let mut parts = Vec::new();
        let mut start = 0;
        for i in 0..self.len() {
            if f(&self[i]) {
                parts.push(&self[start..i]);
                start = i + 1;
            }
        }
        parts.push(&self[start..]);
        intrinsic::iter_of_vec(parts)
    }

    pub fn rsplit(&self, f: F) -> Iter {
        self.split(f).rev()
    }

    /// The parts can be changed in it: a reference is one, whether it may be written through or not.
    pub fn split_mut(&mut self, f: F) -> Iter {
        self.split(f)
    }

    pub fn splitn(&self, n: usize, f: F) -> Iter {
        let mut parts = Vec::new();
        let mut start = 0;
        for i in 0..self.len() {
            if parts.len() + 1 < n && f(&self[i]) {
                parts.push(&self[start..i]);
                start = i + 1;
            }
        }
        if n > 0 {
            parts.push(&self[start..]);
        }
        intrinsic::iter_of_vec(parts)
    }

    pub fn rsplitn(&self, n: usize, f: F) -> Iter {
        let mut parts = Vec::new();
        let mut end = self.len();
        for i in (0..self.len()).rev() {
            if parts.len() + 1 < n && f(&self[i]) {
                parts.push(&self[i + 1..end]);
                end = i;
            }
        }
        if n > 0 {
            parts.push(&self[..end]);
        }
        intrinsic::iter_of_vec(parts)
    }

    pub fn split_inclusive(&self, f: F) -> Iter {
        let mut parts = Vec::new();
        let mut start = 0;
        for i in 0..self.len() {
            if f(&self[i]) {
                parts.push(&self[start..i + 1]);
                start = i + 1;
            }
        }
        if start < self.len() {
            parts.push(&self[start..]);
        }
        intrinsic::iter_of_vec(parts)
    }

    pub fn chunk_by_mut(&mut self, f: F) -> Iter {
        self.chunk_by(f)
    }

    pub fn chunk_by(&self, f: F) -> Iter {
        let mut parts = Vec::new();
        let mut start = 0;
        for i in 1..self.len() {
            if !f(&self[i - 1], &self[i]) {
                parts.push(&self[start..i]);
                start = i;
            }
        }
        if start < self.len() {
            parts.push(&self[start..]);
        }
        intrinsic::iter_of_vec(parts)
    }

    // Sorting.

    pub fn sort(&mut self) {
        let order = match intrinsic::slice_order_plain(self) {
            Some(order) => order,
            None => sorted_order(self.len(), |a, b| self[a].cmp(&self[b]) == Ordering::Less),
        };
        intrinsic::slice_permute(self, order);
    }

    pub fn sort_unstable(&mut self) {
        self.sort();
    }

    pub fn sort_by(&mut self, f: F) {
        let order = sorted_order(self.len(), |a, b| f(&self[a], &self[b]) == Ordering::Less);
        intrinsic::slice_permute(self, order);
    }

    pub fn sort_unstable_by(&mut self, f: F) {
        self.sort_by(f);
    }

    pub fn sort_by_key(&mut self, f: F) {
        let mut keys = Vec::with_capacity(self.len());
        for item in self.iter() {
            keys.push(f(item));
        }
        let order = match intrinsic::slice_order_plain(&keys) {
            Some(order) => order,
            None => sorted_order(keys.len(), |a, b| keys[a].cmp(&keys[b]) == Ordering::Less),
        };
        intrinsic::slice_permute(self, order);
    }

    pub fn sort_unstable_by_key(&mut self, f: F) {
        self.sort_by_key(f);
    }

    pub fn sort_by_cached_key(&mut self, f: F) {
        self.sort_by_key(f);
    }

    pub fn select_nth_unstable(&mut self, n: usize) -> P {
        check_place(n, self.len());
        self.sort();
        around(self, n)
    }

    pub fn select_nth_unstable_by(&mut self, n: usize, f: F) -> P {
        check_place(n, self.len());
        self.sort_by(f);
        around(self, n)
    }

    pub fn select_nth_unstable_by_key(&mut self, n: usize, f: F) -> P {
        check_place(n, self.len());
        self.sort_by_key(f);
        around(self, n)
    }

    pub fn is_sorted(&self) -> bool {
        for i in 1..self.len() {
            if self[i - 1] > self[i] {
                return false;
            }
        }
        true
    }

    pub fn is_sorted_by(&self, f: F) -> bool {
        for i in 1..self.len() {
            if !f(&self[i - 1], &self[i]) {
                return false;
            }
        }
        true
    }

    pub fn is_sorted_by_key(&self, f: F) -> bool {
        for i in 1..self.len() {
            if f(&self[i - 1]) > f(&self[i]) {
                return false;
            }
        }
        true
    }
}

fn check_place(n: usize, len: usize) {
    if n >= len {
        panic!("partition_at_index index {n} greater than length of slice {len}");
    }
}

/// What is before place `n`, the element there, and what is after it.
fn around(items: &mut [T], n: usize) -> P {
    (&mut items[..n], &mut items[n], &mut items[n + 1..])
}

/// The indices `0..n` in ascending order by a bottom-up merge sort, equal ones in their old order.
pub fn sorted_order(n: usize, less: F) -> Vec {
    let mut order = Vec::with_capacity(n);
    for i in 0..n {
        order.push(i);
    }
    let mut width = 1usize;
    while width < n {
        let mut merged = Vec::with_capacity(n);
        let mut start = 0usize;
        while start < n {
            let middle = (start + width).min(n);
            let end = (middle + width).min(n);
            let mut a = start;
            let mut b = middle;
            while a < middle && b < end {
                if less(order[b], order[a]) {
                    merged.push(order[b]);
                    b += 1;
                } else {
                    merged.push(order[a]);
                    a += 1;
                }
            }
            while a < middle {
                merged.push(order[a]);
                a += 1;
            }
            while b < end {
                merged.push(order[b]);
                b += 1;
            }
            start = end;
        }
        order = merged;
        width *= 2;
    }
    order
}

/// Also `ChunksExactMut`.
#[derive(Clone)]
pub struct ChunksExact {
    parts: I,
    rest: R,
}

impl ChunksExact {
    pub fn remainder(&self) -> &[T] {
        self.rest
    }

    pub fn into_remainder(self) -> R {
        self.rest
    }
}

impl Iterator for ChunksExact {
    fn next(&mut self) -> Option {
        self.parts.next()
    }

    fn next_back(&mut self) -> Option {
        self.parts.next_back()
    }

    fn size_hint(&self) -> P {
        self.parts.size_hint()
    }
}
