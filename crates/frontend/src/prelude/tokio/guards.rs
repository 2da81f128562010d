//! `tokio::sync`: guards of a part of what a lock guards.

use std::fmt;
use tokio::sync::MappedGuard as MappedMutexGuard;
use tokio::sync::MappedGuard as OwnedMappedMutexGuard;
use tokio::sync::MappedGuard as OwnedRwLockMappedWriteGuard;
use tokio::sync::MappedGuard as RwLockMappedWriteGuard;
use tokio::sync::MutexGuard as OwnedMutexGuard;
use tokio::sync::RwLockReadGuard as OwnedRwLockReadGuard;
use tokio::sync::RwLockWriteGuard as OwnedRwLockWriteGuard;

/// `guard` is kept for its drop.
pub struct MappedGuard {
    place: P,
    guard: G,
}

fn map_mut(guard: G, f: F) -> MappedGuard {
    MappedGuard {
        place: f(&mut guard.lock.data),
        guard,
    }
}

fn try_map_mut(guard: G, f: F) -> Result {
    let place = f(&mut guard.lock.data);
    try_mapped(guard, place)
}

fn try_mapped(guard: G, place: Option) -> Result {
    match place {
        Some(place) => Ok(MappedGuard { place, guard }),
        None => Err(guard),
    }
}

impl MappedGuard {
    pub fn map(this: G, f: F) -> MappedGuard {
        MappedGuard {
            place: f(this.place),
            guard: this.guard,
        }
    }

    pub fn try_map(this: G, f: F) -> Result {
        match f(this.place) {
            Some(place) => Ok(MappedGuard { place, guard: this.guard }),
            None => Err(this),
        }
    }
}

impl Deref for MappedGuard {
    fn deref(&self) -> &T {
        self.place
    }
}

impl DerefMut for MappedGuard {
    fn deref_mut(&mut self) -> &mut T {
        self.place
    }
}

impl fmt::Debug for MappedGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.place.fmt(f)
    }
}

impl fmt::Display for MappedGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.place.fmt(f)
    }
}

impl MutexGuard {
    pub fn map(this: G, f: F) -> MappedGuard {
        map_mut(this, f)
    }

    pub fn try_map(this: G, f: F) -> Result {
        try_map_mut(this, f)
    }

    pub fn mutex(this: &G) -> &L {
        &this.lock
    }
}

impl RwLockReadGuard {
    pub fn map(this: G, f: F) -> MappedGuard {
        MappedGuard {
            place: f(&this.lock.data),
            guard: this,
        }
    }

    pub fn try_map(this: G, f: F) -> Result {
        let place = f(&this.lock.data);
        try_mapped(this, place)
    }

    pub fn rwlock(this: &G) -> &L {
        &this.lock
    }
}

impl RwLockWriteGuard {
    pub fn map(this: G, f: F) -> MappedGuard {
        map_mut(this, f)
    }

    pub fn try_map(this: G, f: F) -> Result {
        try_map_mut(this, f)
    }

    pub fn downgrade_map(this: G, f: F) -> MappedGuard {
        RwLockReadGuard::map(this.downgrade(), f)
    }

    pub fn rwlock(this: &G) -> &L {
        &this.lock
    }
}
