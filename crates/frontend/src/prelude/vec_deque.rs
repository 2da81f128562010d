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

    pub fn binary_search_by(&self, f: F) -> Result {
        intrinsic::deque_as_slice(self).binary_search_by(f)
    }

    pub fn binary_search_by_key(&self, key: &K, f: F) -> Result {
        intrinsic::deque_as_slice(self).binary_search_by_key(key, f)
    }

    pub fn partition_point(&self, f: F) -> usize {
        intrinsic::deque_as_slice(self).partition_point(f)
    }

    pub fn retain(&mut self, f: F) {
        self.retain_mut(f);
    }

    pub fn retain_mut(&mut self, f: F) {
        let old = self.split_off(0);
        for item in old {
            let mut item = item;
            if f(&mut item) {
                self.push_back(item);
            }
        }
    }

    pub fn swap_remove_front(&mut self, at: usize) -> Option {
        if at >= self.len() {
            return None;
        }
        self.swap(at, 0);
        self.pop_front()
    }

    pub fn swap_remove_back(&mut self, at: usize) -> Option {
        if at >= self.len() {
            return None;
        }
        self.swap(at, self.len() - 1);
        self.pop_back()
    }

    pub fn pop_front_if(&mut self, f: F) -> Option {
        if f(self.front_mut()?) { self.pop_front() } else { None }
    }

    pub fn pop_back_if(&mut self, f: F) -> Option {
        if f(self.back_mut()?) { self.pop_back() } else { None }
    }

    pub fn resize(&mut self, len: usize, value: T) {
        self.truncate(len);
        while self.len() + 1 < len {
            self.push_back(value.clone());
        }
        if self.len() < len {
            self.push_back(value);
        }
    }

    pub fn resize_with(&mut self, len: usize, f: F) {
        self.truncate(len);
        while self.len() < len {
            self.push_back(f());
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

    pub fn range_mut(&mut self, range: R) -> Iter {
        intrinsic::deque_as_slice(self)[range].iter_mut()
    }

    pub fn as_slices(&self) -> P {
        let whole = intrinsic::deque_as_slice(self);
        (whole, &whole[whole.len()..])
    }
}
