//! What happened in a run: events with causes, and the outcome.
