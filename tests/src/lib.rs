//! Helpers shared by the tests: programs on disk, and programs made up at random.

pub mod corpus;
pub mod random;
