// Hash, Hasher, DefaultHasher, an own hasher.
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
#[derive(Hash, PartialEq, Eq, Debug, Clone)]
struct Person {
    id: u32,
    name: String,
    tags: Vec<&'static str>,
}
#[derive(Hash)]
enum Kind {
    A,
    B(i64),
    C { x: u8, y: bool },
}
struct Fnv(u64);
impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 ^= *b as u64;
            self.0 = self.0.wrapping_mul(0x100000001b3);
        }
    }
}
struct Caseless(String);
impl Hash for Caseless {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for b in self.0.bytes() {
            b.to_ascii_lowercase().hash(state);
        }
    }
}
impl PartialEq for Caseless {
    fn eq(&self, o: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&o.0)
    }
}
impl Eq for Caseless {}
fn hash_of<T: Hash + ?Sized>(t: &T) -> u64 {
    let mut s = DefaultHasher::new();
    t.hash(&mut s);
    s.finish()
}
fn fnv<T: Hash>(t: T) -> u64 {
    let mut h = Fnv(0xcbf29ce484222325);
    t.hash(&mut h);
    h.finish()
}
fn main() {
    println!("{} {} {}", hash_of(&1u32), hash_of(&1u64), hash_of(&-1i8));
    println!("{} {}", hash_of("hello"), hash_of(&String::from("hello")));
    println!("{} {} {}", hash_of(&'x'), hash_of(&true), hash_of(&()));
    println!("{} {}", hash_of(&(1, "a")), hash_of(&[1, 2, 3]));
    println!("{} {}", hash_of(&vec![1u8, 2, 3]), hash_of(&Some(5)));
    println!("{}", hash_of(&None::<i32>));
    let p = Person {
        id: 5,
        name: "Janet".to_string(),
        tags: vec!["x", "y"],
    };
    let q = Person { id: 5, ..p.clone() };
    println!("{} {}", hash_of(&p), hash_of(&p) == hash_of(&q));
    println!(
        "{} {} {}",
        hash_of(&Kind::A),
        hash_of(&Kind::B(3)),
        hash_of(&Kind::C { x: 1, y: true })
    );
    println!("{} {}", fnv("hello"), fnv(42u64));
    println!(
        "{}",
        hash_of(&Caseless("AbC".into())) == hash_of(&Caseless("aBc".into()))
    );
    let mut set = HashSet::new();
    println!(
        "{} {}",
        set.insert(Caseless("Hi".into())),
        set.insert(Caseless("hI".into()))
    );
    println!("{}", hash_of(&Box::new(7i32)) == hash_of(&7i32));
    let mut h = DefaultHasher::new();
    h.write_u32(1);
    h.write(b"abc");
    h.write_u8(9);
    println!("{:x}", h.finish());
    println!("{}", DefaultHasher::default().finish());
    println!(
        "{}",
        hash_of(&std::rc::Rc::new("k".to_string())) == hash_of("k")
    );
    println!("{}", hash_of(&(1u8, 2u16, [3i64; 2], Some("z"))));
    // buckets
    let mut buckets = [0; 4];
    for w in ["one", "two", "three", "four", "five"] {
        buckets[(hash_of(w) % 4) as usize] += 1;
    }
    println!("{buckets:?}");
}
