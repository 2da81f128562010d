//! The Yew page and its worker.
