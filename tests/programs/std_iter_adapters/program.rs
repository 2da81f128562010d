// Iterator adapters.
struct Countdown(u32);

impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            None
        } else {
            self.0 -= 1;
            Some(self.0 + 1)
        }
    }
}

fn main() {
    let v = vec![1, 2, 3, 4, 5, 6];
    println!("{:?}", v.iter().map(|x| x * x).collect::<Vec<_>>());
    println!("{:?}", v.iter().filter(|x| **x % 2 == 0).collect::<Vec<_>>());
    println!("{:?}", v.iter().enumerate().filter(|(i, _)| i % 2 == 0).map(|(_, x)| x).collect::<Vec<_>>());
    println!("{:?}", v.iter().zip("abc".chars()).collect::<Vec<_>>());
    println!("{:?}", v.iter().skip(2).take(2).collect::<Vec<_>>());
    println!("{:?}", v.iter().skip_while(|x| **x < 3).collect::<Vec<_>>());
    println!("{:?}", v.iter().take_while(|x| **x < 3).collect::<Vec<_>>());
    println!("{:?}", (0..20).step_by(6).collect::<Vec<i32>>());
    println!("{:?}", v.iter().chain([7, 8].iter()).count());
    println!("{:?}", vec![vec![1], vec![], vec![2, 3]].into_iter().flatten().collect::<Vec<_>>());
    println!("{:?}", (1..4).flat_map(|n| (0..n).map(move |k| n * 10 + k)).collect::<Vec<_>>());
    println!("{:?}", v.iter().scan(0, |acc, x| { *acc += x; Some(*acc) }).collect::<Vec<_>>());
    println!("{:?}", v.iter().map_while(|x| if *x < 4 { Some(x * 2) } else { None }).collect::<Vec<_>>());
    println!("{:?}", [1, 2].iter().cycle().take(5).collect::<Vec<_>>());
    let mut seen = Vec::new();
    let total: i32 = v.iter().inspect(|x| seen.push(**x)).take(3).sum();
    println!("{total} {seen:?}");
    let mut peek = v.iter().peekable();
    while let Some(x) = peek.next() {
        if let Some(next) = peek.peek() {
            print!("{x}<{next} ");
        } else {
            println!("{x} end");
        }
    }
    let mut chars = "123abc".chars().peekable();
    let mut number = String::new();
    while let Some(c) = chars.next_if(|c| c.is_ascii_digit()) {
        number.push(c);
    }
    println!("{number} {}", chars.collect::<String>());
    println!("{:?}", Countdown(3).collect::<Vec<_>>());
    println!("{:?}", Countdown(5).zip(Countdown(3)).map(|(a, b)| a * b).collect::<Vec<_>>());
    println!("{}", Countdown(4).filter(|x| x % 2 == 0).sum::<u32>());
    for (i, x) in Countdown(2).enumerate() {
        print!("{i}:{x} ");
    }
    println!();
    let mut it = v.iter();
    println!("{:?} {:?}", it.next(), it.by_ref().take(2).collect::<Vec<_>>());
    println!("{:?}", it.collect::<Vec<_>>());
    println!("{:?}", std::iter::repeat("x").take(3).collect::<String>());
    println!("{:?}", std::iter::once(1).chain(std::iter::empty()).collect::<Vec<i32>>());
    println!("{:?}", std::iter::successors(Some(1), |x| if *x < 100 { Some(x * 3) } else { None }).collect::<Vec<_>>());
    let mut n = 0;
    let from_fn: Vec<i32> = std::iter::from_fn(|| { n += 1; if n < 4 { Some(n) } else { None } }).collect();
    println!("{from_fn:?}");
    println!("{:?}", std::iter::zip([1, 2], ["a", "b"]).collect::<Vec<_>>());
    println!("{:?}", v.iter().copied().map(f64::from).map(f64::sqrt).map(|x| (x * 10.0) as i32).collect::<Vec<_>>());
    let words = ["a", "b"];
    let lines: Vec<String> = words.iter().map(ToString::to_string).collect();
    println!("{lines:?}");
    let adder = |n: i32| move |x: i32| x + n;
    println!("{:?}", v.iter().cloned().map(adder(10)).collect::<Vec<_>>());
    println!("{:?}", (1..=3).map(Some).collect::<Vec<_>>());
    println!("{:?}", v.chunks(4).map(<[i32]>::len).collect::<Vec<_>>());
    fn evens(limit: u32) -> impl Iterator<Item = u32> {
        (0..limit).filter(|x| x % 2 == 0)
    }
    println!("{:?}", evens(7).collect::<Vec<_>>());
    let boxed: Box<dyn Iterator<Item = i32>> = if v.len() > 3 { Box::new(v.into_iter().rev()) } else { Box::new(0..2) };
    println!("{:?}", boxed.take(2).collect::<Vec<_>>());
}
