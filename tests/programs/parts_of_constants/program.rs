// Borrowed parts of constant arrays, tuples and structs are there all the time: slices of literals in statics and
// results, indexed receivers kept in variables.

use std::collections::HashMap;
use std::sync::LazyLock;

struct Range {
    of: [u8; 3],
    name: &'static str,
}

static LINKS: LazyLock<HashMap<&'static str, &'static [&'static str]>> =
    LazyLock::new(|| HashMap::from([("a", &["b", "c", "d"][..]), ("b", &["a"]), ("c", &[])]));

static ROWS: LazyLock<Vec<&'static [u8]>> =
    LazyLock::new(|| vec![&[1, 2, 3][1..], &[4], &[0; 4][..2]]);

fn tail() -> &'static [u32] {
    &[1, 2, 3][1..]
}

fn second() -> &'static u32 {
    &[7, 8, 9][1]
}

fn part() -> &'static [u8] {
    &Range {
        of: [5, 6, 7],
        name: "r",
    }
    .of[..2]
}

fn name() -> &'static str {
    Range {
        of: [0; 3],
        name: "range",
    }
    .name
}

fn main() {
    println!(
        "{:?} {} {:?} {} {}",
        tail(),
        second(),
        part(),
        name(),
        &(1, "two").1
    );
    for key in ["a", "b", "c"] {
        let links = LINKS.get(key).copied().unwrap_or_default();
        println!("{key} {links:?} {:?}", links.first());
    }
    println!("{:?}", *ROWS);

    let mut rest = [10, 20, 30, 40][1..].iter();
    println!("{:?}", rest.next());
    let pairs = [1, 2, 3, 4][..].chunks(2);
    println!("{:?} {:?}", rest.as_slice(), pairs.collect::<Vec<_>>());

    // What is changed is a temporary of its own each time.
    for _ in 0..2 {
        let sorted = {
            let all = &mut [3, 1, 2][..];
            all.sort();
            all.to_vec()
        };
        println!("{sorted:?}");
    }
    let handles: Vec<_> = (0..2)
        .map(|i| std::thread::spawn(move || &[["a", "b"], ["c", "d"]][i][..]))
        .collect();
    for handle in handles {
        println!("{:?}", handle.join().unwrap());
    }
}
