// Scoped threads: divide and conquer, a recursive maximum and a merge sort on halves.
use std::fmt::Debug;
use std::thread;

fn find_max<T: PartialOrd + Copy + Send + Sync>(arr: &[T]) -> Option<T> {
    const THRESHOLD: usize = 2;
    if arr.len() <= THRESHOLD {
        return arr.iter().copied().reduce(|a, b| if a > b { a } else { b });
    }
    let mid = arr.len() / 2;
    let (left, right) = arr.split_at(mid);
    thread::scope(|s| {
        let thread_l = s.spawn(|| find_max(left));
        let thread_r = s.spawn(|| find_max(right));
        let max_l = thread_l.join().unwrap()?;
        let max_r = thread_r.join().unwrap()?;
        Some(if max_l > max_r { max_l } else { max_r })
    })
}

fn merge_sort<T>(values: &mut [T], depth: u32)
where
    T: Ord + Clone + Send + Debug,
{
    if values.len() < 2 {
        return;
    }
    let mid = values.len() / 2;
    let (left, right) = values.split_at_mut(mid);
    if depth > 0 {
        thread::scope(|s| {
            s.spawn(|| merge_sort(left, depth - 1));
            merge_sort(right, depth - 1);
        });
    } else {
        merge_sort(left, 0);
        merge_sort(right, 0);
    }
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            merged.push(left[i].clone());
            i += 1;
        } else {
            merged.push(right[j].clone());
            j += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    values.clone_from_slice(&merged);
}

fn main() {
    let arr = &[1, 25, -4, 10, 100, 7, -56, 3];
    println!("max: {:?}", find_max(arr));
    println!("max: {:?}", find_max(&[2.5, -1.0, 9.75]));
    println!("max: {:?}", find_max::<u8>(&[]));

    let mut numbers: Vec<i32> = (0..20).map(|n| (n * 7919) % 101).collect();
    merge_sort(&mut numbers, 2);
    println!("{numbers:?}");
    let mut words = ["pear", "apple", "fig", "kiwi", "plum"].map(String::from);
    merge_sort(&mut words, 1);
    println!("{words:?}");
}
