//! Ids, spans, diagnostics, and the program as data.
