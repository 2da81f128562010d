//! The one helper a program may use beyond std: burn CPU time.
