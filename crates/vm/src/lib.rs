//! One thread or task, resumable: frames, values, heap, and why it stopped.
