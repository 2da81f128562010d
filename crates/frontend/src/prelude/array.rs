//! `array::from_fn`.

pub fn from_fn(f: F, of: H) -> A {
    let mut out = Vec::new();
    for index in 0usize..intrinsic::array_length(of) {
        out.push(f(index));
    }
    intrinsic::array_from_vec(out)
}
