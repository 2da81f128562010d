//! `Wrapping`: numbers that go around.

use std::fmt;
use std::ops;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Wrapping(pub T);

impl fmt::Debug for Wrapping {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Wrapping {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Add for Wrapping {
    fn add(self, other: Wrapping) -> Wrapping {
        Wrapping(self.0.wrapping_add(other.0))
    }
}

impl AddAssign for Wrapping {
    fn add_assign(&mut self, other: Wrapping) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

impl Sub for Wrapping {
    fn sub(self, other: Wrapping) -> Wrapping {
        Wrapping(self.0.wrapping_sub(other.0))
    }
}

impl SubAssign for Wrapping {
    fn sub_assign(&mut self, other: Wrapping) {
        self.0 = self.0.wrapping_sub(other.0);
    }
}

impl Mul for Wrapping {
    fn mul(self, other: Wrapping) -> Wrapping {
        Wrapping(self.0.wrapping_mul(other.0))
    }
}

impl MulAssign for Wrapping {
    fn mul_assign(&mut self, other: Wrapping) {
        self.0 = self.0.wrapping_mul(other.0);
    }
}

impl Div for Wrapping {
    fn div(self, other: Wrapping) -> Wrapping {
        Wrapping(self.0.wrapping_div(other.0))
    }
}

impl DivAssign for Wrapping {
    fn div_assign(&mut self, other: Wrapping) {
        self.0 = self.0.wrapping_div(other.0);
    }
}

impl Rem for Wrapping {
    fn rem(self, other: Wrapping) -> Wrapping {
        Wrapping(self.0.wrapping_rem(other.0))
    }
}

impl RemAssign for Wrapping {
    fn rem_assign(&mut self, other: Wrapping) {
        self.0 = self.0.wrapping_rem(other.0);
    }
}

impl Neg for Wrapping {
    fn neg(self) -> Wrapping {
        Wrapping(self.0.wrapping_neg())
    }
}

impl Wrapping {
    pub fn pow(self, exp: u32) -> Wrapping {
        Wrapping(self.0.wrapping_pow(exp))
    }
}
