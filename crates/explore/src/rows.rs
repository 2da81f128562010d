//! A long list in pieces: growing copies nothing and needs no room for twice its length, which counts where memory can
//! be had only in one row (WebAssembly).

use std::ops::{Index, IndexMut};

/// Items of a piece, as a power of two.
const PIECE_BITS: u32 = 14;
const PIECE: usize = 1 << PIECE_BITS;

/// The list. Places are not always in a row: see [`Rows::push_row`].
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    pieces: Vec<Vec<T>>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds an item; answers its place: 0, 1, 2, … as long as only single items are added.
    pub(crate) fn push(&mut self, item: T) -> usize {
        self.push_row(std::iter::once(item))
    }

    /// Adds items that stay in one row; answers the place of the first.
    ///
    /// # Panics
    /// When there are more than a piece holds.
    pub(crate) fn push_row(&mut self, items: impl ExactSizeIterator<Item = T>) -> usize {
        assert!(items.len() <= PIECE, "a row fits into a piece");
        let has_room = |piece: &Vec<T>| piece.len() + items.len() <= PIECE;
        if !self.pieces.last().is_some_and(has_room) {
            // A small list is all in the first piece, which grows as lists do.
            let room = if self.pieces.is_empty() { 0 } else { PIECE };
            self.pieces.push(Vec::with_capacity(room));
        }
        let number = self.pieces.len() - 1;
        let piece = &mut self.pieces[number];
        let place = (number << PIECE_BITS) + piece.len();
        piece.extend(items);
        place
    }

    /// Takes the last item away.
    pub(crate) fn pop(&mut self) -> Option<T> {
        let piece = self.pieces.iter_mut().rev().find(|it| !it.is_empty());
        piece.and_then(Vec::pop)
    }

    /// `len` items from `place` on, which were added as a row.
    pub(crate) fn row(&self, place: usize, len: usize) -> &[T] {
        let from = place % PIECE;
        match self.pieces.get(place >> PIECE_BITS) {
            Some(piece) => &piece[from..from + len],
            None => &[],
        }
    }

    /// All items, first to last.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.pieces.iter().flatten()
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        let first = self.pieces.first().map_or(0, Vec::capacity);
        let others = self.pieces.len().saturating_sub(1) * PIECE;
        (first + others) * size_of::<T>()
    }
}

impl<T> Index<usize> for Rows<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.pieces[place >> PIECE_BITS][place % PIECE]
    }
}

impl<T> IndexMut<usize> for Rows<T> {
    fn index_mut(&mut self, place: usize) -> &mut T {
        &mut self.pieces[place >> PIECE_BITS][place % PIECE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_together() {
        let mut rows = Rows::default();
        let single: Vec<usize> = (0..PIECE - 1).map(|it| rows.push(it)).collect();
        assert!(single.iter().enumerate().all(|(at, place)| at == *place));
        let place = rows.push_row([7, 8, 9].into_iter());
        assert_eq!(place, PIECE, "it begins a piece of its own");
        assert_eq!(rows.row(place, 3), [7, 8, 9]);
        assert_eq!(rows.row(place, 0), []);
        assert_eq!(rows.iter().next_back(), Some(&9));
    }
}
