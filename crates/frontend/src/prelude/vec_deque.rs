//! `VecDeque`: what takes closures, clones or drops elements.

impl VecDeque {
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

    pub fn from_iter(items: I, hint: H) -> VecDeque {
        let mut out = VecDeque::new();
        for item in items {
            out.push_back(item);
        }
        out
    }

    pub fn append(&mut self, other: &mut VecDeque) {
        while let Some(item) = other.pop_front() {
            self.push_back(item);
        }
    }

    pub fn contains(&self, value: &T) -> bool {
        intrinsic::deque_as_slice(self).contains(value)
    }

    pub fn binary_search(&self, value: &T) -> Result {
        intrinsic::deque_as_slice(self).binary_search(value)
    }

    pub fn retain(&mut self, f: F) {
        let old = self.split_off(0);
        for item in old {
            if f(&item) {
                self.push_back(item);
            }
        }
    }

    pub fn resize(&mut self, len: usize, value: T) {
        self.truncate(len);
        while self.len() < len {
            self.push_back(value.clone());
        }
    }

    pub fn rotate_left(&mut self, n: usize) {
        if n > self.len() {
            panic!("assertion failed: n <= self.len()");
        }
        for _ in 0..n {
            let item = self.pop_front().unwrap();
            self.push_back(item);
        }
    }

    pub fn rotate_right(&mut self, n: usize) {
        if n > self.len() {
            panic!("assertion failed: n <= self.len()");
        }
        for _ in 0..n {
            let item = self.pop_back().unwrap();
            self.push_front(item);
        }
    }

    pub fn range(&self, range: R) -> Iter {
        intrinsic::deque_as_slice(self)[range].iter()
    }

    pub fn as_slices(&self) -> P {
        let whole = intrinsic::deque_as_slice(self);
        (whole, &whole[whole.len()..])
    }
}
