//! `BTreeSet`: what `set.rs` does not have.

use std::collections::BTreeSet as Set;

impl BTreeSet {
    pub fn append(&mut self, other: &mut BTreeSet) {
        for item in intrinsic::take_out(other) {
            self.insert(item);
        }
    }

    pub fn union(&self, other: &BTreeSet) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            out.push(item);
        }
        for item in other.iter() {
            if !self.contains(item) {
                out.push(item);
            }
        }
        out.sort();
        intrinsic::iter_of_vec(out)
    }

    pub fn symmetric_difference(&self, other: &BTreeSet) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            if !other.contains(item) {
                out.push(item);
            }
        }
        for item in other.iter() {
            if !self.contains(item) {
                out.push(item);
            }
        }
        out.sort();
        intrinsic::iter_of_vec(out)
    }
}
