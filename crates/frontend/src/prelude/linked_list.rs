//! `LinkedList`: what it does, over a `VecDeque`; no place of a node shows.

use std::collections::VecDeque;
use std::fmt;
use std::ops::{Deref, DerefMut};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkedList {
    items: VecDeque,
}

impl LinkedList {
    pub fn new() -> LinkedList {
        LinkedList { items: VecDeque::new() }
    }

    pub fn default() -> LinkedList {
        LinkedList::new()
    }

    pub fn from(items: I) -> LinkedList {
        LinkedList::from_iter(items)
    }

    pub fn from_iter(items: I) -> LinkedList {
        let mut list = LinkedList::new();
        for item in items {
            list.items.push_back(item);
        }
        list
    }

    pub fn append(&mut self, other: &mut LinkedList) {
        self.items.append(&mut other.items);
    }

    pub fn split_off(&mut self, at: usize) -> LinkedList {
        LinkedList { items: self.items.split_off(at) }
    }

    pub fn into_iter(self) -> I {
        if intrinsic::is_reference(&self) { self.items.iter_mut() } else { self.items.into_iter() }
    }
}

impl Deref for LinkedList {
    fn deref(&self) -> &VecDeque {
        &self.items
    }
}

impl DerefMut for LinkedList {
    fn deref_mut(&mut self) -> &mut VecDeque {
        &mut self.items
    }
}

impl fmt::Debug for LinkedList {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Debug::fmt(&self.items, f)
    }
}
