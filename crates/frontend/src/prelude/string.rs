//! `String`: what takes closures or iterators.

impl String {
    pub fn extend(&mut self, parts: I) {
        for part in parts {
            intrinsic::collector_push(self, part);
        }
    }

    pub fn from_iter(parts: I, hint: H) -> String {
        let mut out = String::new();
        out.extend(parts);
        out
    }

    pub fn retain(&mut self, f: F) {
        let mut kept = String::new();
        for c in self.chars() {
            if f(c) {
                kept.push(c);
            }
        }
        *self = kept;
    }
}
