//! Runs programs for real and compares them with the simulation.
