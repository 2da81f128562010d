// From, Into, TryFrom and friends.
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::convert::TryFrom;
use std::str::FromStr;

#[derive(Debug, PartialEq, Clone, Copy)]
struct Celsius(f64);
#[derive(Debug, PartialEq, Clone, Copy)]
struct Fahrenheit(f64);

impl From<Celsius> for Fahrenheit {
    fn from(c: Celsius) -> Self {
        Fahrenheit(c.0 * 9.0 / 5.0 + 32.0)
    }
}

#[derive(Debug)]
struct Even(u32);

impl TryFrom<u32> for Even {
    type Error = String;
    fn try_from(n: u32) -> Result<Self, Self::Error> {
        if n % 2 == 0 { Ok(Even(n)) } else { Err(format!("{n} is odd")) }
    }
}

#[derive(Debug)]
struct Rgb(u8, u8, u8);

impl FromStr for Rgb {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let s = s.trim_start_matches('#');
        Ok(Rgb(
            u8::from_str_radix(&s[0..2], 16)?,
            u8::from_str_radix(&s[2..4], 16)?,
            u8::from_str_radix(&s[4..6], 16)?,
        ))
    }
}

fn greet(name: impl Into<String>) -> String {
    let name: String = name.into();
    format!("hi {name}")
}

fn length<S: AsRef<str>>(s: S) -> usize {
    s.as_ref().len()
}

fn main() {
    let f: Fahrenheit = Celsius(100.0).into();
    println!("{f:?} {:?}", Fahrenheit::from(Celsius(0.0)));
    println!("{:?} {:?}", Even::try_from(4), Even::try_from(5));
    let e: Result<Even, _> = 7u32.try_into();
    println!("{e:?}");
    println!("{:?} {:?}", "#ff8000".parse::<Rgb>(), "#zz0000".parse::<Rgb>().is_err());
    println!("{:?}", Rgb::from_str("010203"));
    println!("{} {}", greet("ann"), greet(String::from("bob")));
    println!("{} {}", length("abc"), length(String::from("abcd")));
    println!("{:?} {:?}", u8::try_from(255i32), u8::try_from(256i32).is_err());
    println!("{:?}", i8::try_from(200u8).map_err(|e| e.to_string()));
    let n: Result<usize, _> = usize::try_from(-1i32);
    println!("{n:?}");
    let x: u64 = 7u32.into();
    let y: f64 = 3i32.into();
    let z: i64 = i64::from(x as u32) + i64::from(true);
    println!("{x} {y} {z}");
    println!("{} {}", u32::from('a'), char::from(66u8));
    println!("{:?}", char::try_from(0x1F600u32));
    let s: String = 'c'.into();
    let b: Box<str> = "boxed".into();
    let v: Vec<char> = "xyz".chars().collect();
    let t: String = v.iter().collect();
    println!("{s} {b} {t}");
    println!("{:?} {:?}", Vec::from([1, 2]), Vec::from("ab"));
    let arr: [i32; 3] = vec![1, 2, 3].try_into().unwrap();
    println!("{arr:?}");
    println!("{:?}", VecDeque::from(vec![1, 2]));
    println!("{:?}", BTreeMap::from([("k", 1)]));
    println!("{} {}", HashMap::from([(1, 2)]).len(), HashSet::from([1, 1]).len());
    let o: Option<i32> = 5.into();
    println!("{o:?}");
    println!("{} {} {}", -1i8 as u8, 3.9f32 as u8, 'z' as u8);
    println!("{} {}", true as i32, 65u8 as char);
    println!("{}", (i32::MAX as i64 + 1) as i32);
    println!("{:?} {:?}", 5.to_string(), 'x'.to_string());
    println!("{:?}", "a b".split(' ').map(str::to_owned).collect::<Vec<String>>());
    println!("{:?}", [1u8, 2].map(u32::from));
    println!("{:?}", [1.5f32, 2.5].map(f64::from));
    println!("{}", i32::default() + <i32 as Default>::default());
    println!("{:?} {:?}", String::default(), Vec::<u8>::default());
    let (a, b, c): (i32, String, bool) = Default::default();
    println!("{a} {b:?} {c}");
}
