// Vec edited in place: retain_mut, extract_if, splice, dedup_by, extend_from_within, resizing, popping on condition, drop order.

#[derive(Debug, Clone, PartialEq)]
struct Loud(u32);

impl Drop for Loud {
    fn drop(&mut self) {
        print!("~{} ", self.0);
    }
}

fn louds(numbers: std::ops::Range<u32>) -> Vec<Loud> {
    numbers.map(Loud).collect()
}

fn dropping() {
    let mut list = louds(0..6);
    list.retain_mut(|loud| {
        loud.0 += 10;
        loud.0 % 2 == 0
    });
    println!("| {:?}", list.iter().map(|loud| loud.0).collect::<Vec<_>>());
    list.truncate(1);
    println!("| truncated");
    list.resize_with(3, || Loud(7));
    list.resize(4, Loud(8));
    println!("| {}", list.len());
    let taken: Vec<Loud> = list.splice(1..3, louds(20..23)).collect();
    println!("| {} {}", taken.len(), list.len());
    drop(taken);
    println!("| dropped what was taken");
    let gone = list.extract_if(1.., |loud| loud.0 != 21).count();
    println!("| {gone} {:?}", list);
    list.extend(louds(30..32));
    drop(list.drain(..2));
    println!("| drained {}", list.len());
    let boxed: Box<[Loud]> = list.into_boxed_slice();
    println!("| {}", boxed.len());
    let mut list = Vec::from(boxed);
    list.swap_remove(0);
    println!("| swap_remove");
    let tail = list.split_off(0);
    println!("| {} {}", list.len(), tail.len());
}

fn numbers() {
    let mut list = vec![1, 2, 3, 4, 5];
    list.extend_from_within(1..3);
    list.extend_from_within(..=0);
    println!("{list:?}");
    println!("{:?} {:?}", list.pop_if(|last| *last == 1), list.pop_if(|last| *last > 100));
    println!("{:?}", Vec::<u8>::new().pop_if(|_| true));
    let evens: Vec<i32> = list.extract_if(.., |x| *x % 2 == 0).collect();
    println!("{evens:?} {list:?}");
    list.insert(1, 9);
    list.append(&mut vec![9, 9]);
    list.dedup();
    println!("{list:?}");
    let mut words = vec!["apple", "avocado", "bean", "beet", "carrot"];
    words.dedup_by_key(|word| word.chars().next());
    println!("{words:?}");
    let mut near = vec![1, 2, 3, 10, 11, 20];
    near.dedup_by(|later, kept| *later - *kept < 2);
    println!("{near:?}");
    near.retain(|x| *x > 5);
    near.shrink_to_fit();
    near.reserve_exact(3);
    println!("{near:?} {}", near.capacity() >= 5);
    near.clear();
    println!("{:?} {}", near.first(), near.is_empty());
    println!("{:?}", near.drain(..).next());
    let mut text = vec!['a', 'b', 'c', 'd'];
    let removed: String = text.drain(1..=2).rev().collect();
    println!("{removed} {text:?} {}", text.iter().rev().collect::<String>());
    let array: [char; 2] = text.try_into().unwrap();
    let failed: Result<[char; 3], Vec<char>> = Vec::from(array).try_into();
    println!("{array:?} {failed:?}");
    let leaked: &'static mut [i32] = vec![1, 2].leak();
    leaked[0] = 5;
    println!("{leaked:?}");
    let mut iter = vec![1, 2, 3, 4].into_iter();
    iter.next_back();
    println!("{:?} {}", iter.next(), iter.len());
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
    dropping();
    println!("| end of dropping");
    numbers();
    said(std::panic::catch_unwind(|| vec![1].insert(3, 2)));
    said(std::panic::catch_unwind(|| vec![1].remove(1)));
    said(std::panic::catch_unwind(|| vec![1].split_off(2)));
}
