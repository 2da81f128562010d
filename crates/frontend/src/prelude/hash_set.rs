//! `HashSet`: what takes closures, clones or composes.

impl HashSet {
    pub fn clear(&mut self) {
        intrinsic::take_out(self);
    }

    pub fn extend(&mut self, items: I) {
        for item in items {
            intrinsic::extend_push(self, item);
        }
    }

    pub fn from_iter(items: I, hint: H) -> HashSet {
        let mut out = HashSet::new();
        for item in items {
            out.insert(item);
        }
        out
    }

    pub fn append(&mut self, other: &mut HashSet) {
        for item in intrinsic::take_out(other) {
            self.insert(item);
        }
    }

    pub fn retain(&mut self, f: F) {
        for item in intrinsic::take_out(self) {
            if f(&item) {
                self.insert(item);
            }
        }
    }

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

    pub fn intersection(&self, other: &HashSet) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            if other.contains(item) {
                out.push(item);
            }
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn difference(&self, other: &HashSet) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            if !other.contains(item) {
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

    pub fn is_subset(&self, other: &HashSet) -> bool {
        for item in self.iter() {
            if !other.contains(item) {
                return false;
            }
        }
        true
    }

    pub fn is_superset(&self, other: &HashSet) -> bool {
        other.is_subset(self)
    }

    pub fn is_disjoint(&self, other: &HashSet) -> bool {
        for item in self.iter() {
            if other.contains(item) {
                return false;
            }
        }
        true
    }

    pub fn bitor(self, other: &HashSet) -> HashSet {
        let mut out = HashSet::new();
        for item in self.iter() {
            out.insert(item.clone());
        }
        for item in other.iter() {
            if !self.contains(item) {
                out.insert(item.clone());
            }
        }
        out
    }

    pub fn bitand(self, other: &HashSet) -> HashSet {
        let mut out = HashSet::new();
        for item in self.iter() {
            if other.contains(item) {
                out.insert(item.clone());
            }
        }
        out
    }

    pub fn sub(self, other: &HashSet) -> HashSet {
        let mut out = HashSet::new();
        for item in self.iter() {
            if !other.contains(item) {
                out.insert(item.clone());
            }
        }
        out
    }

    pub fn bitxor(self, other: &HashSet) -> HashSet {
        let mut out = HashSet::new();
        for item in self.symmetric_difference(other) {
            out.insert(item.clone());
        }
        out
    }
}
