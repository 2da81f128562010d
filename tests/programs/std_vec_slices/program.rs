// Slices and arrays.
fn sum(xs: &[i32]) -> i32 {
    xs.iter().sum()
}

fn double(xs: &mut [i32]) {
    for x in xs.iter_mut() {
        *x *= 2;
    }
}

fn main() {
    let a = [1, 2, 3, 4, 5, 6, 7];
    println!("{} {} {}", sum(&a), sum(&a[2..4]), sum(&[]));
    let mut v = a.to_vec();
    double(&mut v[..2]);
    double(&mut v);
    println!("{v:?}");
    println!("{:?}", a.windows(3).map(|w| w.iter().sum::<i32>()).collect::<Vec<_>>());
    println!("{:?}", a.chunks(3).collect::<Vec<_>>());
    println!("{:?}", a.chunks_exact(3).map(|c| c.len()).collect::<Vec<_>>());
    println!("{:?}", a.rchunks(3).collect::<Vec<_>>());
    let (left, right) = a.split_at(3);
    println!("{left:?} {right:?}");
    {
        let (x, y) = v.split_at_mut(3);
        x[0] = y[0];
        y[1] += x[1];
    }
    println!("{v:?}");
    for chunk in v.chunks_mut(2) {
        chunk[0] = 0;
    }
    println!("{v:?}");
    println!("{:?} {:?}", a.first(), a.last());
    println!("{:?} {:?}", a.get(2), a.get(1..3));
    println!("{:?} {:?}", a.split_first(), a.split_last());
    println!("{} {}", a.contains(&4), a.contains(&40));
    println!("{} {}", a.starts_with(&[1, 2]), a.ends_with(&[7]));
    println!("{:?} {:?}", a.binary_search(&5), a.binary_search(&50));
    println!("{}", a.partition_point(|&x| x < 4));
    let mut r = [1, 2, 3, 4, 5];
    r.rotate_left(2);
    println!("{r:?}");
    r.rotate_right(1);
    r.swap(0, 4);
    r.reverse();
    println!("{r:?} {}", r.len());
    let grid = [[1, 2], [3, 4]];
    println!("{grid:?} {} {:?}", grid[1][0], grid.concat());
    println!("{:?}", [vec![1], vec![2, 3]].join(&0));
    println!("{:?}", a.map(|x| x * x));
    println!("{:?}", a.iter().rev().skip(1).step_by(2).collect::<Vec<_>>());
    println!("{:?}", a.split(|x| x % 3 == 0).collect::<Vec<_>>());
    match a {
        [first, .., last] => println!("{first} {last}"),
    }
    match &v[..] {
        [] => println!("empty"),
        [x] => println!("one {x}"),
        [x, rest @ ..] => println!("{x} and {} more", rest.len()),
    }
    let b = [0u8; 4];
    println!("{b:?} {}", b == [0, 0, 0, 0]);
    let mut c = [0; 3];
    c.copy_from_slice(&a[..3]);
    println!("{c:?} {}", c.is_empty());
    let mut s = vec![3, 1, 2];
    s.swap(0, 2);
    println!("{s:?} {}", s.iter().max().unwrap());
    println!("{:?}", [1, 2] == *vec![1, 2].as_slice());
    println!("{}", [1.5, 2.5].iter().sum::<f64>());
    println!("{:?}", [3, 1, 2].iter().is_sorted());
    println!("{:?}", [1, 1, 2, 3, 3].chunk_by(|a, b| a == b).collect::<Vec<_>>());
    println!("{:?}", ["x"; 3].concat());
    println!("{:?}", [1, 2, 3].repeat(2));
}
