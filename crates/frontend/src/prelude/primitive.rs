//! `bool` and arrays.

impl bool {
    pub fn then(self, f: F) -> Option {
        if self { Some(f()) } else { None }
    }

    pub fn then_some(self, value: T) -> Option {
        if self { Some(value) } else { None }
    }
}

impl [T; N] {
    pub fn map(self, f: F) -> A {
        let mut out = Vec::new();
        for item in self {
            out.push(f(item));
        }
        intrinsic::array_from_vec(out)
    }

    pub fn each_ref(&self) -> A {
        let mut out = Vec::new();
        for item in self.iter() {
            out.push(item);
        }
        intrinsic::array_from_vec(out)
    }
}
