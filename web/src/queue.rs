//! Latest wins: while one question is being answered, only the newest of each kind that came since waits.

/// What runs and what waits: at most one of each kind, in the order in which the kinds came.
#[derive(Debug)]
pub struct Queue<T> {
    busy: bool,
    waiting: Vec<T>,
    is_same_kind: fn(&T, &T) -> bool,
}

impl<T> Queue<T> {
    /// Nobody is ready to run anything yet: the first offer waits.
    #[must_use]
    pub fn new(is_same_kind: fn(&T, &T) -> bool) -> Self {
        Self {
            busy: true,
            waiting: Vec::new(),
            is_same_kind,
        }
    }

    /// Hands a request in; given back when it is to be run at once.
    pub fn offer(&mut self, request: T) -> Option<T> {
        if self.busy {
            self.waiting
                .retain(|other| !(self.is_same_kind)(other, &request));
            self.waiting.push(request);
            return None;
        }
        self.busy = true;
        Some(request)
    }

    /// What ran has ended, or the runner has just become ready: the one to run next, if any waits.
    pub fn take_next(&mut self) -> Option<T> {
        self.busy = !self.waiting.is_empty();
        self.busy.then(|| self.waiting.remove(0))
    }

    /// The runner is gone; what it ran is lost, what waits goes on waiting for [`Queue::take_next`].
    pub fn stop(&mut self) {
        self.busy = true;
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    /// Numbers, of which those below ten are one kind.
    fn queue() -> Queue<u32> {
        Queue::new(|one, other| (*one < 10) == (*other < 10))
    }

    #[test]
    fn only_the_newest_of_a_kind_waits() {
        let mut queue = queue();
        assert_eq!(queue.offer(1), None, "not ready yet");
        assert_eq!(queue.take_next(), Some(1));
        assert_eq!(queue.offer(2), None);
        assert_eq!(queue.offer(30), None);
        assert_eq!(queue.offer(3), None);
        assert_eq!(queue.take_next(), Some(30));
        assert_eq!(queue.take_next(), Some(3));
        assert_eq!(queue.take_next(), None);
        assert_eq!(queue.offer(4), Some(4));
    }

    #[test]
    fn what_waits_survives_a_lost_runner() {
        let mut queue = queue();
        assert_eq!(queue.take_next(), None);
        assert_eq!(queue.offer(1), Some(1));
        assert_eq!(queue.offer(2), None);
        queue.stop();
        assert_eq!(queue.take_next(), Some(2));
    }
}
