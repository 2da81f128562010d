//! What `HashSet` and `BTreeSet` do alike; `Set` is the one whose module this text is put into.

impl Set {
    pub fn clear(&mut self) {
        intrinsic::take_out(self);
    }

    pub fn extend(&mut self, items: I) {
        for item in items {
            intrinsic::extend_push(self, item);
        }
    }

    pub fn from_iter(items: I, hint: H) -> Set {
        let mut out = Set::new();
        for item in items {
            out.insert(item);
        }
        out
    }

    pub fn retain(&mut self, f: F) {
        for item in intrinsic::take_out(self) {
            if f(&item) {
                self.insert(item);
            }
        }
    }

    pub fn intersection(&self, other: &Set) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            if other.contains(item) {
                out.push(item);
            }
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn difference(&self, other: &Set) -> Iter {
        let mut out = Vec::new();
        for item in self.iter() {
            if !other.contains(item) {
                out.push(item);
            }
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn is_subset(&self, other: &Set) -> bool {
        for item in self.iter() {
            if !other.contains(item) {
                return false;
            }
        }
        true
    }

    pub fn is_superset(&self, other: &Set) -> bool {
        other.is_subset(self)
    }

    pub fn is_disjoint(&self, other: &Set) -> bool {
        for item in self.iter() {
            if other.contains(item) {
                return false;
            }
        }
        true
    }

    pub fn bitor(self, other: &Set) -> Set {
        let mut out = Set::new();
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

    pub fn bitand(self, other: &Set) -> Set {
        let mut out = Set::new();
        for item in self.iter() {
            if other.contains(item) {
                out.insert(item.clone());
            }
        }
        out
    }

    pub fn sub(self, other: &Set) -> Set {
        let mut out = Set::new();
        for item in self.iter() {
            if !other.contains(item) {
                out.insert(item.clone());
            }
        }
        out
    }

    pub fn bitxor(self, other: &Set) -> Set {
        let mut out = Set::new();
        for item in self.symmetric_difference(other) {
            out.insert(item.clone());
        }
        out
    }
}
