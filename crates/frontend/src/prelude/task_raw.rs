//! `std::task`: wakers made of a pointer and a table of functions.

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RawWakerVTable {
    clone: F,
    wake: F,
    wake_by_ref: F,
    drop: F,
}

impl RawWakerVTable {
    pub fn new(clone: F, wake: F, wake_by_ref: F, drop: F) -> RawWakerVTable {
        RawWakerVTable {
            clone,
            wake,
            wake_by_ref,
            drop,
        }
    }
}

#[derive(PartialEq, Debug)]
pub struct RawWaker {
    data: P,
    table: T,
}

impl RawWaker {
    pub fn new(data: P, table: &RawWakerVTable) -> RawWaker {
        RawWaker {
            data,
            table: *table,
        }
    }
}

/// A waker's target; the table's functions lie side by side, so that equal ones are told by their slots.
struct RawTarget {
    data: P,
    clone: F,
    wake: F,
    wake_by_ref: F,
    drop: F,
}

fn raw_target(raw: RawWaker) -> RawTarget {
    let table = raw.table;
    RawTarget {
        data: raw.data,
        clone: table.clone,
        wake: table.wake,
        wake_by_ref: table.wake_by_ref,
        drop: table.drop,
    }
}

impl RawTarget {
    pub fn wake(self) {
        let (data, wake) = (self.data, self.wake);
        std::mem::forget(self);
        wake(data);
    }

    pub fn wake_by_ref(&self) {
        (self.wake_by_ref)(self.data);
    }

    pub fn task_id(&self) -> usize {
        usize::MAX
    }
}

impl Clone for RawTarget {
    fn clone(&self) -> RawTarget {
        raw_target((self.clone)(self.data))
    }
}

impl Drop for RawTarget {
    fn drop(&mut self) {
        (self.drop)(self.data);
    }
}

impl Waker {
    pub fn from_raw(raw: RawWaker) -> Waker {
        Waker {
            target: raw_target(raw),
        }
    }

    pub fn new(data: P, table: &RawWakerVTable) -> Waker {
        Waker::from_raw(RawWaker::new(data, table))
    }

    pub fn data(&self) -> P {
        self.target.data
    }
}
