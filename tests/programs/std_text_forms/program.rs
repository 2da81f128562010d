// Formatter's builders by hand, strings in their rarer methods, utf8 errors, characters' classes, bytes, Cow.

use std::borrow::Cow;
use std::fmt::{self, Write};

struct Table(Vec<(&'static str, u32)>);

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(key, value)| (key, value))).entry(&"end", &()).finish()
    }
}

struct Shape(u8);

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.debug_struct("Shape").field("kind", &"point").field("at", &(1, 2)).finish(),
            1 => f.debug_tuple("Shape").field(&1.5).field(&Shape(0)).finish(),
            2 => f.debug_list().entry(&1).entries([2, 3]).finish(),
            3 => f.debug_set().entries(["a", "b"]).finish(),
            4 => f.debug_struct("Shape").field("kind", &'h').finish_non_exhaustive(),
            5 => f.debug_struct("Empty").finish_non_exhaustive(),
            6 => f.debug_tuple("Nothing").finish(),
                _ => f.write_fmt(format_args!("{:?}", f.alternate())),
        }
    }
}

struct Padded(&'static str);

impl fmt::Display for Padded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.sign_plus() {
            f.write_char('+')?;
        }
        match (f.width(), f.precision()) {
            (Some(width), Some(precision)) => write!(f, "{width}.{precision}{}", f.fill()),
            _ => f.pad(self.0),
        }
    }
}

fn building() {
    println!("{:?}", Table(vec![("one", 1), ("two", 2)]));
    println!("{:#?}", Table(vec![("one", 1)]));
    for kind in 0..9 {
        println!("{:?}", Shape(kind));
    }
    for kind in [0, 1, 3, 4, 5, 8] {
        println!("{:#?}", Shape(kind));
    }
    println!("[{:>6}] [{:-<6}] [{:^7.2}] [{:+}]", Padded("abc"), Padded("abc"), Padded("abc"), Padded("abc"));
    let mut text = String::new();
    write!(text, "{:>4}", 7).unwrap();
    writeln!(&mut text, "{:03}|{:e}", 5, 1500.0).unwrap();
    text.write_str("end").unwrap();
    println!("{text}");
}

fn strings() {
    let line = "a1b22c333";
    println!("{:?}", line.matches(char::is_numeric).collect::<Vec<_>>());
    println!("{:?}", line.rmatches(char::is_numeric).take(2).collect::<Vec<_>>());
    println!("{:?} {:?}", line.rmatch_indices("3").next(), line.match_indices(['a', 'c']).collect::<Vec<_>>());
    println!("{:?} {:?}", line.split_at_checked(100), line.split_at(1));
    println!("{:?} {:?}", "k=v=w".rsplit_once('='), "a,b,".rsplit_terminator(',').collect::<Vec<_>>());
    println!("{:?}", " x  y ".split_ascii_whitespace().collect::<Vec<_>>());
    println!("{:?} {:?} {:?}", " x ".trim_ascii(), " x".trim_ascii_start(), "x ".trim_ascii_end());
    println!("{} {} {}", "tab\t\"q\" é".escape_debug(), "é\n".escape_default(), "a".escape_debug());
    println!("{:?} {:?}", "é€".char_indices().map(|(at, _)| at).collect::<Vec<_>>(), "é€".bytes().len());
    println!("{} {:?} {:?}", "é".is_char_boundary(1), "aé".get(1..2), "aé".get(1..));
    println!("{} {:?}", "ab".eq_ignore_ascii_case("AB"), "ß".to_uppercase());
    let mut owned = String::from("héllo");
    owned.make_ascii_uppercase();
    owned.insert_str(1, "--");
    println!("{owned} {:?} {:?}", owned.remove(0), owned.pop());
    owned.replace_range(..2, "+");
    owned.retain(|c| c != 'L');
    println!("{owned} {:?} {}", owned.drain(..1).collect::<String>(), owned.split_off(2));
    let boxed: Box<str> = owned.into_boxed_str();
    println!("{boxed} {}", boxed.clone().into_string().repeat(2));
    let error = String::from_utf8(vec![b'o', b'k', 0xff]).unwrap_err();
    println!("{error} {:?} {:?}", error.utf8_error().valid_up_to(), error.as_bytes());
    println!("{:?}", error.into_bytes());
    let error = std::str::from_utf8(&[0xe2, 0x82]).unwrap_err();
    println!("{error} {:?}", error.error_len());
    println!("{:?} {}", String::from_utf8_lossy(&[b'a', 0xff]), std::str::from_utf8(b"fine").unwrap());
    println!("{:?}", "1,2;3".split([',', ';']).map(str::parse::<u8>).collect::<Result<Vec<_>, _>>());
}

fn characters() {
    for c in ['a', '7', ' ', '\n', '~', 'É', '€'] {
        print!("{:?}:", c);
        print!("{}{}", c.is_ascii_graphic() as u8, c.is_ascii_control() as u8);
        print!("{}{}", c.is_ascii_alphanumeric() as u8, c.is_control() as u8);
        print!("{}{} ", c.is_ascii_whitespace() as u8, c.len_utf16());
    }
    println!();
    println!("{:?} {:?}", 'z'.to_digit(36), char::from_digit(11, 16));
    println!("{:?}", char::from_u32(0xd800));
    println!("{:?} {}", b'a'.is_ascii_punctuation(), b'a'.to_ascii_uppercase() as char);
}

fn cows() {
    fn clean(text: &str) -> Cow<'_, str> {
        if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) }
    }
    for text in ["ab", "a b"] {
        let mut cow = clean(text);
        print!("{} {} ", matches!(cow, Cow::Borrowed(_)), cow.len());
        cow.to_mut().push('!');
        print!("{cow} ");
        println!("{}", cow.into_owned());
    }
    let mut list: Cow<'_, [i32]> = Cow::Borrowed(&[1, 2][..]);
    list.to_mut().push(3);
    println!("{list:?} {}", Cow::Borrowed("x") == "x");
    println!("{} {}", clean_equal(Cow::Owned("x".to_string())), Cow::Borrowed("x") == Cow::<str>::Owned("y".to_string()));
}

fn clean_equal(text: Cow<'_, str>) -> bool {
    text == "x" && text == Cow::Borrowed("x") && text != "y"
}

fn main() {
    building();
    strings();
    characters();
    cows();
}
