//! Sorting of short lists: one merge sort over places for all types.
//!
//! std's sorts are the fastest there are, and several kilobytes of code for each type; the browser downloads them all.

/// Sorts by a key; what has equal keys stays in order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    let order = order(items.len(), &mut |one, other| {
        key(&items[one]) <= key(&items[other])
    });
    if let Some(order) = order {
        let mut old: Vec<Option<T>> = items.drain(..).map(Some).collect();
        items.extend(order.into_iter().filter_map(|place| old[place].take()));
    }
}

/// The places in order; `None` when they are so already. `keeps(a, b)`: may a stand before b?
fn order(count: usize, keeps: &mut dyn FnMut(usize, usize) -> bool) -> Option<Vec<usize>> {
    if (1..count).all(|at| keeps(at - 1, at)) {
        return None;
    }
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut length = 1;
    while length < count {
        merged.clear();
        for start in (0..count).step_by(2 * length) {
            let (middle, end) = ((start + length).min(count), (start + 2 * length).min(count));
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                let takes_left =
                    right == end || (left < middle && keeps(order[left], order[right]));
                let next = if takes_left { &mut left } else { &mut right };
                merged.push(order[*next]);
                *next += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        length *= 2;
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;

    #[test]
    fn sorts_as_std_does() {
        for count in 0..70_u32 {
            let items: Vec<(u32, u32)> = (0..count)
                .map(|at| (at.wrapping_mul(2_654_435_761) % 11, at))
                .collect();
            let (mut ours, mut std) = (items.clone(), items);
            sort_by_key(&mut ours, |item| item.0);
            std.sort_by_key(|item| item.0);
            assert_eq!(ours, std);
        }
    }
}
