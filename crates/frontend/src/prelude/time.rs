//! `Instant`: what asks the clock.

impl Instant {
    pub fn elapsed(&self) -> Duration {
        std::time::Instant::now().duration_since(*self)
    }
}
