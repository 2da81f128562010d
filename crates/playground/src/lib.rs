//! The facade: run, compare, parameters, gallery; plain data in, plain data out.
