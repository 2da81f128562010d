// Vec: growing, shrinking, moving elements.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    name: String,
    n: i32,
}

fn main() {
    let mut v = vec![1, 2, 3];
    v.push(4);
    v.insert(1, 10);
    println!("{v:?} {} {:?}", v.len(), v.pop());
    println!("{} {:?}", v.remove(1), v);
    println!("{} {:?}", v.swap_remove(0), v);
    v.extend([7, 8, 9]);
    v.extend_from_slice(&[1, 1, 2]);
    println!("{v:?}");
    v.dedup();
    v.truncate(6);
    println!("{v:?}");
    v.retain(|x| x % 2 == 1);
    println!("{v:?}");
    let mut w = vec![5; 3];
    v.append(&mut w);
    println!("{v:?} {w:?} {}", w.is_empty());
    println!("{:?} {v:?}", v.drain(1..3).collect::<Vec<_>>());
    println!("{:?} {v:?}", v.split_off(2));
    v.clear();
    println!("{v:?} {}", v.capacity() > 0);
    let mut items = vec![
        Item { name: "a".into(), n: 1 },
        Item { name: "b".into(), n: 2 },
    ];
    items[0].n += 5;
    items[1].name.push('!');
    for item in &mut items {
        item.n *= 10;
    }
    println!("{items:?}");
    let copy = items.clone();
    println!("{}", copy == items);
    let first = items.remove(0);
    println!("{first:?} {}", items.contains(&copy[1]));
    println!("{:?}", copy.iter().map(|i| i.n).collect::<Vec<_>>());
    let names: Vec<String> = copy.into_iter().map(|i| i.name).collect();
    println!("{names:?}");
    let mut grid = vec![vec![0; 3]; 2];
    grid[1][2] = 7;
    grid[0][0] += 1;
    println!("{grid:?}");
    println!("{:#?}", vec![Some(1), None]);
    v.resize(3, 9);
    println!("{v:?}");
    v.fill(4);
    println!("{v:?} {}", vec![1, 2] < vec![1, 3]);
    let boxed: Box<[i32]> = vec![1, 2, 3].into_boxed_slice();
    println!("{} {:?}", boxed.len(), boxed);
    let extended: Vec<i32> = [1, 2].iter().chain(&[3]).copied().collect();
    println!("{extended:?}");
    let mut a = vec![1];
    let b = vec![2, 3];
    a.extend(&b);
    a.extend(b.iter());
    println!("{a:?}");
    let s = a.splice(1..2, [20, 30]).collect::<Vec<_>>();
    println!("{a:?} {s:?}");
    println!("{:?}", a.iter().position(|&x| x == 30));
    if let Some(last) = a.last_mut() {
        *last = 100;
    }
    println!("{:?} {:?} {:?}", a.first(), a.last(), a.get(99));
    while let Some(top) = a.pop() {
        print!("{top} ");
    }
    println!();
}
