//! The timer wheel of an async runtime, as tokio's is (`runtime/time/wheel` of tokio 1.x, after Varghese and Lauck,
//! "Hashed and hierarchical timing wheels", 1987): six levels of 64 slots, one tick a millisecond.
//!
//! The order in which timers of one tick fire is the wheel's: those that were set for a near tick directly stand before
//! those that a higher level hands down later. That order can be seen in a program's output, so it is reproduced, not
//! sorted.
//!
//! Virtual time stands on the ticks; real time does not. A real sleep is over at the first tick behind its deadline, and
//! who has been woken by it is a little behind that tick: the next sleep is over one tick later than its duration says.
//! Three sleeps of 500 ms in a row so end behind one of 1,500 ms. By how many ticks a real run would be later is
//! therefore kept with instants (`Value::Instant`) and timers: of those of one tick the least late fire, and the others
//! when whatever they wake has been done. The virtual times are as if nothing were late, and where a clock stands still
//! nothing is.
//!
//! The wheels are with the heap, because machines set timers and look at them themselves (`crate::ahead`).

use crate::heap::Heap;

const LEVELS: usize = 6;
const BITS: usize = 6;
const SLOTS: usize = 1 << BITS;
/// No neighbour.
const NONE: u32 = u32::MAX;

/// One timer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Entry {
    /// Its tick.
    when: u64,
    /// How many ticks later a real one would fire; 255 stands for more, too.
    late: u8,
    /// The machine's number of the task that it wakes.
    target: u32,
    stage: Stage,
    before: u32,
    after: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stage {
    /// Not in use.
    Free,
    /// In the slot of a level.
    Set {
        level: u8,
        slot: u8,
    },
    /// Its tick has come, but it is later than others were.
    Late,
    Fired,
}

/// A row of timers, first in, first out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Row {
    first: u32,
    last: u32,
}

const EMPTY: Row = Row {
    first: NONE,
    last: NONE,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Level {
    occupied: u64,
    slots: [Row; SLOTS],
}

/// All timers of a runtime.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wheel {
    /// Ticks that have been processed.
    elapsed: u64,
    levels: Vec<Level>,
    entries: Vec<Entry>,
    free: Vec<u32>,
    /// Timers of the present tick that are still to fire, the least late first.
    later: Vec<u32>,
    /// How late those were that fired last.
    fired_late: u8,
}

/// The next slot whose time comes.
struct Expiration {
    level: usize,
    slot: usize,
    deadline: u64,
}

impl Wheel {
    /// A tick, in nanoseconds.
    pub const TICK_NS: u64 = 1_000_000;

    fn new() -> Self {
        let level = Level {
            occupied: 0,
            slots: [EMPTY; SLOTS],
        };
        Self {
            elapsed: 0,
            levels: vec![level; LEVELS],
            entries: Vec::new(),
            free: Vec::new(),
            later: Vec::new(),
            fired_late: 0,
        }
    }

    /// Sets a timer that is so late; `None` when its tick has passed.
    #[inline]
    pub fn insert(&mut self, when: u64, late: u8, target: u32) -> Option<u32> {
        if when <= self.elapsed {
            return None;
        }
        let id = self.free.pop().unwrap_or(self.entries.len() as u32);
        let (stage, before) = self.append(id, when, self.elapsed);
        let entry = Entry {
            when,
            late,
            target,
            stage,
            before,
            after: NONE,
        };
        match self.entries.get_mut(id as usize) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        Some(id)
    }

    /// Whether the timer has fired; otherwise it wakes `target` from now on.
    #[inline]
    pub fn poll(&mut self, id: u32, target: u32) -> bool {
        let Some(entry) = self.entries.get_mut(id as usize) else {
            return true;
        };
        entry.target = target;
        entry.stage == Stage::Fired
    }

    /// Whether the timer has fired and is taken away; otherwise it wakes `target` from now on.
    #[inline]
    pub(crate) fn take_fired(&mut self, id: u32, target: u32) -> bool {
        let Some(entry) = self.entries.get_mut(id as usize) else {
            return true;
        };
        entry.target = target;
        if entry.stage != Stage::Fired {
            return false;
        }
        entry.stage = Stage::Free;
        self.free.push(id);
        true
    }

    /// Takes a timer away, fired or not.
    pub fn remove(&mut self, id: u32) {
        let Some(entry) = self.entries.get(id as usize) else {
            return;
        };
        match entry.stage {
            Stage::Set { level, slot } => self.unlink(id, usize::from(level), usize::from(slot)),
            Stage::Late => self.later.retain(|later| *later != id),
            Stage::Free | Stage::Fired => {}
        }
        if entry_is_used(&self.entries[id as usize]) {
            self.entries[id as usize].stage = Stage::Free;
            self.free.push(id);
        }
    }

    /// The tick at which there is something to do next.
    #[must_use]
    pub fn next_tick(&self) -> Option<u64> {
        if !self.later.is_empty() {
            return Some(self.elapsed);
        }
        self.next_expiration().map(|it| it.deadline)
    }

    /// By how many ticks those were late that fired last.
    #[must_use]
    pub fn fired_late(&self) -> u8 {
        self.fired_late
    }

    /// Goes to tick `now`; answers the timers that fire and whom they wake, in order. Timers of that tick that are later
    /// than others of it fire in a call of their own, when nobody is busy any more with what those before have woken.
    pub fn advance(&mut self, now: u64, is_idle: bool) -> Vec<(u32, u32)> {
        let now = now.max(self.elapsed);
        let mut woken = Vec::new();
        if !self.later.is_empty() {
            if now == self.elapsed {
                if is_idle {
                    self.fire_later(&mut woken);
                }
                return woken;
            }
            while !self.later.is_empty() {
                self.fire_later(&mut woken);
            }
        }
        let mut latest = 0;
        while let Some(next) = self.next_expiration().filter(|it| it.deadline <= now) {
            latest = latest.max(self.expire(&next, &mut woken));
            self.elapsed = self.elapsed.max(next.deadline);
        }
        self.elapsed = now;
        match latest {
            0 if woken.is_empty() => {}
            0 => self.fired_late = 0,
            _ => self.hold_back(&mut woken),
        }
        woken
    }

    /// Of the timers of the present tick only the least late fire at once.
    #[cold]
    fn hold_back(&mut self, woken: &mut Vec<(u32, u32)>) {
        let Self {
            entries,
            later,
            elapsed,
            ..
        } = self;
        let late_now = |id: u32| {
            let it = &entries[id as usize];
            (it.when == *elapsed).then_some(it.late)
        };
        let least = woken.iter().filter_map(|(id, _)| late_now(*id)).min();
        later.extend(
            woken
                .extract_if(.., |(id, _)| late_now(*id) > least)
                .map(|(id, _)| id),
        );
        later.sort_by_key(|id| entries[*id as usize].late);
        for id in later {
            entries[*id as usize].stage = Stage::Late;
        }
        if let Some((id, _)) = woken.last() {
            self.fired_late = self.entries[*id as usize].late;
        }
    }

    /// The least late of the timers that have been held back fire.
    #[cold]
    fn fire_later(&mut self, woken: &mut Vec<(u32, u32)>) {
        let Self { entries, later, .. } = self;
        self.fired_late = later.first().map_or(0, |id| entries[*id as usize].late);
        let is_among = |id: &u32| entries[*id as usize].late == self.fired_late;
        let among = later.iter().take_while(|id| is_among(id)).count();
        for id in later.drain(..among) {
            let it = &mut entries[id as usize];
            it.stage = Stage::Fired;
            woken.push((id, it.target));
        }
    }

    /// Fires the timers of a slot, or hands them down to lower levels; answers how late the latest of the former is.
    fn expire(&mut self, next: &Expiration, woken: &mut Vec<(u32, u32)>) -> u8 {
        let mut latest = 0;
        let level = &mut self.levels[next.level];
        level.occupied &= !(1 << next.slot);
        let mut row = std::mem::replace(&mut level.slots[next.slot], EMPTY);
        while row.first != NONE {
            let id = row.first;
            let entry = &mut self.entries[id as usize];
            row.first = entry.after;
            if entry.when <= next.deadline {
                entry.stage = Stage::Fired;
                latest = latest.max(entry.late);
                woken.push((id, entry.target));
            } else {
                self.place(id, next.deadline);
            }
        }
        latest
    }

    /// Puts a timer at the end of its slot, seen from tick `from`.
    fn place(&mut self, id: u32, from: u64) {
        let when = self.entries[id as usize].when;
        let (stage, before) = self.append(id, when, from);
        let entry = &mut self.entries[id as usize];
        (entry.stage, entry.before, entry.after) = (stage, before, NONE);
    }

    /// Timer `id` of tick `when` becomes the last of the slot that is its seen from tick `from`; that slot, and the timer before it.
    #[inline]
    fn append(&mut self, id: u32, when: u64, from: u64) -> (Stage, u32) {
        let level = level_for(from, when);
        let slot = (when >> (level * BITS)) as usize % SLOTS;
        let place = &mut self.levels[level];
        place.occupied |= 1 << slot;
        let row = &mut place.slots[slot];
        let before = std::mem::replace(&mut row.last, id);
        match before {
            NONE => row.first = id,
            before => self.entries[before as usize].after = id,
        }
        let stage = Stage::Set {
            level: level as u8,
            slot: slot as u8,
        };
        (stage, before)
    }

    fn unlink(&mut self, id: u32, level: usize, slot: usize) {
        let Entry { before, after, .. } = self.entries[id as usize];
        let place = &mut self.levels[level];
        let row = &mut place.slots[slot];
        match before {
            NONE => row.first = after,
            before => self.entries[before as usize].after = after,
        }
        match after {
            NONE => row.last = before,
            after => self.entries[after as usize].before = before,
        }
        if row.first == NONE {
            place.occupied &= !(1 << slot);
        }
    }

    fn next_expiration(&self) -> Option<Expiration> {
        let mut levels = self.levels.iter().enumerate();
        levels.find_map(|(index, level)| level.next(index, self.elapsed))
    }
}

/// The wheel of each runtime, in order of making.
impl Heap {
    /// A runtime has been made.
    pub fn add_wheel(&mut self) {
        self.wheels.push(Wheel::new());
    }

    /// Its wheel.
    ///
    /// # Panics
    /// When there is no such runtime: a bug of the caller.
    #[must_use]
    #[inline]
    pub fn wheel(&self, runtime: u16) -> &Wheel {
        &self.wheels[usize::from(runtime)]
    }

    /// The same, to change; `None` without such a runtime.
    #[inline]
    pub fn wheel_mut(&mut self, runtime: usize) -> Option<&mut Wheel> {
        self.wheels.get_mut(runtime)
    }
}

fn entry_is_used(entry: &Entry) -> bool {
    entry.stage != Stage::Free
}

impl Level {
    fn next(&self, index: usize, now: u64) -> Option<Expiration> {
        if self.occupied == 0 {
            return None;
        }
        let slot_range = 1u64 << (BITS * index);
        let level_range = slot_range << BITS;
        let now_slot = (now / slot_range) as usize % SLOTS + 1;
        let ahead = self.occupied.rotate_right(now_slot as u32).trailing_zeros();
        let slot = (ahead as usize + now_slot) % SLOTS;
        let mut deadline = (now & !(level_range - 1)) + slot as u64 * slot_range;
        // Only the top level may wrap around.
        if deadline <= now {
            deadline += level_range;
        }
        Some(Expiration {
            level: index,
            slot,
            deadline,
        })
    }
}

fn level_for(elapsed: u64, when: u64) -> usize {
    let masked = (elapsed ^ when) | (SLOTS as u64 - 1);
    if masked >= 1 << (BITS * LEVELS) {
        return LEVELS - 1;
    }
    masked.ilog2() as usize / BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fire(wheel: &mut Wheel, now: u64) -> Vec<u32> {
        let fired = wheel.advance(now, true).into_iter();
        fired.map(|(_, task)| task).collect()
    }

    #[test]
    fn timers_of_a_tick_fire_in_the_order_of_the_wheel() {
        let mut wheel = Wheel::new();
        // Far away when it is set, so that a higher level hands it down at tick 64.
        wheel.insert(100, 0, 1);
        wheel.insert(70, 0, 2);
        assert_eq!(wheel.next_tick(), Some(64));
        assert_eq!(fire(&mut wheel, 64), []);
        wheel.insert(100, 0, 3);
        assert_eq!(fire(&mut wheel, 99), [2]);
        assert_eq!(fire(&mut wheel, 100), [1, 3]);
    }

    #[test]
    fn what_has_passed_is_not_set_and_what_is_removed_does_not_fire() {
        let mut wheel = Wheel::new();
        assert_eq!(fire(&mut wheel, 5), []);
        assert_eq!(wheel.insert(5, 0, 1), None);
        let gone = wheel.insert(9, 0, 2).expect("still to come");
        wheel.insert(9, 0, 3);
        wheel.remove(gone);
        assert_eq!(fire(&mut wheel, 1_000_000), [3]);
        assert_eq!(wheel.next_tick(), None);
    }

    #[test]
    fn the_later_of_one_tick_fire_when_nobody_is_busy_with_the_others() {
        let mut wheel = Wheel::new();
        wheel.insert(9, 2, 1);
        wheel.insert(9, 0, 2);
        wheel.insert(9, 1, 3);
        let gone = wheel.insert(9, 1, 4).expect("still to come");
        wheel.insert(8, 3, 5);
        assert_eq!(fire(&mut wheel, 9), [5, 2]);
        assert_eq!((wheel.fired_late(), wheel.next_tick()), (0, Some(9)));
        assert_eq!(wheel.advance(9, false), []);
        wheel.remove(gone);
        assert_eq!(fire(&mut wheel, 9), [3]);
        assert_eq!((wheel.fired_late(), wheel.next_tick()), (1, Some(9)));
        wheel.insert(10, 0, 6);
        assert_eq!(fire(&mut wheel, 10), [1, 6]);
        assert_eq!((wheel.fired_late(), wheel.next_tick()), (0, None));
    }

    #[test]
    fn far_timers_fire_at_their_tick() {
        let mut wheel = Wheel::new();
        for (task, when) in [(1, 1 << 20), (2, (1 << 37) + 5), (3, 64), (4, 4095)] {
            wheel.insert(when, 0, task);
        }
        let mut fired = Vec::new();
        while let Some(tick) = wheel.next_tick() {
            fired.extend(fire(&mut wheel, tick).into_iter().map(|task| (tick, task)));
        }
        let expected = [(64, 3), (4095, 4), (1 << 20, 1), ((1 << 37) + 5, 2)];
        assert_eq!(fired, expected);
    }
}
