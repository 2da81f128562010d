// Reading from the back.
fn main() {
    println!("{:?}", (0..5).rev().collect::<Vec<_>>());
    println!("{:?}", (0..=5).rev().step_by(2).collect::<Vec<_>>());
    println!("{:?}", [1, 2, 3].iter().rev().collect::<Vec<_>>());
    println!("{:?}", vec![1, 2, 3].into_iter().rev().collect::<Vec<_>>());
    println!("{:?}", "añb".chars().rev().collect::<String>());
    println!("{:?}", "añb".char_indices().rev().collect::<Vec<_>>());
    println!("{:?}", ["a", "b"].iter().enumerate().rev().collect::<Vec<_>>());
    println!("{:?}", [1, 2, 3].iter().map(|x| x * 2).rev().collect::<Vec<_>>());
    println!("{:?}", (1..10).filter(|x| x % 3 == 0).rev().collect::<Vec<_>>());
    println!("{:?}", [1, 2, 3].iter().zip([4, 5, 6, 7].iter()).rev().collect::<Vec<_>>());
    println!("{:?}", [1].iter().chain([2, 3].iter()).rev().collect::<Vec<_>>());
    println!("{:?}", (0..10).skip(3).rev().collect::<Vec<_>>());
    println!("{:?}", (0..10).take(3).rev().collect::<Vec<_>>());
    println!("{:?}", (0..11).step_by(3).rev().collect::<Vec<_>>());
    println!("{:?}", [[1, 2], [3, 4]].iter().flatten().rev().collect::<Vec<_>>());
    println!("{:?}", "a b c".split(' ').rev().collect::<Vec<_>>());
    println!("{:?}", "a\nb".lines().rev().collect::<Vec<_>>());
    println!("{:?} {:?}", (0..5).next_back(), [1, 2].iter().next_back());
    println!("{:?} {:?}", (0..5).rfind(|x| x % 2 == 1), [1, 2, 1].iter().rposition(|&x| x == 1));
    println!("{:?}", (0..5).nth_back(1));
    println!("{:?}", (1..=3).rfold(0, |acc, x| acc * 10 + x));
    let mut both = [1, 2, 3, 4, 5].iter();
    println!("{:?} {:?} {:?} {}", both.next(), both.next_back(), both.next(), both.len());
    let mut range = 0..4;
    println!("{:?} {:?} {:?}", range.next(), range.next_back(), range);
    for i in (0..3).rev() {
        print!("{i} ");
    }
    for (i, c) in "xyz".chars().rev().enumerate() {
        print!("{i}{c} ");
    }
    println!();
    let mut v = vec![1, 2, 3];
    for x in v.iter_mut().rev() {
        *x *= 10;
        print!("{x} ");
    }
    println!("{v:?}");
    println!("{}", "racecar".chars().eq("racecar".chars().rev()));
    println!("{:?}", [1, 2, 3, 4].chunks(2).rev().collect::<Vec<_>>());
    println!("{:?}", ('a'..='e').rev().step_by(2).collect::<String>());
}
