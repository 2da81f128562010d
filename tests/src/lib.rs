//! Helpers shared by the tests: programs on disk, programs made up at random, and what runs show.

pub mod corpus;
pub mod observed;
pub mod random;
pub mod script;
