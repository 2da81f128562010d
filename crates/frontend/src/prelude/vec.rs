//! `Vec`: what takes closures or drops elements.

impl Vec {
    pub fn clear(&mut self) {
        self.split_off(0);
    }

    pub fn truncate(&mut self, len: usize) {
        if len < self.len() {
            self.split_off(len);
        }
    }

    pub fn extend(&mut self, items: I) {
        for item in items {
            intrinsic::extend_push(self, item);
        }
    }

    pub fn extend_from_slice(&mut self, other: &[T]) {
        for item in other.iter() {
            self.push(item.clone());
        }
    }

    pub fn extend_from_within(&mut self, range: R) {
        let mut copy = self[range].to_vec();
        self.append(&mut copy);
    }

    pub fn from_iter(items: I, hint: H) -> Vec {
        let mut out = Vec::new();
        for item in items {
            out.push(item);
        }
        out
    }

    pub fn resize(&mut self, len: usize, value: T) {
        self.truncate(len);
        while self.len() + 1 < len {
            self.push(value.clone());
        }
        if self.len() < len {
            self.push(value);
        }
    }

    pub fn resize_with(&mut self, len: usize, f: F) {
        self.truncate(len);
        while self.len() < len {
            self.push(f());
        }
    }

    pub fn retain(&mut self, f: F) {
        let old = self.split_off(0);
        for item in old {
            if f(&item) {
                self.push(item);
            }
        }
    }

    pub fn retain_mut(&mut self, f: F) {
        let old = self.split_off(0);
        for item in old {
            let mut item = item;
            if f(&mut item) {
                self.push(item);
            }
        }
    }

    pub fn leak(self) -> &mut [T] {
        Box::leak(Box::new(self)).as_mut_slice()
    }

    pub fn extract_if(&mut self, range: R, f: F) -> Iter {
        let (start, end) = intrinsic::range_bounds(self, range);
        let mut tail = self.split_off(end);
        let mut out = Vec::new();
        for item in self.split_off(start) {
            let mut item = item;
            if f(&mut item) {
                out.push(item);
            } else {
                self.push(item);
            }
        }
        self.append(&mut tail);
        out.into_iter()
    }

    pub fn pop_if(&mut self, f: F) -> Option {
        let wanted = match self.last_mut() {
            Some(item) => f(item),
            None => false,
        };
        if wanted { self.pop() } else { None }
    }

    pub fn dedup(&mut self) {
        self.dedup_by(|a, b| a == b);
    }

    pub fn dedup_by_key(&mut self, key: F) {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    pub fn dedup_by(&mut self, same: F) {
        let old = self.split_off(0);
        for item in old {
            let mut item = item;
            let repeated = match self.last_mut() {
                Some(last) => same(&mut item, last),
                None => false,
            };
            if !repeated {
                self.push(item);
            }
        }
    }

    pub fn splice(&mut self, range: R, items: I) -> Iter {
        let (start, end) = intrinsic::range_bounds(self, range);
        let tail = self.split_off(end);
        let removed = self.split_off(start);
        self.extend(items);
        let mut tail = tail;
        self.append(&mut tail);
        removed.into_iter()
    }
}
