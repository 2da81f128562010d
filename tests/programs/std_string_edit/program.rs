// Changing Strings.
use std::fmt::Write;

fn main() {
    let mut s = String::new();
    s.push('a');
    s.push_str("bcd");
    s += "ef";
    s.insert(0, '>');
    s.insert_str(1, "> ");
    println!("{s} {}", s.len());
    println!("{:?} {}", s.pop(), s);
    println!("{} {}", s.remove(0), s);
    s.truncate(4);
    println!("{s}");
    s.retain(|c| c != ' ');
    println!("{s}");
    s.extend(['x', 'y']);
    s.extend(vec!["1", "2"]);
    println!("{s}");
    let drained: String = s.drain(..2).collect();
    println!("{drained} {s}");
    let tail = s.split_off(2);
    println!("{s} {tail}");
    s.replace_range(0..1, "ZZ");
    println!("{s}");
    s.make_ascii_lowercase();
    println!("{s}");
    s.clear();
    println!("{:?} {}", s, s.is_empty());
    write!(s, "{}-{:03}", 1, 2).unwrap();
    writeln!(&mut s, "!").unwrap();
    println!("{s:?}");
    let mut t = String::with_capacity(10);
    for i in 0..3 {
        t.push_str(&i.to_string());
        t.push(',');
    }
    println!("{}", t.trim_end_matches(','));
    let moved = t;
    let copy = moved.clone();
    println!("{moved} {copy} {}", moved == copy);
    let bytes = "hi".to_string().into_bytes();
    println!("{bytes:?} {:?}", String::from_utf8(bytes.clone()));
    println!("{}", String::from_utf8_lossy(&bytes));
    let letters: Vec<char> = "hello".chars().collect();
    let mut sorted = letters.clone();
    sorted.sort();
    sorted.dedup();
    println!("{}", sorted.iter().collect::<String>());
    println!("{}", letters.into_iter().rev().collect::<String>());
    let joined: String = vec!["a".to_string(), "b".to_string()].concat();
    println!("{joined}");
    let mut words = vec![String::from("b"), String::from("a")];
    words.sort();
    println!("{}", words.join("+"));
    fn shout(s: &str) -> String {
        s.to_uppercase() + "!"
    }
    let owned = String::from("hey");
    println!("{} {}", shout(&owned), shout("you"));
}
