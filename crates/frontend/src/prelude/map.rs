//! What `HashMap` and `BTreeMap` do alike; `Map` is the one whose module this text is put into.

impl Map {
    pub fn clear(&mut self) {
        intrinsic::take_out(self);
    }

    pub fn extend(&mut self, items: I) {
        for item in items {
            intrinsic::extend_push(self, item);
        }
    }

    pub fn from_iter(items: I, hint: H) -> Map {
        let mut out = Map::new();
        for (key, value) in items {
            out.insert(key, value);
        }
        out
    }

    pub fn get_disjoint_mut(&mut self, keys: K) -> V {
        keys.map(|key| self.get_mut(key))
    }

    pub fn retain(&mut self, f: F) {
        for (key, value) in intrinsic::take_out(self) {
            let mut value = value;
            if f(&key, &mut value) {
                self.insert(key, value);
            }
        }
    }
}
