//! `Instant`: what asks the clock.

impl Instant {
    pub fn elapsed(&self) -> Duration {
        intrinsic::now_like(*self).duration_since(*self)
    }
}
