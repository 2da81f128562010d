// Default, derived and own, and values compared and cloned.
use std::collections::HashMap;
#[derive(Debug, Default, Clone, PartialEq)]
struct S { a: i32, b: Option<String>, c: (u8, f64), d: [i32; 2], e: Vec<u8>, f: HashMap<String, i32>, g: Inner }
#[derive(Debug, Default, Clone, PartialEq)]
enum Inner { #[default] X, Y(i32) }
fn main() {
    println!("{}", <i32 as Default>::default());
    let (a, b): (i32, String) = Default::default();
    println!("{a} {b:?}");
    println!("{:?}", Some(4) as Option<i32>);
    println!("{:?}", S::default());
    let s: S = Default::default();
    println!("{}", s == S { a: 0, ..S::default() });
    println!("{:?}", Inner::Y(3));
    let x: Vec<String> = vec!["a"].into_iter().map(String::from).collect();
    println!("{x:?} {:?}", Some(3u8).map(u64::from));
    let m: HashMap<&str, Vec<i32>> = HashMap::new();
    println!("{:?}", m.get("q").cloned().unwrap_or_else(Vec::new));
    let p: Result<Vec<i32>, _> = "1,2,x".split(',').map(str::parse::<i32>).collect();
    println!("{:?}", p.is_err());
    let total: i32 = "1 2 3".split(' ').map(|s| s.parse::<i32>().unwrap()).sum();
    println!("{total}");
    let c = s.clone() == s;
    println!("{c} {}", s == s.clone());
    println!("{}", u8::try_from(300i32).is_err());
    let n: usize = "42".parse().unwrap_or(0);
    println!("{n}");
    let v = vec![3, 1, 2];
    let mx = v.iter().max().unwrap_or(&0);
    println!("{mx} {}", v.iter().map(|x| x * 2).fold(String::new(), |acc, x| acc + &x.to_string()));
    let t = std::mem::take(&mut vec![1, 2]);
    println!("{t:?}");
    let z = i64::pow(2, 10) + i64::from(3i32) + "abc".len() as i64;
    println!("{z} {}", z as f64 / 2.0);
    let arr = [1u8; 3];
    println!("{:?} {}", arr, arr.iter().map(|&b| b as u32).sum::<u32>());
    let s2 = String::from_utf8(vec![104, 105]).unwrap();
    println!("{s2}");
    let text = "a\
        b";
    println!("{text}");
    struct Local { v: i32 }
    impl Local { fn get(&self) -> i32 { self.v } }
    println!("{}", Local { v: 4 }.get());
    fn inner() -> &'static str { const K: &str = "k"; K }
    println!("{}", inner());
    let f = if z > 5 { |x: i32| x + 1 } else { |x: i32| x - 1 };
    println!("{}", f(1));
    let mut st = S::default();
    st.e.push(3); st.d[1] = 7; st.f.insert("k".into(), 1); *st.f.get_mut("k").unwrap() += 5; st.c.0 = 9;
    st.b.get_or_insert_with(|| "zz".to_string()).push('!');
    println!("{st:?}");
    let r = &mut st; r.a += 1; let q = &mut r.d; q[0] = 1; println!("{} {:?}", r.a, r.d);
    let S { a, d: [d0, d1], .. } = &st; println!("{a} {d0} {d1}");
    let o: Option<&S> = Some(&st); if let Some(S { a, b: Some(b), .. }) = o { println!("{a} {b}"); }
    let name = "w"; let width = 6; println!("[{name:>width$}] [{:>4}] [{:<5}]", 7, true);
    println!("{:?}", ["x"; 2].iter().zip(1..).collect::<Vec<_>>());
    let res: Result<u8, std::num::ParseIntError> = "300".parse::<u8>(); println!("{res:?}");
    let e = "x".parse::<f64>(); println!("{:?}", e.is_err());
    std::process::exit(if z > 0 { 0 } else { 1 });
}
