// One generic trait implemented several times for one type: operators with values and references, From, own traits.
use std::ops::*;
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct V2 {
    x: f64,
    y: f64,
}
impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        V2 {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}
impl<'a> Add<&'a V2> for &'a V2 {
    type Output = V2;
    fn add(self, o: &V2) -> V2 {
        V2 {
            x: self.x + o.x + 100.0,
            y: self.y + o.y,
        }
    }
}
impl Add<&V2> for V2 {
    type Output = V2;
    fn add(self, o: &V2) -> V2 {
        V2 {
            x: self.x + o.x + 1000.0,
            y: self.y + o.y,
        }
    }
}
impl Mul<f64> for V2 {
    type Output = V2;
    fn mul(self, k: f64) -> V2 {
        V2 {
            x: self.x * k,
            y: self.y * k,
        }
    }
}
impl Mul<V2> for V2 {
    type Output = f64;
    fn mul(self, o: V2) -> f64 {
        self.x * o.x + self.y * o.y
    }
}
impl Mul<V2> for f64 {
    type Output = V2;
    fn mul(self, o: V2) -> V2 {
        o * self
    }
}
impl Sub<f64> for V2 {
    type Output = V2;
    fn sub(self, k: f64) -> V2 {
        V2 {
            x: self.x - k,
            y: self.y - k,
        }
    }
}
impl AddAssign for V2 {
    fn add_assign(&mut self, o: V2) {
        self.x += o.x;
        self.y += o.y;
    }
}
impl AddAssign<f64> for V2 {
    fn add_assign(&mut self, o: f64) {
        self.x += o;
        self.y += o;
    }
}
#[derive(Debug)]
enum Err {
    Io(String),
    Num(i32),
    Parse(std::num::ParseIntError),
}
impl From<String> for Err {
    fn from(s: String) -> Self {
        Err::Io(s)
    }
}
impl From<&str> for Err {
    fn from(s: &str) -> Self {
        Err::Io(s.to_string() + "&")
    }
}
impl From<i32> for Err {
    fn from(s: i32) -> Self {
        Err::Num(s)
    }
}
impl From<std::num::ParseIntError> for Err {
    fn from(e: std::num::ParseIntError) -> Self {
        Err::Parse(e)
    }
}
fn f(n: i32) -> Result<i32, Err> {
    if n == 0 {
        Err("zero")?
    }
    if n == 1 {
        return Err(5)?;
    }
    if n == 2 {
        let x: i32 = "q".parse()?;
        return Ok(x);
    }
    Ok(n)
}
struct Celsius(f64);
struct Fahr(f64);
impl From<Celsius> for Fahr {
    fn from(c: Celsius) -> Fahr {
        Fahr(c.0 * 9.0 / 5.0 + 32.0)
    }
}
impl From<Fahr> for Celsius {
    fn from(c: Fahr) -> Celsius {
        Celsius((c.0 - 32.0) * 5.0 / 9.0)
    }
}
impl From<V2> for String {
    fn from(v: V2) -> String {
        format!("<{} {}>", v.x, v.y)
    }
}
impl From<V2> for (f64, f64) {
    fn from(v: V2) -> (f64, f64) {
        (v.x, v.y)
    }
}
impl From<[f64; 2]> for V2 {
    fn from(a: [f64; 2]) -> V2 {
        V2 { x: a[0], y: a[1] }
    }
}
impl From<(f64, f64)> for V2 {
    fn from((x, y): (f64, f64)) -> V2 {
        V2 { x, y }
    }
}
trait Visitor<T> {
    fn visit(&mut self, t: T);
}
struct Log(Vec<String>);
impl Visitor<i32> for Log {
    fn visit(&mut self, t: i32) {
        self.0.push(format!("i32 {t}"));
    }
}
impl Visitor<&str> for Log {
    fn visit(&mut self, t: &str) {
        self.0.push(format!("str {t}"));
    }
}
fn main() {
    let a = V2 { x: 1.0, y: 2.0 };
    let b = V2 { x: 3.0, y: 4.0 };
    println!("{:?} {:?} {:?}", a + b, &a + &b, a + &b);
    println!("{:?} {:?} {:?} {:?}", a * 2.0, a * b, 2.0 * a, a - 1.0);
    let mut c = a;
    c += b;
    c += 1.0;
    println!("{c:?}");
    println!("{}", a == b);
    println!("{:?} {:?} {:?} {:?}", f(0), f(1), f(2), f(3));
    let fh: Fahr = Celsius(100.0).into();
    println!("{}", fh.0);
    println!("{:.1}", Celsius::from(fh).0);
    let s: String = a.into();
    println!("{s}");
    let t: (f64, f64) = a.into();
    println!("{t:?}");
    println!("{:?} {:?}", V2::from([1.0, 2.0]), V2::from((5.0, 6.0)));
    let v: V2 = (1.5, 2.5).into();
    println!("{v:?}");
    let mut l = Log(vec![]);
    l.visit(1);
    l.visit("a");
    println!("{:?}", l.0);
    let e: Err = String::from("x").into();
    println!("{e:?}");
    let total = [a, b, a].iter().fold(V2::default(), |acc, v| acc + *v);
    println!("{total:?}");
    println!("{:?}", String::from(b));
}
