struct Pair {
    a: Vec<i32>,
    b: Vec<i32>,
}

fn main() {
    let mut pair = Pair {
        a: vec![1],
        b: vec![2],
    };
    let a = &mut pair.a;
    let b = &mut pair.b;
    a.append(b);
    pair.b.push(3);
    println!("{:?} {:?}", pair.a, pair.b);
}
