// Slices: searching, ordering, choosing, splitting, copying within themselves; their edges and panics.

use std::cmp::{Ordering, Reverse};
use std::panic;

#[derive(Debug, Clone, PartialEq)]
struct Book {
    title: &'static str,
    year: u32,
}

fn books() -> Vec<Book> {
    [("Dune", 1965), ("Emma", 1815), ("Ulysses", 1922), ("Beloved", 1987), ("Orlando", 1928)]
        .map(|(title, year)| Book { title, year })
        .to_vec()
}

fn searching() {
    let years = [1, 3, 5, 7, 9];
    println!("{:?} {:?}", years.binary_search(&7), years.binary_search(&4));
    println!("{:?} {:?}", years.binary_search_by(|probe| probe.cmp(&9)), years.binary_search_by(|probe| probe.cmp(&0)));
    println!("{:?}", years.binary_search_by_key(&10, |year| year * 2));
    println!("{:?}", [0u8; 0].binary_search_by_key(&1, |x| *x));
    println!("{}", years.partition_point(|&year| year < 6));
    println!("{} {}", years.is_sorted_by(|a, b| a < b), [1, 1].is_sorted_by(|a, b| a < b));
    println!("{} {}", ["a", "bb", "ccc"].is_sorted_by_key(|s| s.len()), ["bb", "a"].is_sorted_by_key(|s| s.len()));
    println!("{:?} {:?}", years.strip_prefix(&[1, 3]), years.strip_suffix(&[1]));
    println!("{:?}", years.split_at_checked(9));
}

fn ordering() {
    let mut list = books();
    list.sort_unstable_by(|a, b| b.year.cmp(&a.year));
    println!("{:?}", list.iter().map(|book| book.year).collect::<Vec<_>>());
    let mut calls = 0;
    list.sort_by_cached_key(|book| {
        calls += 1;
        (book.title.len(), Reverse(book.title))
    });
    println!("{calls} {:?}", list.iter().map(|book| book.title).collect::<Vec<_>>());
    list.sort_unstable_by_key(|book| book.title);
    println!("{}", list[0].title);
    let mut numbers = [5, 1, 4, 2, 3];
    let (low, middle, high) = numbers.select_nth_unstable(2);
    low.sort();
    high.sort();
    println!("{low:?} {middle} {high:?}");
    *middle = 30;
    println!("{}", numbers[2]);
    let mut numbers = [5, 1, 4, 2, 3];
    println!("{}", numbers.select_nth_unstable_by(0, |a, b| b.cmp(a)).1);
    println!("{}", numbers.select_nth_unstable_by_key(4, |x| (*x as i32 - 3).abs() * 10 + *x).1);
    let mut floats = [2.5, -1.0, 9.0];
    floats.sort_by(f64::total_cmp);
    println!("{floats:?} {:?}", floats.iter().copied().max_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal)));
}

fn copying() {
    let mut line = [1, 2, 3, 4, 5, 6];
    line.copy_within(..3, 3);
    println!("{line:?}");
    line.copy_within(2..=4, 0);
    println!("{line:?}");
    let (left, right) = line.split_at_mut(3);
    left.swap_with_slice(right);
    println!("{line:?}");
    let mut next = 0;
    line[1..5].fill_with(|| {
        next += 10;
        next
    });
    println!("{line:?}");
    line.rotate_left(2);
    println!("{line:?}");
    if let Some((first, rest)) = line.split_first_mut() {
        *first += rest.len() as i32;
        if let Some((last, _)) = rest.split_last_mut() {
            *last = -1;
        }
    }
    println!("{line:?}");
    println!("{:?}", line.first_mut());
    for chunk in line.chunks_exact_mut(4) {
        chunk.reverse();
    }
    for chunk in line.rchunks_mut(2) {
        chunk.swap(0, 1);
    }
    println!("{line:?} {}", line.chunks_exact(4).count());
    line.as_mut_slice()[0] = 0;
    println!("{line:?}");
}

fn splitting() {
    let data = [1, 0, 2, 3, 0, 0, 4];
    println!("{:?}", data.split(|x| *x == 0).collect::<Vec<_>>());
    println!("{:?}", data.rsplit(|x| *x == 0).collect::<Vec<_>>());
    println!("{:?}", data.splitn(2, |x| *x == 0).collect::<Vec<_>>());
    println!("{:?}", data.rsplitn(2, |x| *x == 0).collect::<Vec<_>>());
    println!("{:?}", data.split_inclusive(|x| *x == 0).collect::<Vec<_>>());
    println!("{:?}", data.chunk_by(|a, b| a < b).collect::<Vec<_>>());
    println!("{:?} {:?}", data.rchunks(3).collect::<Vec<_>>(), data.windows(9).count());
    let mut owned = data.to_vec();
    for part in owned.split_mut(|x| *x == 0) {
        part.reverse();
    }
    for part in owned.chunk_by_mut(|a, b| (*a == 0) == (*b == 0)) {
        part[0] += 100;
    }
    println!("{owned:?}");
    println!("{:?} {}", [[1, 2], [3, 4]].concat(), ["a", "b"].join("-"));
    println!("{:?} {:?}", [[1], [2]].join(&0), [vec![1], vec![2]].join(&[8, 9][..]));
    println!("{:?}", [7; 2].repeat(2));
}

fn said<T>(result: std::thread::Result<T>) {
    let Err(payload) = result else { return };
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => println!("panic: {text}"),
        (_, Some(text)) => println!("panic: {text}"),
        _ => println!("panic"),
    }
}

fn main() {
    searching();
    ordering();
    copying();
    splitting();
    let mut line = vec![1, 2, 3];
    said(panic::catch_unwind(move || line.copy_within(1.., 2)));
    said(panic::catch_unwind(|| [1, 2].swap_with_slice(&mut [3])));
    said(panic::catch_unwind(|| [1, 2].copy_from_slice(&[3])));
    said(panic::catch_unwind(|| [1, 2].chunks(std::hint::black_box(0)).count()));
    said(panic::catch_unwind(|| [1, 2].split_at(std::hint::black_box(3)).0.len()));
}
