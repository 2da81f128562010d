//! Every interleaving of a program.
