//! The machine: cores, policies, clock, costs, sync objects, models, the oracle.
