//! `HashSet`: what `set.rs` does not have.

use std::collections::HashSet as Set;

impl HashSet {
    pub fn union(&self, other: &HashSet) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            out.push(item);
        }
        for item in other.iter() {
            if !self.contains(item) {
                out.push(item);
            }
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn symmetric_difference(&self, other: &HashSet) -> Iter {
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
        intrinsic::iter_of_vec(out)
    }
}
