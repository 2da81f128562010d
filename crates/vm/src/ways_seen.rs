//! The ways of calls that were found last, so that most calls need not look them up by type (an inline cache that all calls
//! share: Hölzle, Chambers and Ungar, ECOOP 1991).

use std::sync::atomic::{AtomicU64, Ordering};

use interleave_program::{ShapeId, Symbol};

use crate::own_methods::Way;

/// How many ways are kept.
const PLACES: usize = 256;

/// The way of a shape's method, by both: no part of a run's state, as a way is the same whenever it is looked up.
#[derive(Debug)]
pub(crate) struct WaysSeen([AtomicU64; PLACES]);

/// The way of no method: shape and name are the largest that there are, and a program has fewer.
const NONE: u64 = u64::MAX;

impl Default for WaysSeen {
    fn default() -> Self {
        Self([const { AtomicU64::new(NONE) }; PLACES])
    }
}

impl WaysSeen {
    #[inline(always)]
    fn key(shape: ShapeId, name: Symbol) -> u32 {
        u32::from(shape.0) << 16 | u32::from(name.0)
    }

    #[inline(always)]
    fn place(&self, shape: ShapeId, name: Symbol) -> &AtomicU64 {
        &self.0[usize::from(shape.0 ^ name.0) % PLACES]
    }

    /// The way of the method `name` of a value of that shape, if it is kept.
    #[inline(always)]
    pub(crate) fn get(&self, shape: ShapeId, name: Symbol) -> Option<Way> {
        let known = self.place(shape, name).load(Ordering::Relaxed);
        (known >> 32 == u64::from(Self::key(shape, name))).then_some(Way::from_bits(known as u32))
    }

    /// Keeps a way.
    pub(crate) fn note(&self, shape: ShapeId, name: Symbol, way: Way) {
        let known = u64::from(Self::key(shape, name)) << 32 | u64::from(way.bits());
        self.place(shape, name).store(known, Ordering::Relaxed);
    }
}
