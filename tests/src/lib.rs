//! Helpers shared by the tests: programs on disk, programs made up at random, and what runs show.

pub mod batch;
pub mod corpus;
pub mod fuzz;
pub mod guided;
pub mod observed;
pub mod random;
pub mod rng;
pub mod same;
pub mod script;
pub mod search;
pub mod thread_programs;
