//! Timeline tables, lanes, metrics, sentences and exports, all functions of a trace.
