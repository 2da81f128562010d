//! The virtual machine on programs written by hand.

mod assembler;
mod integers;
mod values;
