// Consuming iterators.
use std::collections::HashMap;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    x: f64,
    y: f64,
}

fn main() {
    let v = vec![3, 1, 4, 1, 5, 9, 2, 6];
    println!("{} {}", v.iter().sum::<i32>(), v.iter().product::<i32>());
    println!("{:?} {:?}", v.iter().max(), v.iter().min());
    println!("{:?} {:?}", v.iter().max_by_key(|x| **x % 5), v.iter().min_by_key(|x| **x % 5));
    println!("{:?}", v.iter().max_by(|a, b| (*a % 7).cmp(&(*b % 7))));
    println!("{} {}", v.iter().any(|x| *x > 8), v.iter().all(|x| *x > 1));
    println!("{:?} {:?}", v.iter().find(|x| **x > 3), v.iter().position(|x| *x == 5));
    println!("{:?} {:?}", v.iter().rposition(|x| *x == 1), v.iter().find_map(|x| if *x > 4 { Some(x * 100) } else { None }));
    println!("{}", v.iter().fold(String::new(), |acc, x| acc + &x.to_string()));
    println!("{:?}", v.iter().copied().reduce(|a, b| a.max(b)));
    println!("{} {:?} {:?}", v.iter().count(), v.iter().last(), v.iter().nth(2));
    let (even, odd): (Vec<i32>, Vec<i32>) = v.iter().partition(|x| **x % 2 == 0);
    println!("{even:?} {odd:?}");
    let (left, right): (Vec<i32>, Vec<char>) = vec![(1, 'a'), (2, 'b')].into_iter().unzip();
    println!("{left:?} {right:?}");
    v.iter().take(2).for_each(|x| print!("{x};"));
    println!();
    println!("{:?}", v.iter().try_fold(0i32, |acc, x| acc.checked_add(*x)));
    println!("{:?}", [100i8, 100].iter().try_fold(0i8, |acc, x| acc.checked_add(*x)));
    println!("{} {}", [1, 2].iter().eq([1, 2].iter()), [1, 2].iter().lt([1, 3].iter()));
    println!("{:?}", (1..=5).rev().collect::<Vec<_>>());
    println!("{}", (1..=20u64).product::<u64>());
    println!("{}", (1..=100).filter(|n| n % 3 == 0 || n % 5 == 0).sum::<i32>());
    let points = [Point { x: 1.0, y: 2.0 }, Point { x: -1.5, y: 0.25 }];
    println!("{} {}", points.iter().map(|p| p.x).sum::<f64>(), points.iter().map(|p| p.y).fold(0.0, f64::max));
    let lowest = points.iter().min_by(|a, b| a.x.partial_cmp(&b.x).unwrap()).unwrap();
    println!("{lowest:?}");
    let average = v.iter().sum::<i32>() as f64 / v.len() as f64;
    println!("{average:.3}");
    let counts = v.iter().fold(HashMap::new(), |mut m, x| {
        *m.entry(x % 3).or_insert(0) += 1;
        m
    });
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort();
    println!("{counts:?}");
    println!("{}", v.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(", "));
    println!("{:?}", v.iter().min_by_key(|x| (**x - 5).abs()));
    println!("{}", (0..5).len());
    println!("{:?}", (0..5).contains(&5));
    println!("{:?} {:?}", (0..0).max(), (0..3).min());
    println!("{:?}", v.iter().size_hint());
    println!("{:?}", (1..4).map(|x| x as f32 / 2.0).sum::<f32>());
    println!("{}", ["a", "bb"].iter().map(|s| s.len()).sum::<usize>());
    println!("{}", vec![1u64 << 40, 1].iter().sum::<u64>());
    let nested = vec![vec![1, 2], vec![3]];
    println!("{}", nested.iter().map(|r| r.iter().sum::<i32>()).max().unwrap());
    println!("{}", nested.concat().len());
    let transposed: Vec<Vec<i32>> = (0..2).map(|c| [[1, 2], [3, 4]].iter().map(|row| row[c]).collect()).collect();
    println!("{transposed:?}");
}
