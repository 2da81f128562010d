// Iterators compared by what they give: eq, ne, cmp, partial_cmp, lt, le, gt, ge on adapters, ranges and the program's own.
use std::iter;
struct Own(u32);
impl Iterator for Own {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 += 1;
        (self.0 < 3).then_some(self.0)
    }
}
fn main() {
    println!("inspect {}", [1, 2].into_iter().inspect(|_| ()).eq([1, 2]));
    println!("peekable {}", [1, 2].into_iter().peekable().eq([1, 2]));
    println!(
        "scan {}",
        [1, 2]
            .into_iter()
            .scan(0, |s, x| {
                *s += x;
                Some(*s)
            })
            .eq([1, 3])
    );
    println!(
        "map_while {}",
        [1, 2].into_iter().map_while(|x| Some(x)).eq([1, 2])
    );
    println!("copied {}", [1, 2].iter().copied().eq([1, 2]));
    println!(
        "cycle {}",
        [1, 2].iter().cycle().take(3).copied().eq([1, 2, 1])
    );
    println!("fuse {}", [1, 2].into_iter().fuse().eq([1, 2]));
    println!("once {}", iter::once(1).eq([1]));
    println!("from_fn {}", iter::from_fn(|| None::<u32>).eq([0u32; 0]));
    println!(
        "successors {}",
        iter::successors(Some(1), |x| (*x < 4).then_some(x * 2)).eq([1, 2, 4])
    );
    println!("own {}", Own(0).eq([1, 2]));
    println!("own lt {}", Own(0).lt([1, 3]));
    println!("split {}", "a b".split(' ').eq(["a", "b"]));
    println!("lines {}", "a\nb".lines().eq(["a", "b"]));
    println!(
        "windows {}",
        [1, 2, 3].windows(2).map(|w| w[0] + w[1]).eq([3, 5])
    );
    println!("chunks {}", [1, 2, 3].chunks(2).eq([&[1, 2][..], &[3]]));
    println!(
        "keys {}",
        std::collections::BTreeMap::from([(1, 2)]).keys().eq([&1])
    );
    println!("range {}", (1..3).eq([1, 2]));
    println!("inclusive {}", (1..=2).eq([1, 2]));
    println!("range cmp {:?}", (1..3).cmp([1, 5]));
    println!("range == {} {}", (1..1) == (2..2), (1..2) == (1..2));
    more();
    println!(
        "max {:?}",
        [1..3, 0..9].iter().max_by(|a, b| a.start.cmp(&b.start))
    );
}
fn generic<A: Iterator<Item = u32>, B: IntoIterator<Item = u32>>(a: A, b: B) -> bool {
    a.lt(b)
}
fn boxed(mut a: Box<dyn Iterator<Item = u32>>) -> bool {
    println!("{:?}", a.next());
    a.eq([2])
}
#[derive(PartialEq, PartialOrd, Debug, Clone)]
struct Pair(u32, u32);

pub fn more() {
    println!(
        "{} {}",
        generic(Own(0), vec![1, 3]),
        generic([5u32].into_iter(), [1u32])
    );
    println!("{}", boxed(Box::new([1, 2].into_iter())));
    let (a, b) = (Pair(1, 2), Pair(1, 3));
    println!(
        "{} {} {:?} {}",
        a.lt(&b),
        a.eq(&b),
        a.partial_cmp(&b),
        a.ne(&b)
    );
    let mut it = [1, 2, 3].into_iter();
    it.next();
    println!("{} {:?}", it.by_ref().eq([2, 3]), it.next());
    println!("{:?} {}", 3.cmp(&4), "a".to_string().eq("a"));
    let v = vec![1, 2];
    println!("{} {}", v.eq(&vec![1, 2]), v.iter().zip([1]).eq([(&1, 1)]));
    let o = Some(3);
    println!("{} {}", o.lt(&Some(4)), o.iter().eq(Some(3).iter()));
    println!(
        "{}",
        [1.0, f64::NAN]
            .iter()
            .partial_cmp([1.0, 2.0].iter())
            .is_none()
    );
    println!(
        "{}",
        [[1, 2], [3, 4]]
            .concat()
            .iter()
            .rev()
            .eq([4, 3, 2, 1].iter())
    );
}
