//! The virtual machine on programs written by hand.

mod assembler;
mod formatting;
mod given;
mod integers;
mod values;
