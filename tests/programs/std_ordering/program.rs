// Comparisons of all kinds of values.
use std::cmp::{max, min, Ordering};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Level {
    Low = 1,
    Mid = 5,
    High = 10,
}

#[derive(Debug, PartialEq, PartialOrd)]
struct Reading {
    value: f64,
    label: &'static str,
}

#[derive(Debug, Clone, Copy)]
struct Money {
    cents: i64,
}

impl PartialEq for Money {
    fn eq(&self, other: &Money) -> bool {
        self.cents / 100 == other.cents / 100
    }
}

fn main() {
    println!("{} {}", Level::Low < Level::High, Level::Mid as i32);
    println!("{:?} {:?}", max(Level::Low, Level::Mid), Level::High.min(Level::Mid));
    println!("{:?}", Level::Low.cmp(&Level::Low));
    println!("{}", Level::Mid.clamp(Level::Low, Level::Low) == Level::Low);
    let a = Reading { value: 1.0, label: "a" };
    let b = Reading { value: f64::NAN, label: "b" };
    println!("{:?} {:?} {}", a.partial_cmp(&b), a.partial_cmp(&a), a == b);
    println!("{} {}", Money { cents: 120 } == Money { cents: 180 }, Money { cents: 120 } != Money { cents: 210 });
    println!("{}", vec![Money { cents: 1 }] == vec![Money { cents: 99 }]);
    println!("{:?} {:?}", min(3, 2), max("x", "abc"));
    println!("{:?}", [1, 2, 3].as_slice().cmp(&[1, 2][..]));
    println!("{} {}", (1, 2.5) < (1, 3.5), "Zebra" < "apple");
    println!("{} {}", Some(1) > None, Ok::<i32, i32>(5) < Err(0));
    println!("{:?}", Ordering::Less.then(Ordering::Greater));
    println!("{:?}", 5.cmp(&3).then_with(|| panic!("not reached")));
    println!("{} {} {}", Ordering::Less.is_le(), Ordering::Equal.is_ge(), Ordering::Greater.is_ne());
    println!("{:?} {:?}", 1.0f64.max(f64::NAN), [2.5, 1.5].iter().cloned().fold(f64::INFINITY, f64::min));
    println!("{}", String::from("b") > "a".to_string());
    println!("{} {}", [1, 2] == [1, 2], vec![1] == [1]);
    println!("{}", &5 == &5 && &&5 > &&4);
    println!("{:?}", ["b", "a"].iter().min().unwrap());
    println!("{}", 'a'.max('b'));
    println!("{:?} {:?}", true.cmp(&false), ().cmp(&()));
    println!("{}", Box::new(1) < Box::new(2));
    println!("{:?}", match 7.cmp(&7) {
        Ordering::Less => "less",
        Ordering::Equal => "equal",
        Ordering::Greater => "greater",
    });
}
