//! `BinaryHeap`: a heap in a vector, sifting as std does it, so that equal elements come out in std's order.

impl BinaryHeap {
    pub fn push(&mut self, item: T) {
        let at = self.len();
        intrinsic::heap_push_raw(self, item);
        sift_up(intrinsic::heap_as_slice(self), 0, at);
    }

    pub fn pop(&mut self) -> Option {
        let end = self.len();
        if end == 0 {
            return None;
        }
        if end > 1 {
            intrinsic::heap_as_slice(self).swap(0, end - 1);
        }
        let item = intrinsic::heap_pop_raw(self);
        if end > 2 {
            sift_down_to_bottom(intrinsic::heap_as_slice(self));
        }
        item
    }

    pub fn peek(&self) -> Option {
        intrinsic::heap_as_slice(self).first()
    }

    pub fn peek_mut(&mut self) -> Option {
        if self.is_empty() {
            return None;
        }
        Some(PeekMut { heap: self })
    }

    pub fn as_slice(&self) -> &[T] {
        intrinsic::heap_as_slice(self)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn clear(&mut self) {
        intrinsic::take_out(self);
    }

    pub fn iter(&self) -> Iter {
        intrinsic::heap_as_slice(self).iter()
    }

    pub fn extend(&mut self, items: I) {
        for item in items {
            self.push(item);
        }
    }

    pub fn append(&mut self, other: &mut BinaryHeap) {
        for item in intrinsic::take_out(other) {
            self.push(item);
        }
    }

    pub fn from_iter(items: I, hint: H) -> BinaryHeap {
        let mut vec = Vec::new();
        for item in items {
            vec.push(item);
        }
        from_vec(vec)
    }

    pub fn from(items: I) -> BinaryHeap {
        from_vec(intrinsic::vec_from_array(items))
    }

    pub fn into_sorted_vec(self) -> Vec {
        let mut vec = self.into_vec();
        vec.sort();
        vec
    }

    pub fn retain(&mut self, f: F) {
        let mut vec = intrinsic::take_out(self).into_vec();
        vec.retain(f);
        for item in vec {
            self.push(item);
        }
    }
}

/// The greatest item, which finds its place when it is let go: it may have been changed.
pub struct PeekMut {
    heap: H,
}

impl PeekMut {
    pub fn pop(this: PeekMut) -> T {
        this.heap.pop().unwrap()
    }
}

impl Deref for PeekMut {
    fn deref(&self) -> &T {
        &intrinsic::heap_as_slice(self.heap)[0]
    }
}

impl DerefMut for PeekMut {
    fn deref_mut(&mut self) -> &mut T {
        &mut intrinsic::heap_as_slice(self.heap)[0]
    }
}

impl Drop for PeekMut {
    fn drop(&mut self) {
        sift_down(intrinsic::heap_as_slice(self.heap), 0, self.heap.len());
    }
}

/// Heapifies from the last parent to the root.
pub fn from_vec(vec: Vec) -> BinaryHeap {
    let heap = intrinsic::heap_from_vec(vec);
    let n = heap.len();
    let mut at = n / 2;
    while at > 0 {
        at -= 1;
        sift_down(intrinsic::heap_as_slice(&heap), at, n);
    }
    heap
}

fn sift_up(items: &mut [T], start: usize, from: usize) -> usize {
    let mut at = from;
    while at > start {
        let parent = (at - 1) / 2;
        if items[at] <= items[parent] {
            break;
        }
        items.swap(at, parent);
        at = parent;
    }
    at
}

fn sift_down(items: &mut [T], from: usize, end: usize) {
    let mut at = from;
    let mut child = 2 * at + 1;
    while child + 1 < end {
        if items[child] <= items[child + 1] {
            child += 1;
        }
        if items[at] >= items[child] {
            return;
        }
        items.swap(at, child);
        at = child;
        child = 2 * at + 1;
    }
    if child + 1 == end && items[at] < items[child] {
        items.swap(at, child);
    }
}

/// Takes the root all the way down along the larger children, then up to its place.
fn sift_down_to_bottom(items: &mut [T]) {
    let end = items.len();
    let mut at = 0usize;
    let mut child = 1usize;
    while child + 1 < end {
        if items[child] <= items[child + 1] {
            child += 1;
        }
        items.swap(at, child);
        at = child;
        child = 2 * at + 1;
    }
    if child + 1 == end {
        items.swap(at, child);
        at = child;
    }
    sift_up(items, 0, at);
}
