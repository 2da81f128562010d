//! std: boxed errors from texts and from own errors: source chains, to_string, downcasts.

use std::error::Error;
use std::fmt;
#[derive(Debug)]
struct Inner;
impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "inner")
    }
}
impl Error for Inner {}
#[derive(Debug)]
struct MyErr {
    c: Inner,
}
impl fmt::Display for MyErr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "my")
    }
}
impl Error for MyErr {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.c)
    }
}
fn a() -> Result<(), Box<dyn Error>> {
    Err("text")?;
    Ok(())
}
fn b() -> Result<(), Box<dyn Error>> {
    Err("text".into())
}
fn c() -> Result<(), Box<dyn Error + Send + Sync>> {
    Err(format!("n {}", 1).into())
}
fn d() -> Result<(), Box<dyn Error>> {
    Err(Box::from("boxed"))
}
fn g() -> Result<(), Box<dyn Error>> {
    Err(MyErr { c: Inner })?;
    Ok(())
}
fn h() -> Result<(), Box<dyn Error>> {
    Err(Box::new(MyErr { c: Inner }))
}
fn i() -> Result<(), Box<dyn Error>> {
    Err(String::from("s"))?;
    Ok(())
}
fn j() -> Result<i32, Box<dyn Error>> {
    Ok("x".parse::<i32>()?)
}
fn show(e: &dyn Error) {
    let mut n = 0;
    let mut cur: Option<&dyn Error> = Some(e);
    while let Some(e) = cur {
        println!("{}{e}", " ".repeat(n));
        n += 1;
        cur = e.source();
    }
}
#[allow(deprecated)]
fn main() {
    for r in [a(), b(), d(), g(), h(), i()] {
        let e = r.unwrap_err();
        println!(
            "{} {:?} {} {:?} {}",
            e,
            e,
            e.to_string(),
            e.source(),
            e.source().is_none()
        );
        println!("{:?}", e.downcast_ref::<MyErr>().is_some());
        println!("{:?}", e.is::<MyErr>());
        show(e.as_ref());
        show(&*e);
        println!("{}", e.description());
    }
    let e = c().unwrap_err();
    println!("{e} {:?}", e.source().map(|s| s.to_string()));
    println!("{:?}", j());
    match j() {
        Err(e) => match e.downcast_ref::<std::num::ParseIntError>() {
            Some(p) => println!("parse {p}"),
            None => println!("other"),
        },
        _ => {}
    }
    match g() {
        Err(e) => match e.downcast::<MyErr>() {
            Ok(m) => println!("got {m}"),
            Err(o) => println!("other {o}"),
        },
        _ => {}
    }
    let e: Box<dyn Error> = "abc".into();
    println!("{e:?} {}", e.to_string().len());
    let e = Box::<dyn Error>::from("abc");
    println!("{e:?}");
    let r: Result<i32, String> = Err("q".into());
    println!("{r:?}");
}
