// `Cow` wherever a text is wanted, compared, added to and collected by what it holds.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::{self, Write};

fn shouted(text: &str) -> Cow<'_, str> {
    match text.contains('!') {
        true => Cow::Borrowed(text),
        false => Cow::Owned(format!("{text}!")),
    }
}

struct Named<'a>(Cow<'a, str>);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)?;
        f.pad(&self.0)
    }
}

fn total(numbers: &[i32]) -> i32 {
    numbers.iter().sum()
}

fn main() {
    let (plain, loud) = (shouted("a"), shouted("b!"));
    println!(
        "{plain} {loud} {} {}",
        plain < loud,
        plain.cmp(&loud).is_lt()
    );
    let owned: Cow<str> = Cow::Owned("b!".to_string());
    println!(
        "{} {} {}",
        owned == loud,
        "b!" == owned,
        String::from("a!") == plain
    );
    let mut sorted = vec![loud.clone(), plain.clone(), owned.clone()];
    sorted.sort();
    println!("{sorted:?} {:?}", sorted.iter().max());
    let ordered: BTreeSet<Cow<str>> = sorted.iter().cloned().collect();
    let hashed: HashSet<Cow<str>> = sorted.iter().cloned().collect();
    println!("{} {}", ordered.len(), hashed.len());
    let mut text = String::from(">");
    text.push_str(&plain);
    text += &loud;
    text.write_str(&owned).unwrap();
    text.insert_str(0, &plain);
    println!("{text} {}", text.clone() + &plain);
    println!("{} {}", sorted.join("+"), sorted.concat());
    println!("{}", sorted.iter().cloned().collect::<String>());
    println!("[{:>4}]", Named(Cow::Borrowed("ab")));
    println!("{}", plain.clone() + "?");
    println!("{}", total(&Cow::Owned(vec![1, 2])));
    println!("{}", total(&Cow::from(&[3, 4][..])));
}
