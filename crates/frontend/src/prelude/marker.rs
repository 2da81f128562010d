//! `PhantomData`: a value of no size that stands for a type.

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhantomData;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PhantomPinned;

impl PhantomData {
    pub fn default() -> PhantomData {
        PhantomData
    }
}
