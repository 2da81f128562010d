// Option and Result: the rarer combinators, borrowed and mutable forms, transposing, iterating, and what unwrapping wrongly says.

use std::panic;

fn options() {
    let some = Some(4);
    let none: Option<i32> = None;
    println!("{} {} {}", some.is_none_or(|x| x > 5), none.is_none_or(|x| x > 5), some.is_some_and(|x| x > 3));
    println!("{} {}", some.map_or_else(|| -1, |x| x * 2), none.map_or_else(|| -1, |x| x * 2));
    println!("{:?} {:?} {:?}", some.xor(none), some.xor(Some(1)), some.zip(Some('a')));
    let mut name = Some(String::from("ada"));
    if let Some(text) = name.as_deref_mut() {
        text.make_ascii_uppercase();
    }
    println!("{:?} {:?}", name.as_deref(), name.as_deref().map(str::len));
    println!("{:?}", name.take_if(|text| text.len() > 9));
    println!("{:?}", name.take_if(|text| { text.push('!'); true }));
    println!("{name:?}");
    println!("{}", name.get_or_insert_with(|| "bob".to_string()));
    *name.insert("eve".into()) += ".";
    println!("{:?}", name.replace("new".into()));
    println!("{:?}", name.as_mut().map(|text| text.pop()));
    println!("{:?} {:?}", Some((1, 'x')).unzip(), Some(Some(3)).flatten());
    println!("{:?}", some.and_then(|x| x.checked_sub(5)).filter(|x| *x >= 0).or_else(|| Some(0)));
    println!("{:?} {:?}", some.ok_or("no"), none.ok_or_else(|| "none".to_string()));
    println!("{:?} {:?}", Some(Ok::<i32, ()>(1)).transpose(), Some(Err::<(), _>("bad")).transpose());
    println!("{:?} {:?}", some.into_iter().chain(none).chain([9]).collect::<Vec<_>>(), some.iter().rev().len());
    println!("{:?} {:?}", Some(&5).copied(), Some(&mut String::from("c")).cloned());
    println!("{} {} {:?}", none < some, Some(1) < Some(2), some.max(none));
    let summed: Option<i32> = [Some(1), Some(2)].into_iter().sum();
    let broken: Option<i32> = [Some(1), None].iter().copied().product();
    println!("{summed:?} {broken:?} {:?}", Option::<u8>::default());
    println!("{:?}", some.inspect(|x| print!("<{x}> ")).map_or(0, |x| x + 1));
    println!("{}", unsafe { some.unwrap_unchecked() });
}

fn results() {
    let good: Result<i32, String> = Ok(4);
    let bad: Result<i32, String> = Err("bad".to_string());
    println!("{} {}", bad.as_ref().is_err_and(|e| e.len() == 3), good.as_ref().is_ok_and(|x| *x > 9));
    println!("{} {}", good.as_ref().map_or_else(|e| e.len() as i32, |x| *x), bad.as_ref().map_or_else(|e| e.len() as i32, |x| *x));
    println!("{:?}", bad.as_ref().inspect_err(|e| print!("<{e}> ")).map_err(|e| e.len()));
    println!("{:?} {:?}", bad.clone().expect_err("wanted"), bad.clone().unwrap_or_else(|e| e.len() as i32));
    let mut text: Result<String, u8> = Ok("abc".into());
    if let Ok(inner) = text.as_deref_mut() {
        inner.make_ascii_uppercase();
    }
    println!("{:?}", text.as_deref());
    println!("{:?}", text.as_mut().map(|inner| inner.clear()));
    println!("{:?} {:?}", good.clone().and(Ok::<u8, String>(1)), bad.clone().or(Err::<i32, u8>(2)));
    println!("{:?} {:?}", bad.clone().or_else(|e| if e == "bad" { Ok(1) } else { Err(e) }), good.clone().and_then(|x| x.checked_mul(i32::MAX).ok_or("big".to_string())));
    println!("{:?} {:?}", Ok::<Option<i32>, u8>(None).transpose(), Err::<Option<i32>, u8>(1).transpose());
    println!("{:?} {:?}", good.iter().next(), bad.iter().next());
    println!("{:?} {:?} {:?}", Ok::<&i32, ()>(&3).copied(), good.clone().ok(), good.clone().err());
    let all: Result<Vec<i32>, _> = "1 2 x 4 y".split(' ').map(str::parse::<i32>).collect();
    println!("{:?}", all.map_err(|e| e.to_string()));
    let total: Result<i32, std::num::ParseIntError> = "1 2".split(' ').map(str::parse::<i32>).sum();
    println!("{total:?} {:?}", bad.clone().unwrap_or_default());
    println!("{}", Ok::<i32, i32>(1) < Err(0));
    for value in good.iter().chain(&bad) {
        println!("{value}");
    }
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
    options();
    results();
    said(panic::catch_unwind(|| None::<u8>.unwrap()));
    said(panic::catch_unwind(|| None::<u8>.expect("a number")));
    said(panic::catch_unwind(|| Err::<u8, _>("why").unwrap()));
    said(panic::catch_unwind(|| Err::<u8, _>(Some(1.5)).expect("a result")));
    said(panic::catch_unwind(|| Ok::<_, u8>(vec![1]).unwrap_err()));
    said(panic::catch_unwind(|| Ok::<_, u8>("fine").expect_err("an error")));
}
