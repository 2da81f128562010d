//! The register files of all threads: one arena, so that a hundred thousand small threads lie densely.
//!
//! # Invariants
//! - A file's range of the arena belongs to nobody else; ranges come in size classes, and a range that is given
//!   back is used again for the next file of its class, last in, first out.
//! - A file's range lies within the arena, which becomes smaller only when it and all files are forgotten.
//! - What belongs to no file is `Moved`.

use std::ops::Range;

use crate::halt::Fault;
use crate::heap::{Heap, STACK_BIT};
use crate::value::{ObjectId, Value};

/// Classes below this many registers are `STEP` apart, above it they double.
const SMALL: usize = 64;
const STEP: usize = 4;

/// Where one file's registers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct File {
    start: u32,
    len: u32,
}

impl File {
    #[inline(always)]
    fn range(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// All register files.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stacks {
    registers: Vec<Value>,
    files: Vec<File>,
    free_files: Vec<u32>,
    /// By class: starts of ranges that belong to nobody.
    free_ranges: Vec<Vec<u32>>,
}

/// How many registers a file gets that needs `len`.
fn capacity(len: usize) -> usize {
    if len <= SMALL {
        len.next_multiple_of(STEP)
    } else {
        len.next_power_of_two()
    }
}

/// The class of a capacity.
fn class(capacity: usize) -> usize {
    if capacity <= SMALL {
        capacity / STEP
    } else {
        SMALL / STEP + (capacity / SMALL).trailing_zeros() as usize
    }
}

impl Stacks {
    /// A new, empty file; its number.
    pub(crate) fn open(&mut self) -> u32 {
        self.free_files.pop().unwrap_or_else(|| {
            self.files.push(File::default());
            self.files.len() as u32 - 1
        })
    }

    /// How many registers a new file gets that needs `len`.
    pub(crate) fn capacity(len: usize) -> usize {
        capacity(len)
    }

    /// A new file of so many registers, a [capacity](Self::capacity); its number.
    pub(crate) fn open_with(&mut self, capacity: usize) -> u32 {
        if capacity == 0 {
            return self.open();
        }
        let it = File {
            start: self.range(capacity) as u32,
            len: capacity as u32,
        };
        match self.free_files.pop() {
            Some(file) => {
                self.files[file as usize] = it;
                file
            }
            None => {
                self.files.push(it);
                self.files.len() as u32 - 1
            }
        }
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub(crate) fn copy_from(&mut self, from: &Self) {
        let Self {
            registers,
            files,
            free_files,
            free_ranges,
        } = from;
        self.registers.clone_from(registers);
        self.files.clone_from(files);
        self.free_files.clone_from(free_files);
        // Lists that `from` does not have stay as empty ones, with their memory.
        let shared = self.free_ranges.len().min(free_ranges.len());
        let (own, others) = self.free_ranges.split_at_mut(shared);
        let (known, new) = free_ranges.split_at(shared);
        for (own, known) in own.iter_mut().zip(known) {
            own.clone_from(known);
        }
        others.iter_mut().for_each(Vec::clear);
        self.free_ranges.extend_from_slice(new);
    }

    /// Forgets all files; the memory stays.
    pub(crate) fn clear(&mut self) {
        self.registers.clear();
        self.files.clear();
        self.free_files.clear();
        self.free_ranges.iter_mut().for_each(Vec::clear);
    }

    /// How many bytes there is room for, roughly.
    pub(crate) fn capacity_bytes(&self) -> usize {
        self.registers.capacity() * size_of::<Value>() + self.files.capacity() * size_of::<File>()
    }

    /// How many files there have been at a time.
    pub(crate) fn count(&self) -> usize {
        self.files.len()
    }

    /// Gives a file back; how many registers it had.
    #[inline]
    pub(crate) fn close(&mut self, file: u32) -> usize {
        let it = std::mem::take(&mut self.files[file as usize]);
        self.free_files.push(file);
        self.give_back(it);
        it.len as usize
    }

    /// The registers of a file; none when there is no such file.
    #[inline(always)]
    pub(crate) fn get(&self, file: u32) -> &[Value] {
        match self.files.get(file as usize) {
            // SAFETY: a file's range lies within the arena; see the module.
            Some(it) => unsafe { self.registers.get_unchecked(it.range()) },
            None => &[],
        }
    }

    /// The same, to change.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self, file: u32) -> &mut [Value] {
        match self.files.get(file as usize) {
            // SAFETY: a file's range lies within the arena; see the module.
            Some(it) => unsafe { self.registers.get_unchecked_mut(it.range()) },
            None => &mut [],
        }
    }

    /// How many registers a file has.
    #[inline(always)]
    pub(crate) fn len(&self, file: u32) -> usize {
        self.files[file as usize].len as usize
    }

    /// How many registers a file gets by [`Stacks::grow`]: few get about as many as they need, so that many small
    /// threads fit, more by doubling.
    pub(crate) fn grown(&self, file: u32, len: usize) -> usize {
        let old = self.len(file);
        if len <= old {
            return old;
        }
        capacity(if len <= SMALL / 2 {
            len
        } else {
            len.max(old * 2)
        })
    }

    /// Gives a file room for `len` registers; what it holds stays.
    pub(crate) fn grow(&mut self, file: u32, len: usize) {
        let old = self.files[file as usize];
        let capacity = self.grown(file, len);
        if capacity == old.len as usize {
            return;
        }
        let (from, count) = (old.start as usize, old.len as usize);
        let start = if from + count == self.registers.len() && count > 0 {
            self.registers.resize(from + capacity, Value::Moved);
            from
        } else {
            let start = self.range(capacity);
            self.registers.copy_within(from..from + count, start);
            self.give_back(old);
            start
        };
        self.files[file as usize] = File {
            start: start as u32,
            len: capacity as u32,
        };
    }

    /// A range of `Moved` registers that belongs to nobody.
    #[inline]
    fn range(&mut self, capacity: usize) -> usize {
        let free = self.free_ranges.get_mut(class(capacity));
        if let Some(start) = free.and_then(Vec::pop) {
            return start as usize;
        }
        self.new_range(capacity)
    }

    #[cold]
    #[inline(never)]
    fn new_range(&mut self, capacity: usize) -> usize {
        let start = self.registers.len();
        self.registers.resize(start + capacity, Value::Moved);
        start
    }

    #[inline]
    fn give_back(&mut self, file: File) {
        if file.len == 0 {
            return;
        }
        // Files have whole steps of registers.
        let (steps, _) = self.registers[file.range()].as_chunks_mut::<STEP>();
        steps.iter_mut().for_each(|it| *it = [Value::Moved; STEP]);
        let class = class(file.len as usize);
        match self.free_ranges.get_mut(class) {
            Some(ranges) => ranges.push(file.start),
            None => self.new_class(class, file.start),
        }
    }

    /// The first range of a class is given back.
    #[cold]
    #[inline(never)]
    fn new_class(&mut self, class: usize, start: u32) {
        self.free_ranges.resize_with(class + 1, Vec::new);
        self.free_ranges[class].push(start);
    }

    /// Every register of every file.
    pub(crate) fn all(&self) -> &[Value] {
        &self.registers
    }
}

/// Register files as the machine counts them.
impl Heap {
    /// A new, empty register file.
    pub(crate) fn new_stack(&mut self) -> ObjectId {
        ObjectId(self.stacks.open() | STACK_BIT)
    }

    /// Makes a register file reach to `end`; new registers are `Moved`.
    #[inline]
    pub(crate) fn grow_stack(&mut self, id: ObjectId, end: usize) -> Result<(), Fault> {
        if end <= self.stacks.len(id.0 & !STACK_BIT) {
            return Ok(());
        }
        self.enlarge_stack(id, end)
    }

    #[cold]
    fn enlarge_stack(&mut self, id: ObjectId, end: usize) -> Result<(), Fault> {
        let file = id.0 & !STACK_BIT;
        let len = self.stacks.len(file);
        let target = self.stacks.grown(file, end);
        self.charge((target - len) * size_of::<Value>())?;
        self.stacks.grow(file, end);
        Ok(())
    }

    /// Gives a register file back.
    pub(crate) fn free_stack(&mut self, id: ObjectId) {
        let registers = self.stacks.close(id.0 & !STACK_BIT);
        self.discharge(registers * size_of::<Value>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_what_it_holds_when_it_moves() {
        let mut stacks = Stacks::default();
        let (a, b) = (stacks.open(), stacks.open());
        stacks.grow(a, 3);
        stacks.grow(b, 5);
        stacks.get_mut(a)[2] = Value::Bool(true);
        stacks.get_mut(b)[4] = Value::Unit;
        stacks.grow(a, 70);
        assert_eq!((stacks.len(a), stacks.len(b)), (128, 8));
        assert_eq!(stacks.get(a)[2], Value::Bool(true));
        assert_eq!(stacks.get(b)[4], Value::Unit);
    }

    #[test]
    fn a_range_given_back_is_clean_and_used_again() {
        let mut stacks = Stacks::default();
        let (a, b) = (stacks.open(), stacks.open());
        stacks.grow(a, 6);
        stacks.grow(b, 6);
        stacks.get_mut(a).fill(Value::Unit);
        assert_eq!(stacks.close(a), 8);
        let again = stacks.open();
        stacks.grow(again, 7);
        assert_eq!(
            (again, stacks.get(again)),
            (a, [Value::Moved; 8].as_slice())
        );
        assert_eq!(stacks.all().len(), 16);
    }
}
