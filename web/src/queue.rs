//! Latest wins: while one request runs, only the newest of those that came since waits.

/// What runs and what waits. At most one of each.
#[derive(Debug)]
pub struct Queue<T> {
    busy: bool,
    waiting: Option<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            busy: true,
            waiting: None,
        }
    }
}

impl<T> Queue<T> {
    /// Nobody is ready to run anything yet: the first offer waits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Hands a request in; given back when it is to be run at once.
    pub fn offer(&mut self, request: T) -> Option<T> {
        if self.busy {
            self.waiting = Some(request);
            return None;
        }
        self.busy = true;
        Some(request)
    }

    /// What ran has ended, or the runner has just become ready: the one to run next, if any waits.
    pub fn take_next(&mut self) -> Option<T> {
        let next = self.waiting.take();
        self.busy = next.is_some();
        next
    }

    /// The runner is gone; what it ran is lost, what waits goes on waiting for [`Queue::take_next`].
    pub fn stop(&mut self) {
        self.busy = true;
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[test]
    fn only_the_newest_waits() {
        let mut queue = Queue::new();
        assert_eq!(queue.offer(1), None, "not ready yet");
        assert_eq!(queue.take_next(), Some(1));
        assert_eq!(queue.offer(2), None);
        assert_eq!(queue.offer(3), None);
        assert_eq!(queue.take_next(), Some(3));
        assert_eq!(queue.take_next(), None);
        assert_eq!(queue.offer(4), Some(4));
    }

    #[test]
    fn what_waits_survives_a_lost_runner() {
        let mut queue = Queue::new();
        assert_eq!(queue.take_next(), None);
        assert_eq!(queue.offer(1), Some(1));
        assert_eq!(queue.offer(2), None);
        queue.stop();
        assert_eq!(queue.take_next(), Some(2));
    }
}
