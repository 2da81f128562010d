// Texts that hand out parts of themselves: iterators over borrowed texts with two lifetimes, a rest that moves on behind `&mut &str`.
use std::iter::Peekable;
use std::str::Chars;
use std::thread;

struct StrSplit<'t, 'd> {
    rest: Option<&'t str>,
    delimiter: &'d str,
}

impl<'t, 'd> StrSplit<'t, 'd> {
    fn new(text: &'t str, delimiter: &'d str) -> Self {
        Self { rest: Some(text), delimiter }
    }
}

impl<'t> Iterator for StrSplit<'t, '_> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest.as_mut()?;
        if let Some(at) = rest.find(self.delimiter) {
            let head = &rest[..at];
            *rest = &rest[at + self.delimiter.len()..];
            Some(head)
        } else {
            self.rest.take()
        }
    }
}

fn word<'t>(text: &mut &'t str) -> Option<&'t str> {
    let trimmed = text.trim_start();
    if trimmed.is_empty() {
        return None;
    }
    let end = trimmed.find(' ').unwrap_or(trimmed.len());
    let first = &trimmed[..end];
    *text = &trimmed[end..];
    Some(first)
}

struct Roman<'t>(Peekable<Chars<'t>>);

impl Roman<'_> {
    fn value(c: char) -> Option<u32> {
        Some(match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'M' => 1000,
            _ => return None,
        })
    }

    fn total(mut self) -> Option<u32> {
        let mut total = 0;
        while let Some(c) = self.0.next() {
            let value = Self::value(c)?;
            match self.0.peek().copied().and_then(Self::value) {
                Some(next) if next > value => {
                    total += next - value;
                    self.0.next();
                }
                _ => total += value,
            }
        }
        Some(total)
    }
}

fn until<'t>(text: &'t str, end: char) -> &'t str {
    let delimiter = end.to_string();
    StrSplit::new(text, &delimiter).next().unwrap_or_default()
}

fn main() {
    println!("{:?}", StrSplit::new("a--b--", "--").collect::<Vec<_>>());
    println!("{} {:?}", StrSplit::new("", ",").count(), until("key=value", '='));
    let text = String::from("  to be  or not ");
    let mut rest = text.as_str();
    while let Some(word) = word(&mut rest) {
        print!("<{word}>");
    }
    println!("{rest:?}");
    let totals: Vec<_> = thread::scope(|scope| {
        let handles: Vec<_> = ["MCMXCIV", "XLII", "XQ"]
            .map(|text| scope.spawn(move || Roman(text.chars().peekable()).total()))
            .into();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    println!("{totals:?}");
}
